//! The refresh token as a cookie, which scripts cannot read and other sites cannot send.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use errand_domain::auth::{RefreshToken, SessionPolicy};
use secrecy::ExposeSecret;

use crate::client::is_https;

const NAME: &str = "errand_refresh";
/// Only where sessions are gone on with and ended.
const PATH: &str = "/api/v1/auth";

/// The refresh token that came with a request, where it is one.
pub(super) fn sent(request: &HttpRequest) -> Option<RefreshToken> {
    RefreshToken::parse(request.cookie(NAME)?.value())
}

/// Hands a refresh token to a client, for as long as its session can last.
pub(super) fn handing_over(
    token: &RefreshToken,
    policy: SessionPolicy,
    request: &HttpRequest,
) -> Cookie<'static> {
    let value = token.to_text().expose_secret().to_owned();
    cookie(
        value,
        Duration::seconds(policy.absolute.num_seconds()),
        request,
    )
}

/// Takes the refresh token from a client.
pub(super) fn taking_back(request: &HttpRequest) -> Cookie<'static> {
    cookie(String::new(), Duration::ZERO, request)
}

fn cookie(value: String, max_age: Duration, request: &HttpRequest) -> Cookie<'static> {
    Cookie::build(NAME, value)
        .path(PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(is_https(request) || !is_local(request))
        .max_age(max_age)
        .finish()
}

/// Whether the client asked this very machine. Browsers keep `Secure` cookies of plain HTTP from no
/// host, and some not even from this one.
fn is_local(request: &HttpRequest) -> bool {
    let info = request.connection_info();
    let host = info.host();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        // The colons of an address of IPv6 are no sign of a port.
        if port.ends_with(']') { host } else { name }
    });
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}
