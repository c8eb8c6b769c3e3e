//! Which pages of other origins may use the API (the CORS protocol of the Fetch standard).

use actix_cors::Cors;
use actix_web::http::header::{self, HeaderName};
use serde::Deserialize;
use thiserror::Error;
use url::Url;

use super::request_id::X_REQUEST_ID;
use crate::changes::ERRAND_COMMIT;

/// How long a browser may cache that a request is allowed, in seconds.
const MAX_AGE: usize = 3600;

/// An origin as browsers send it, such as `https://app.example.org`: a scheme, a lower-case host,
/// and the port unless it is the scheme's default. Paths and wildcards are not allowed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct CorsOrigin(String);

impl CorsOrigin {
    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CorsOrigin {
    type Error = InvalidOrigin;

    fn try_from(text: String) -> Result<Self, InvalidOrigin> {
        // It is compared with the ASCII serialization that browsers send (RFC 6454 §6.2).
        let is_origin = Url::parse(&text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.origin().ascii_serialization() == text
                && !text.contains('*')
        });
        is_origin.then_some(Self(text)).ok_or(InvalidOrigin)
    }
}

/// The error for a text that is not an origin.
#[derive(Debug, Error)]
#[error(
    "an origin must be as browsers send it, such as https://app.example.org, without path or *"
)]
pub struct InvalidOrigin;

/// Tells browsers what pages from these origins may do.
pub(crate) fn cors(origins: &[CorsOrigin]) -> Cors {
    let cors = Cors::default()
        .supports_credentials()
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
            X_REQUEST_ID,
        ])
        .expose_headers([
            header::LOCATION,
            header::RETRY_AFTER,
            header::ETAG,
            ERRAND_COMMIT,
            X_REQUEST_ID,
            HeaderName::from_static("ratelimit"),
            HeaderName::from_static("ratelimit-policy"),
        ])
        .max_age(MAX_AGE)
        // It is on all answers.
        .disable_vary_header();
    origins
        .iter()
        .fold(cors, |cors, origin| cors.allowed_origin(origin.as_str()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn parse(text: &str) -> Result<CorsOrigin, InvalidOrigin> {
        text.to_owned().try_into()
    }

    #[rstest]
    #[case("https://app.example.org")]
    #[case("http://localhost:5173")]
    #[case("https://app.example.org:8443")]
    #[case("http://192.0.2.1:3000")]
    #[case("https://[2001:db8::1]:8443")]
    #[case("https://xn--bcher-kva.example")]
    fn an_origin_is_taken_as_browsers_send_it(#[case] text: &str) {
        assert_eq!(parse(text).unwrap().as_str(), text);
    }

    #[rstest]
    #[case("")]
    #[case("*")]
    #[case("null")]
    #[case("app.example.org")]
    #[case("https://")]
    #[case("https://*")]
    #[case("https://*.example.org")]
    #[case("https://app.example.org/")]
    #[case("https://app.example.org/path")]
    #[case("https://app.example.org?query")]
    #[case("https://app.example.org#fragment")]
    #[case("https://user@app.example.org")]
    #[case("https://app.example.org:443")]
    #[case("https://APP.example.org")]
    #[case("https://bücher.example")]
    #[case("https://app.example.org https://other.example.org")]
    #[case(" https://app.example.org")]
    #[case("https://app.example.org:65536")]
    #[case("ftp://app.example.org")]
    #[case("file:///")]
    #[case("chrome-extension://abcdef")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(parse(text).is_err(), "{text:?}");
    }
}
