//! What every request passes through: it ends in time, it leaves one line in the log, and whatever
//! goes wrong on the way, even a panic, is answered as a problem. CORS stands between the two layers:
//! pages of other origins can read the problems as well.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use futures_util::FutureExt;

use super::headers::SecurityHeaders;
use super::request_id::{RequestId, X_REQUEST_ID};
use crate::ServerSettings;
use crate::error::ApiError;

/// The outermost: puts on every answer what all have, and leaves the line in the log.
pub(crate) async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = request_id(&request);
    let id = id.as_ref().map_or("", RequestId::as_str);
    let security = SecurityHeaders::of(request.request());
    let finish = |response: &mut HttpResponse| {
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(id) {
            headers.insert(X_REQUEST_ID, id);
        }
        // What is of a user stays with the user (RFC 9111 §5.2.2.5); assets say otherwise themselves.
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        security.put(headers);
        let status = response.status().as_u16();
        let microseconds = started.elapsed().as_micros();
        tracing::info!(status, microseconds, "answered");
    };
    match next.call(request).await {
        Ok(response) => {
            let mut response = match refusal(&response) {
                Some(error) => response.into_response(error.response(id)),
                None => response.map_into_boxed_body(),
            };
            finish(response.response_mut());
            Ok(response)
        }
        Err(error) => {
            let mut response = error.error_response();
            finish(&mut response);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

/// What CORS refuses, which never gets to [`answer`].
fn refusal<B>(response: &ServiceResponse<B>) -> Option<ApiError> {
    let is_refusal = response.response().error().is_some();
    is_refusal.then(|| ApiError::Framework(response.status()))
}

/// Serves a request, and makes of every error a problem.
pub(crate) async fn answer(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = request_id(&request);
    let id = id.as_ref().map_or("", RequestId::as_str);
    // RFC 9110 §9.3.2: HEAD is GET without the body, which the connection leaves out.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    match serve(request, next).await {
        Ok(response) => Ok(match problem(&response, id) {
            Some(problem) => response.into_response(problem),
            None => response,
        }),
        // The request is gone, so there is nothing to respond to but the connection.
        Err(error) => {
            let response = error.response(id);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

fn request_id(request: &ServiceRequest) -> Option<RequestId> {
    request.extensions().get().cloned()
}

/// Serves a request within the time it has, and survives its panic.
async fn serve<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, ApiError> {
    let settings = request.app_data::<web::Data<ServerSettings>>();
    let limit = settings.map_or(Duration::MAX, |settings| settings.request_timeout());
    let serving = AssertUnwindSafe(next.call(request)).catch_unwind();
    match tokio::time::timeout(limit, serving).await {
        Ok(Ok(Ok(response))) => Ok(response.map_into_boxed_body()),
        Ok(Ok(Err(error))) => Err(ApiError::Framework(error.as_response_error().status_code())),
        Ok(Err(_panic)) => Err(ApiError::Panic),
        Err(_elapsed) => Err(ApiError::DeadlineExceeded),
    }
}

/// The problem that a response tells of, if it does.
fn problem(response: &ServiceResponse<BoxBody>, id: &str) -> Option<HttpResponse> {
    let status = response.status();
    let error = response.response().error();
    match error.and_then(|error| error.as_error::<ApiError>()) {
        Some(error) => {
            error.log();
            Some(error.response(id))
        }
        // The page of the documentation says it in plain text where it has no such file.
        None if status == StatusCode::NOT_FOUND => Some(ApiError::RouteNotFound.response(id)),
        None if status.is_client_error() || status.is_server_error() => {
            Some(ApiError::Framework(status).response(id))
        }
        None => None,
    }
}
