//! The URL at which clients reach the server.

use serde::Deserialize;
use thiserror::Error;
use url::Url;

/// The base URL of the web application, such as `https://example.org/errand`: `http` or `https`, a
/// host and optionally a path, under which everything is served. The empty string means the
/// server's port on `localhost`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct PublicUrl {
    /// As browsers send it in `Origin`; empty unless it was set.
    origin: String,
    /// Without a trailing slash, so empty for the root.
    path: String,
}

impl PublicUrl {
    /// The path under which everything is served: empty, or such as `/errand`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether no URL was set.
    pub fn is_default(&self) -> bool {
        self.origin.is_empty()
    }

    /// The URL without a trailing slash. The scheme and the port are those the server listens with.
    pub fn or_localhost(&self, scheme: &str, port: u16) -> String {
        if self.origin.is_empty() {
            format!("{scheme}://localhost:{port}")
        } else {
            format!("{}{}", self.origin, self.path)
        }
    }

    /// Whether the URL was set and has this origin.
    pub(crate) fn has_origin(&self, origin: &str) -> bool {
        !origin.is_empty() && self.origin == origin
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = InvalidPublicUrl;

    fn try_from(text: String) -> Result<Self, InvalidPublicUrl> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let url = Url::parse(&text).map_err(|_| InvalidPublicUrl)?;
        let path = url.path().trim_end_matches('/');
        let origin = url.origin().ascii_serialization();
        // No user, query or fragment.
        let is_bare = url.as_str().trim_end_matches('/') == format!("{origin}{path}");
        // These need no escaping in HTML, cookies and URLs.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let is_segment = |segment: &str| !segment.is_empty() && segment.bytes().all(is_plain);
        let has_plain_path = path.is_empty() || path[1..].split('/').all(is_segment);
        if !matches!(url.scheme(), "http" | "https") || !is_bare || !has_plain_path {
            return Err(InvalidPublicUrl);
        }
        let path = path.to_owned();
        Ok(Self { origin, path })
    }
}

/// The error for an invalid public URL.
#[derive(Debug, Error)]
#[error(
    "the public URL must be http:// or https://, a host, and optionally a path of letters, digits and -._~, \
     such as https://example.org/errand"
)]
pub struct InvalidPublicUrl;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn parse(text: &str) -> Result<PublicUrl, InvalidPublicUrl> {
        text.to_owned().try_into()
    }

    #[rstest]
    #[case("https://errand.example.org", "https://errand.example.org", "")]
    #[case("https://errand.example.org/", "https://errand.example.org", "")]
    #[case(
        "HTTPS://Example.ORG:443/errand/",
        "https://example.org/errand",
        "/errand"
    )]
    #[case(
        "http://localhost:9000/a/b-1._~",
        "http://localhost:9000/a/b-1._~",
        "/a/b-1._~"
    )]
    #[case("http://[::1]:8080/errand//", "http://[::1]:8080/errand", "/errand")]
    #[case(
        "https://bücher.example/api",
        "https://xn--bcher-kva.example/api",
        "/api"
    )]
    fn a_url_is_an_origin_and_a_path(#[case] text: &str, #[case] url: &str, #[case] path: &str) {
        let parsed = parse(text).unwrap();
        assert_eq!(parsed.or_localhost("http", 1), url);
        assert_eq!(parsed.path(), path);
        assert!(parsed.has_origin(url.strip_suffix(path).unwrap()));
    }

    #[test]
    fn without_a_url_it_is_the_port_that_is_served_and_no_origin() {
        let default = parse("").unwrap();
        assert_eq!(
            default.or_localhost("https", 9000),
            "https://localhost:9000"
        );
        assert_eq!(default.path(), "");
        assert!(!default.has_origin("http://localhost:9000") && !default.has_origin(""));
    }

    #[rstest]
    #[case("errand.example.org")]
    #[case("/errand")]
    #[case("ftp://example.org")]
    #[case("https://")]
    #[case("https://ada@example.org")]
    #[case("https://example.org/?a=1")]
    #[case("https://example.org/#a")]
    #[case("https://example.org//errand")]
    #[case("https://example.org/a//b")]
    #[case("https://example.org/a b")]
    #[case("https://example.org/a%2fb")]
    #[case("https://example.org/a;b")]
    #[case("https://example.org/a&b")]
    #[case("https://example.org/\"a")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(parse(text).is_err(), "{text:?}");
    }
}
