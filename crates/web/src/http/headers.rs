//! What every answer tells browsers beside its content, so that a page of ours cannot be made to do
//! what it was not written for.

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::client;

static ALL: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    // Nobody needs to know where a link was followed: an address may be of a private network. That
    // it makes some browsers send `Origin: null` to ourselves is why `origin` asks for
    // `Sec-Fetch-Site` first.
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        header::CROSS_ORIGIN_OPENER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::PERMISSIONS_POLICY,
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// JSON needs nothing.
static API: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The pages have their scripts and styles in files of their own, and a worker that keeps them.
/// [`crate::pages`] puts it on each of its answers.
pub(crate) static PAGES: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// The page of the documentation has pictures in its styles, and one style, known by its hash, that
/// its script puts in.
static DOCS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; \
     style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'",
);

/// A year. Other hosts below ours are none of our business.
static HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What the headers of an answer depend on.
#[derive(Clone, Copy)]
pub(crate) struct SecurityHeaders {
    is_docs: bool,
    is_https: bool,
}

impl SecurityHeaders {
    pub(crate) fn of(request: &HttpRequest) -> Self {
        Self {
            is_docs: request.path().starts_with("/docs/"),
            is_https: client::is_https(request),
        }
    }

    /// Puts them on an answer.
    pub(crate) fn put(self, headers: &mut HeaderMap) {
        for (name, value) in &ALL {
            headers.insert(name.clone(), value.clone());
        }
        if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            let policy = if self.is_docs { &DOCS } else { &API };
            headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        }
        if self.is_https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS.clone());
        }
        // Where pages of another origin may read an answer they may also show it.
        if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
            let own = HeaderValue::from_static("same-origin");
            headers.insert(header::CROSS_ORIGIN_RESOURCE_POLICY, own);
            // The library puts these on all answers.
            headers.remove(header::ACCESS_CONTROL_ALLOW_CREDENTIALS);
            headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
        }
        // The page that asks may change the headers above, so no cache may give one's answer to
        // another. What says for itself what it varies with says this as well.
        if !headers.contains_key(header::VARY) {
            headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        }
    }
}
