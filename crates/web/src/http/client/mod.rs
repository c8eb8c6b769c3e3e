//! The client of a request, for handlers, the log and the headers of the answer.

mod forwarded;

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use errand_domain::Client;

pub(crate) use forwarded::Forwarded;

/// The maximum length of a stored device name, in characters.
const MAX_DEVICE_LENGTH: usize = 200;

/// The client of a request.
pub(crate) struct RequestClient(pub(crate) Client);

impl FromRequest for RequestClient {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(Client {
            address: Forwarded::of(request).client,
            device: device(request),
        })))
    }
}

/// Whether the client uses TLS, to us or to a trusted proxy in front of us.
pub(crate) fn is_https(request: &HttpRequest) -> bool {
    let scheme = Forwarded::of(request).scheme;
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
}

/// What the client calls itself.
fn device(request: &HttpRequest) -> String {
    let name = request.headers().get(header::USER_AGENT);
    let name = String::from_utf8_lossy(name.map_or(b"", |name| name.as_bytes()));
    let visible = name.chars().filter(|character| !character.is_control());
    visible.take(MAX_DEVICE_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn client(user_agent: &[u8]) -> Client {
        let request = TestRequest::default()
            .insert_header((header::USER_AGENT, user_agent))
            .peer_addr("[::ffff:192.0.2.1]:1234".parse().unwrap())
            .to_http_request();
        let client = RequestClient::from_request(&request, &mut Payload::None);
        client.into_inner().unwrap().0
    }

    #[test]
    fn a_client_has_an_address_and_the_name_it_gives_itself() {
        let client = client(b"Firefox/150 (Linux)");
        assert_eq!(client.address.to_string(), "192.0.2.1");
        assert_eq!(client.device, "Firefox/150 (Linux)");
        let nameless = TestRequest::default().to_http_request();
        assert_eq!(device(&nameless), "");
    }

    #[test]
    fn a_name_of_a_device_is_short_and_visible() {
        assert_eq!(client(&[b'a'; 201]).device, "a".repeat(200));
        assert_eq!(client("ü".repeat(201).as_bytes()).device, "ü".repeat(200));
        assert_eq!(client(b"a\tb\xc2\x9bc").device, "abc");
        assert_eq!(client(b"a\xffb").device, "a\u{fffd}b");
    }
}
