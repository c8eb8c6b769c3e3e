//! The cookies with the refresh token and the device token. Scripts cannot read them, and other
//! sites cannot send them.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::{HttpRequest, web};
use errand_domain::sessions::{RefreshToken, RefreshTokens, SessionPolicy};
use secrecy::{ExposeSecret, SecretString};

use crate::ServerSettings;
use crate::http::is_https;

/// The names of a cookie. Browsers accept the first one only over TLS and only from this host, so
/// no other host of the domain can plant it.
struct Name {
    over_tls: &'static str,
    without_tls: &'static str,
}

const REFRESH: Name = Name {
    over_tls: "__Host-errand_refresh",
    without_tls: "errand_refresh",
};
const DEVICE: Name = Name {
    over_tls: "__Host-errand_device",
    without_tls: "errand_device",
};
/// How long a device stays known after its last login. It is the longest time for which browsers
/// keep a cookie (RFC 6265bis §5.5).
const DEVICE_MAX_AGE: Duration = Duration::days(400);

/// The refresh token sent with a request, if we issued it.
pub(super) fn sent(request: &HttpRequest, tokens: &dyn RefreshTokens) -> Option<RefreshToken> {
    tokens.read(value(&REFRESH, request)?.expose_secret())
}

/// The device token sent with a request, not yet verified.
pub(super) fn device(request: &HttpRequest) -> Option<SecretString> {
    value(&DEVICE, request)
}

/// Sets the refresh token of a client for as long as its session can last.
pub(super) fn handing_over(
    token: &SecretString,
    policy: SessionPolicy,
    request: &HttpRequest,
) -> Cookie<'static> {
    let max_age = Duration::seconds(policy.absolute.as_secs());
    cookie(&REFRESH, token.expose_secret(), max_age, request)
}

/// Sets the device token of a client.
pub(super) fn handing_over_device(token: &SecretString, request: &HttpRequest) -> Cookie<'static> {
    cookie(&DEVICE, token.expose_secret(), DEVICE_MAX_AGE, request)
}

/// Removes the refresh token from a client. The device token stays.
pub(super) fn taking_back(request: &HttpRequest) -> Cookie<'static> {
    cookie(&REFRESH, "", Duration::ZERO, request)
}

/// The value of a cookie. If there are two of that name, one of them was planted, so neither is
/// used.
fn value(name: &Name, request: &HttpRequest) -> Option<SecretString> {
    let cookies = request.cookies().ok()?;
    let mut values = cookies
        .iter()
        .filter(|cookie| cookie.name() == name.of(request))
        .map(Cookie::value);
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value.into()),
        _ => None,
    }
}

fn cookie(name: &Name, value: &str, max_age: Duration, request: &HttpRequest) -> Cookie<'static> {
    Cookie::build(name.of(request), value.to_owned())
        .path(path(request))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(is_secure(request))
        .max_age(max_age)
        .finish()
}

impl Name {
    fn of(&self, request: &HttpRequest) -> &'static str {
        if is_secure(request) {
            self.over_tls
        } else {
            self.without_tls
        }
    }
}

/// The path under which the application is served. A `__Host-` cookie must have the path `/`.
fn path(request: &HttpRequest) -> String {
    let settings = request.app_data::<web::Data<ServerSettings>>();
    match settings {
        Some(settings) if !is_secure(request) => format!("{}/", settings.public_url.path()),
        _ => "/".to_owned(),
    }
}

fn is_secure(request: &HttpRequest) -> bool {
    is_https(request) || !is_local(request)
}

/// Whether the request is to the client's own machine. Over plain HTTP, browsers refuse `Secure`
/// cookies from other hosts, and some even from this one.
fn is_local(request: &HttpRequest) -> bool {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| {
        let port = host.strip_prefix(local);
        port.is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use actix_web::web;
    use rstest::rstest;

    use super::*;
    use crate::ServerSettings;

    #[rstest]
    #[case("localhost", true)]
    #[case("localhost:8080", true)]
    #[case("127.0.0.1:8080", true)]
    #[case("[::1]:8080", true)]
    #[case("localhost.example.org", false)]
    #[case("127.0.0.10", false)]
    #[case("errand.example.org", false)]
    #[case("", false)]
    fn only_this_very_machine_is_local(#[case] host: &str, #[case] expected: bool) {
        let request = TestRequest::default()
            .insert_header((header::HOST, host))
            .insert_header(("x-forwarded-host", "localhost"))
            .to_http_request();
        assert_eq!(is_local(&request), expected);
    }

    #[rstest]
    #[case::tls("errand.example.org", "https", true)]
    #[case::tls_to_this_very_machine("localhost:8080", "https", true)]
    #[case::plain("errand.example.org", "http", true)]
    #[case::plain_to_this_very_machine("localhost:8080", "http", false)]
    fn only_this_very_machine_gets_it_without_tls(
        #[case] host: &str,
        #[case] scheme: &str,
        #[case] is_secure: bool,
    ) {
        let default = include_str!("../../../../config/default.toml");
        let default: toml::Table = toml::from_str(default).unwrap();
        let mut settings: ServerSettings = default["server"].clone().try_into().unwrap();
        settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
        let request = TestRequest::default()
            .app_data(web::Data::new(settings))
            .peer_addr("10.0.0.1:1234".parse().unwrap())
            .insert_header((header::HOST, host))
            .insert_header(("x-forwarded-for", "192.0.2.1"))
            .insert_header(("x-forwarded-proto", scheme))
            .to_http_request();
        assert_eq!(taking_back(&request).secure(), Some(is_secure));
    }
}
