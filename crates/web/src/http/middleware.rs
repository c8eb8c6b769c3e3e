//! The middleware of every request. Each request is answered in time and logged as one line, and
//! every error, even a panic, is answered as a problem. CORS runs between the two layers, so pages
//! of other origins can read the problems too.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use errand_domain::TimeZone;
use futures_util::FutureExt;

use super::headers::SecurityHeaders;
use super::request_id::{RequestId, X_REQUEST_ID};
use crate::access::CurrentUser;
use crate::error::ApiError;
use crate::metrics::Measured;
use crate::{ServerSettings, State};

/// The outermost layer: sets the headers that all answers have, and logs the request.
pub(crate) async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let measured = Measured::begin(&request);
    let is_recorded = request
        .app_data::<web::Data<State>>()
        .is_some_and(|state| state.metrics.is_some());
    let id = request_id(&request);
    let id = id.as_ref().map_or("", RequestId::as_str);
    let security = SecurityHeaders::of(request.request());
    let finish = |response: &mut HttpResponse, route: Option<String>| {
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(id) {
            headers.insert(X_REQUEST_ID, id);
        }
        // Answers may contain a user's data (RFC 9111 §5.2.2.5). Assets set their own value.
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        security.put(headers);
        let status = response.status().as_u16();
        let microseconds = measured.microseconds();
        tracing::info!(status, microseconds, "answered");
        if is_recorded {
            measured.end(route, response.status());
        }
    };
    match next.call(request).await {
        Ok(response) => {
            let mut response = match refusal(&response) {
                Some(error) => response.into_response(error.response(id)),
                None => response.map_into_boxed_body(),
            };
            let route = is_recorded.then(|| response.request().match_pattern());
            finish(response.response_mut(), route.flatten());
            Ok(response)
        }
        Err(error) => {
            let mut response = error.error_response();
            finish(&mut response, None);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

/// Answers requests that CORS refuses, which never reach [`answer`].
fn refusal<B>(response: &ServiceResponse<B>) -> Option<ApiError> {
    let is_refusal = response.response().error().is_some();
    is_refusal.then(|| ApiError::Framework(response.status()))
}

/// Serves a request and turns every error into a problem.
pub(crate) async fn answer(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = request_id(&request);
    let id = id.as_ref().map_or("", RequestId::as_str);
    // RFC 9110 §9.3.2: HEAD is GET without the body, which the connection omits.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    match serve(request, next).await {
        Ok(response) => Ok(match problem(&response, id) {
            Some(problem) => response.into_response(problem),
            None => response,
        }),
        // The request has been consumed, so only the connection can be answered.
        Err(error) => {
            let response = error.response(id);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

fn request_id(request: &ServiceRequest) -> Option<RequestId> {
    request.extensions().get().cloned()
}

/// Serves a request within its time limit, and catches a panic.
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

/// The problem that a response stands for, if any.
fn problem(response: &ServiceResponse<BoxBody>, id: &str) -> Option<HttpResponse> {
    let status = response.status();
    let error = response.response().error();
    match error.and_then(|error| error.as_error::<ApiError>()) {
        Some(error) => {
            error.log();
            let extensions = response.request().extensions();
            let reader = extensions.get::<CurrentUser>();
            let zone = reader.map_or(TimeZone::UTC, |user| user.time_zone);
            Some(error.response_in(zone, id))
        }
        // The documentation page answers in plain text if a file is missing.
        None if status == StatusCode::NOT_FOUND => Some(ApiError::RouteNotFound.response(id)),
        None if status.is_client_error() || status.is_server_error() => {
            Some(ApiError::Framework(status).response(id))
        }
        None => None,
    }
}
