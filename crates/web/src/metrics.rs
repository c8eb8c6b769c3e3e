//! What requests are measured by, and the address that shows all measurements to Prometheus.

use std::time::Instant;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, get, web};
use metrics::Gauge;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::State;
use crate::access::Bearer;
use crate::error::ApiError;

/// The measurements, for whoever has the token.
pub struct Metrics {
    token: [u8; 32],
    text: Box<dyn Fn() -> String + Send + Sync>,
}

impl Metrics {
    /// Shows what `text` returns, in the text format of Prometheus.
    pub fn new(token: &SecretString, text: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self {
            token: digest(token.expose_secret()),
            text: Box::new(text),
        }
    }
}

/// Comparing digests takes the same time wherever the tokens differ first.
fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[get("/metrics")]
pub(crate) async fn get_metrics(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Some(metrics) = &state.metrics else {
        return Err(ApiError::RouteNotFound);
    };
    match Bearer::of(request.headers()) {
        Bearer::Token(token) if digest(token) == metrics.token => Ok(HttpResponse::Ok()
            .content_type("text/plain; version=0.0.4; charset=utf-8")
            .body((metrics.text)())),
        bearer => Err(ApiError::Unauthenticated {
            token_was_sent: bearer != Bearer::Absent,
        }),
    }
}

/// Counts an open connection, until it is dropped.
pub(crate) struct OpenConnection(Gauge);

impl OpenConnection {
    pub(crate) fn new() -> Self {
        let gauge = metrics::gauge!("errand_http_connections");
        gauge.increment(1);
        Self(gauge)
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

/// A request that is being served.
pub(crate) struct Measured {
    method: &'static str,
    started: Instant,
}

impl Measured {
    pub(crate) fn begin(request: &ServiceRequest) -> Self {
        Self {
            method: name(request.method()),
            started: Instant::now(),
        }
    }

    /// How long it has taken so far, in microseconds.
    pub(crate) fn microseconds(&self) -> u128 {
        self.started.elapsed().as_micros()
    }

    /// Records the request once its answer is known, except for the body. The route is the pattern
    /// that it matched, never its path, so there are as many as the API has.
    pub(crate) fn end(&self, route: Option<String>, status: StatusCode) {
        let route = route.unwrap_or_else(|| "none".to_owned());
        metrics::histogram!(
            "errand_http_request_duration_seconds",
            "method" => self.method,
            "route" => route,
            "status" => status.as_str().to_owned(),
        )
        .record(self.started.elapsed());
    }
}

/// The name of a method. Clients can make up others.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
