//! Authenticates requests to protected routes. This happens before the body is read, so an invalid
//! token with an invalid body is 401.

use std::rc::Rc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use errand_domain::access::{Caller, Scope};
use tracing::Span;
use tracing::field::display;

use super::CurrentUser;
use super::bearer::Bearer;
use crate::State;
use crate::error::ApiError;

/// [`authenticate`] for routes about tasks.
pub(crate) async fn authenticate_for_tasks(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let scope = match *request.method() {
        Method::GET => Scope::TasksRead,
        _ => Scope::TasksWrite,
    };
    authenticate(request, next, Need::Scope(scope)).await
}

/// [`authenticate`] for routes about the account.
pub(crate) async fn authenticate_for_account(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    authenticate(request, next, Need::Scope(Scope::Account)).await
}

/// [`authenticate`] for routes that administer the installation.
pub(crate) async fn authenticate_for_admins(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    authenticate(request, next, Need::Admin).await
}

/// What a caller needs to be or to have.
#[derive(Clone, Copy)]
enum Need {
    /// A token with this scope.
    Scope(Scope),
    /// An administrator with a session. No personal token is worth as much.
    Admin,
}

impl Need {
    fn check(self, caller: &Caller) -> Result<(), ApiError> {
        match self {
            Self::Scope(scope) if !caller.may(scope) => Err(ApiError::InsufficientScope(scope)),
            Self::Admin if !caller.user.is_admin => Err(ApiError::AdminRequired),
            Self::Admin if caller.session().is_none() => Err(ApiError::SessionRequired),
            Self::Scope(_) | Self::Admin => Ok(()),
        }
    }
}

/// Passes a request on with the user its token belongs to, if they have what is needed. A path
/// where nothing exists needs no token.
async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    need: Need,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.match_pattern().is_some() {
        match caller(&request, need).await {
            Ok(caller) => request
                .extensions_mut()
                .insert(CurrentUser(Rc::new(caller))),
            Err(error) => return Ok(request.error_response(error)),
        };
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn caller(request: &ServiceRequest, need: Need) -> Result<Caller, ApiError> {
    let Some(state) = request.app_data::<web::Data<State>>() else {
        return Err(ApiError::RouteNotFound);
    };
    let refused = |token_was_sent| Err(ApiError::Unauthenticated { token_was_sent });
    let caller = match Bearer::of(request.headers()) {
        Bearer::Token(token) => state.authenticator.authenticate(token).await?,
        Bearer::Malformed => return refused(true),
        Bearer::Absent => return refused(false),
    };
    Span::current().record("user.id", display(caller.user.id.0));
    let counted = state.requests.take(caller.user.id);
    counted.map_err(ApiError::Throttled)?;
    need.check(&caller)?;
    Ok(caller)
}
