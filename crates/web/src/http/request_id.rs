//! The id of a request, and the tracing span that carries it.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{Error, HttpMessage};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;
use uuid::Uuid;

use super::client::Forwarded;

/// The header with the id, in requests and answers.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The client's `X-Request-Id` if it consists of 1..=128 letters, digits and `-_.:+/=`, or else a
/// new UUID.
#[derive(Clone)]
pub(crate) struct RequestId(String);

impl RequestId {
    const MAX_LENGTH: usize = 128;

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn of(request: &ServiceRequest) -> Self {
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(byte);
        let is_accepted = |id: &&HeaderValue| {
            (1..=Self::MAX_LENGTH).contains(&id.len()) && id.as_bytes().iter().all(is_plain)
        };
        let own = request.headers().get(X_REQUEST_ID).filter(is_accepted);
        match own.and_then(|id| id.to_str().ok()) {
            Some(id) => Self(id.to_owned()),
            None => Self(Uuid::now_v7().to_string()),
        }
    }
}

/// Opens the span of a request, and gives the request its id.
pub(crate) struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = RequestId::of(request);
        let span = tracing::info_span!(
            "request",
            request_id = id.as_str(),
            method = request.method().as_str(),
            route = request.match_pattern(),
            client = Forwarded::of(request.request()).client.prefix(),
            user.id = tracing::field::Empty,
            session.id = tracing::field::Empty,
        );
        request.extensions_mut().insert(id);
        span
    }

    /// Does nothing, because [`super::middleware::finish`] logs the request.
    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}
