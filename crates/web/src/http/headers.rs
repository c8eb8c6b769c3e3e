//! Security headers, which every answer has, so browsers do not let our pages be misused.

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::client;

static ALL: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    // Other sites need not know the page a link was on, whose URL may be on a private network. It
    // makes some browsers send us `Origin: null`, so `origin` checks `Sec-Fetch-Site` first.
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

/// JSON loads nothing.
static API: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The pages load their scripts and styles from files, and a worker that caches them.
/// [`crate::pages`] sets it on each of its answers.
pub(crate) static PAGES: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// The documentation page has images in its styles, and one inline style, identified by its hash,
/// that its script adds.
static DOCS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; \
     style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'",
);

/// One year, without subdomains, which may belong to others.
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

    /// Sets them on an answer.
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
        // A page of another origin that may read an answer may also embed it.
        if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
            let own = HeaderValue::from_static("same-origin");
            headers.insert(header::CROSS_ORIGIN_RESOURCE_POLICY, own);
            // The library sets these on all answers.
            headers.remove(header::ACCESS_CONTROL_ALLOW_CREDENTIALS);
            headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
        }
        // The headers above depend on the requesting page, so a cache must not give one page's
        // answer to another. This is added to any `Vary` that is already there.
        if !headers.contains_key(header::VARY) {
            headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        }
    }
}
