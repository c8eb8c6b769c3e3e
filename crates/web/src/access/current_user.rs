//! The user who makes a request.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use errand_domain::access::{Caller, Scope};
use errand_domain::users::User;

use crate::error::ApiError;

/// The user the request's token belongs to. Only the middleware creates one, so a handler that
/// takes it is never reached without authentication.
#[derive(Clone)]
pub(crate) struct CurrentUser(pub(super) Rc<Caller>);

impl CurrentUser {
    /// The user, and what the token authorizes.
    pub(crate) fn caller(&self) -> &Caller {
        &self.0
    }

    /// Fails unless the token also has this scope, for handlers that need more than their route
    /// does.
    pub(crate) fn require(&self, scope: Scope) -> Result<(), ApiError> {
        let may = self.0.may(scope);
        may.then_some(()).ok_or(ApiError::InsufficientScope(scope))
    }
}

impl std::ops::Deref for CurrentUser {
    type Target = User;

    fn deref(&self) -> &User {
        &self.0.user
    }
}

impl FromRequest for CurrentUser {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let user = request.extensions().get().cloned();
        ready(user.ok_or(ApiError::Unauthenticated {
            token_was_sent: false,
        }))
    }
}
