//! The id in a path.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use errand_domain::Invalid;
use uuid::Uuid;

use crate::error::{ApiError, FieldError};

/// The parameter `id` of the path: a UUID in its hyphenated form.
pub(crate) struct Id(pub(crate) Uuid);

impl FromRequest for Id {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text = request.match_info().query("id");
        // Of all forms of a UUID, only the hyphenated one has 36 characters.
        let id = (text.len() == 36).then(|| text.parse().ok()).flatten();
        ready(id.map(Self).ok_or_else(|| {
            let invalid = Invalid::new("invalid_id", "must be a UUID");
            ApiError::Invalid(vec![FieldError::in_parameter("id", invalid)])
        }))
    }
}
