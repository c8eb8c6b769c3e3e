//! Who is asking.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use errand_domain::access::{Caller, Scope};
use errand_domain::users::User;

use crate::error::ApiError;

/// The user whose token came with the request. Only the middleware makes one, so a handler that
/// takes one cannot be reached without.
#[derive(Clone)]
pub(crate) struct CurrentUser(pub(super) Rc<Caller>);

impl CurrentUser {
    /// The user, and the session of the token.
    pub(crate) fn caller(&self) -> &Caller {
        &self.0
    }

    /// Refuses a request that may not do what is of this scope, where the one of its route is not enough.
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
