//! Whether a request comes from one of our own pages. This prevents other sites from using our
//! cookies (cross-site request forgery).

use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, web};
use url::Url;

use super::client::Forwarded;
use crate::ServerSettings;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the browser reports that the page has this server's origin, which is that of
/// `server.public_url` or of the requested URL, or an origin that CORS allows. If the browser
/// reports nothing, it is not.
///
/// No page can set `Sec-Fetch-Site` (Fetch Metadata §2.3) or `Origin`, so they can be believed.
/// `Sec-Fetch-Site` is right even if a proxy changes the host.
pub(crate) fn is_own_origin(request: &HttpRequest) -> bool {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let origin = header(header::ORIGIN);
    match header(SEC_FETCH_SITE) {
        Some("same-origin") => true,
        Some("cross-site") => origin.is_some_and(|origin| is_allowed(request, origin)),
        _ => origin.is_some_and(|origin| {
            is_allowed(request, origin) || is_public(request, origin) || is_asked(request, origin)
        }),
    }
}

fn is_allowed(request: &HttpRequest, origin: &str) -> bool {
    let settings = request.app_data::<web::Data<ServerSettings>>();
    settings.is_some_and(|settings| settings.allows(origin))
}

fn is_public(request: &HttpRequest, origin: &str) -> bool {
    let settings = request.app_data::<web::Data<ServerSettings>>();
    settings.is_some_and(|settings| settings.public_url.has_origin(origin))
}

/// Whether the origin has the requested host and port. The scheme cannot be compared, because a
/// proxy may terminate TLS.
fn is_asked(request: &HttpRequest, origin: &str) -> bool {
    let host = || request.headers().get(header::HOST)?.to_str().ok();
    let authority = || Some(request.uri().authority()?.as_str());
    let asked = Forwarded::of(request).host.or_else(host).or_else(authority);
    let (Some(asked), Ok(origin)) = (asked, Url::parse(origin)) else {
        return false;
    };
    let is_web = matches!(origin.scheme(), "http" | "https");
    let asked = Url::parse(&format!("{}://{asked}", origin.scheme()));
    is_web && asked.is_ok_and(|asked| asked.origin() == origin.origin())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use rstest::rstest;

    use super::*;

    /// Whether a request to errand.example.org comes from our own page. Proxies in 10.0.0.0/8 are
    /// trusted, and pages of <https://app.example.org> are allowed.
    fn is_own(peer: &str, headers: &[(&str, &str)]) -> bool {
        let default = include_str!("../../../../config/default.toml");
        let default: toml::Table = toml::from_str(default).unwrap();
        let mut settings: ServerSettings = default["server"].clone().try_into().unwrap();
        settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
        settings.cors_origins = vec!["https://app.example.org".to_owned().try_into().unwrap()];
        let mut request = TestRequest::default()
            .app_data(web::Data::new(settings))
            .peer_addr(format!("{peer}:1234").parse().unwrap())
            .insert_header((header::HOST, "errand.example.org"));
        for header in headers {
            request = request.insert_header(*header);
        }
        is_own_origin(&request.to_http_request())
    }

    #[rstest]
    #[case::no_browser("", "", false)]
    #[case::our_own("same-origin", "https://errand.example.org", true)]
    #[case::our_own_under_another_host("same-origin", "https://inner.example.org", true)]
    #[case::our_own_without_an_origin("same-origin", "", true)]
    #[case::our_own_by_our_referrer_policy("same-origin", "null", true)]
    #[case::an_old_browser("", "https://errand.example.org", true)]
    #[case::without_tls("", "http://errand.example.org", true)]
    #[case::the_port_of_the_scheme("", "https://errand.example.org:443", true)]
    #[case::another_port("", "https://errand.example.org:8443", false)]
    #[case::an_allowed_page("cross-site", "https://app.example.org", true)]
    #[case::an_allowed_sibling("same-site", "https://app.example.org", true)]
    #[case::an_allowed_page_in_an_old_browser("", "https://app.example.org", true)]
    #[case::a_foreign_page("cross-site", "https://evil.example", false)]
    #[case::a_foreign_page_without_an_origin("cross-site", "", false)]
    #[case::a_foreign_page_in_an_old_browser("", "https://evil.example", false)]
    #[case::a_sibling("same-site", "https://other.example.org", false)]
    #[case::a_contradiction("cross-site", "https://errand.example.org", false)]
    #[case::typed_by_the_user("none", "", false)]
    #[case::unknown("SAME-ORIGIN", "", false)]
    #[case::null("", "null", false)]
    #[case::null_of_a_frame("cross-site", "null", false)]
    #[case::a_longer_host("", "https://errand.example.org.evil.example", false)]
    #[case::a_longer_origin("", "https://app.example.org.evil.example", false)]
    #[case::an_origin_with_our_name("", "https://errand.example.org@evil.example", false)]
    #[case::another_scheme("", "ftp://errand.example.org:21", false)]
    #[case::an_extension("", "chrome-extension://errand.example.org", false)]
    #[case::no_url("", "errand.example.org", false)]
    fn what_the_browser_says_counts(
        #[case] site: &str,
        #[case] origin: &str,
        #[case] expected: bool,
    ) {
        let headers = [("sec-fetch-site", site), ("origin", origin)];
        let headers: Vec<_> = headers
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        assert_eq!(is_own("192.0.2.1", &headers), expected);
    }

    #[rstest]
    #[case::a_trusted_proxy("10.0.0.1", true)]
    #[case::anybody_else("192.0.2.1", false)]
    fn a_trusted_proxy_tells_the_host(#[case] peer: &str, #[case] expected: bool) {
        let headers = [
            ("origin", "https://outer.example.org"),
            ("x-forwarded-host", "outer.example.org"),
        ];
        assert_eq!(is_own(peer, &headers), expected);
    }
}
