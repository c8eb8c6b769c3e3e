//! The guard of the protected routes. It runs before a body is read, so a bad token with a bad body
//! is 401.

use std::rc::Rc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use errand_application::auth::Caller;

use super::CurrentUser;
use super::bearer::Bearer;
use crate::State;
use crate::error::ApiError;

/// Lets a request pass with the user whose token it brings. Addresses where nothing is need none.
pub(crate) async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.match_pattern().is_some() {
        match caller(&request).await {
            Ok(caller) => request
                .extensions_mut()
                .insert(CurrentUser(Rc::new(caller))),
            Err(error) => return Ok(request.error_response(error)),
        };
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn caller(request: &ServiceRequest) -> Result<Caller, ApiError> {
    let Some(state) = request.app_data::<web::Data<State>>() else {
        return Err(ApiError::RouteNotFound);
    };
    match Bearer::of(request.headers()) {
        Bearer::Token(token) => Ok(state.auth.authenticate(token).await?),
        Bearer::Malformed => Err(ApiError::Unauthenticated {
            token_was_sent: true,
        }),
        Bearer::Absent => Err(ApiError::Unauthenticated {
            token_was_sent: false,
        }),
    }
}
