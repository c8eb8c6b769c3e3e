//! The guard of requests that are authenticated by a cookie.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::error::ApiError;
use crate::http::is_own_origin;

/// Proof that a request comes from one of our own pages, or from an origin that CORS allows.
pub(super) struct OwnOrigin;

impl FromRequest for OwnOrigin {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let is_own = is_own_origin(request);
        ready(is_own.then_some(Self).ok_or(ApiError::ForeignOrigin))
    }
}
