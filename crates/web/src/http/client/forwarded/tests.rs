//! Which hop counts as the client.

use actix_web::test::TestRequest;
use rstest::rstest;

use super::*;

const FORWARDED: &str = "forwarded";
const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// A server that trusts this header of the proxies in `10.0.0.0/8` and `fd00::/8`.
fn settings(header: &str) -> ServerSettings {
    let default = include_str!("../../../../../../config/default.toml");
    let default: toml::Table = toml::from_str(default).unwrap();
    let mut settings: ServerSettings = default["server"].clone().try_into().unwrap();
    settings.trusted_proxies = ["10.0.0.0/8", "fd00::/8"]
        .map(|net| net.parse().unwrap())
        .into();
    settings.forwarded_header = match header {
        FORWARDED => ForwardedHeader::Forwarded,
        _ => ForwardedHeader::XForwardedFor,
    };
    settings
}

fn request(trusted: &str, peer: &str, headers: &[(&str, &str)]) -> HttpRequest {
    let request = TestRequest::default()
        .app_data(web::Data::new(settings(trusted)))
        .peer_addr(SocketAddr::new(peer.parse().unwrap(), 1234));
    let append = |request: TestRequest, header: &(&str, &str)| request.append_header(*header);
    headers.iter().fold(request, append).to_http_request()
}

fn client(trusted: &str, peer: &str, headers: &[(&str, &str)]) -> String {
    let request = request(trusted, peer, headers);
    Forwarded::of(&request).client.to_string()
}

#[test]
fn a_peer_that_is_no_trusted_proxy_is_the_client_whatever_it_writes() {
    let headers = [
        (X_FORWARDED_FOR, "203.0.113.1"),
        (FORWARDED, "for=203.0.113.1;proto=https;host=evil.example"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.example"),
    ];
    for peer in ["192.0.2.1", "2001:db8::1", "11.0.0.1", "::ffff:192.0.2.1"] {
        for trusted in [FORWARDED, X_FORWARDED_FOR] {
            let request = request(trusted, peer, &headers);
            let way = Forwarded::of(&request);
            assert_eq!(way.client, ClientAddress::new(peer.parse().unwrap()));
            assert_eq!((way.scheme, way.host), (None, None), "{peer}");
        }
    }
}

#[rstest]
#[case::the_last_hop("203.0.113.1", "203.0.113.1")]
#[case::what_the_client_wrote_before("6.6.6.6, 203.0.113.1", "203.0.113.1")]
#[case::behind_two_proxies("6.6.6.6, 203.0.113.1, 10.0.0.2", "203.0.113.1")]
#[case::all_proxies("10.0.0.3, 10.0.0.2", "10.0.0.3")]
#[case::a_port("203.0.113.1:4711", "203.0.113.1")]
#[case::ipv6("2001:db8::1", "2001:db8::1")]
#[case::ipv6_and_port("[2001:db8::1]:4711", "2001:db8::1")]
#[case::ipv6_in_brackets("[2001:db8::1]", "2001:db8::1")]
#[case::mapped("::ffff:203.0.113.1", "203.0.113.1")]
#[case::mapped_proxy("203.0.113.1, ::ffff:10.0.0.2", "203.0.113.1")]
#[case::no_spaces("203.0.113.1,10.0.0.2,fd00::2", "203.0.113.1")]
#[case::garbage("garbage", "10.0.0.1")]
#[case::nothing("", "10.0.0.1")]
#[case::garbage_before("garbage, 10.0.0.2", "10.0.0.2")]
#[case::an_empty_member("203.0.113.1, , 10.0.0.2", "10.0.0.2")]
#[case::unknown("203.0.113.1, unknown", "10.0.0.1")]
#[case::a_leading_zero("203.0.113.01", "10.0.0.1")]
#[case::a_number("3405803777", "10.0.0.1")]
fn x_forwarded_for_is_read_from_the_right(#[case] value: &str, #[case] expected: &str) {
    for peer in ["10.0.0.1", "::ffff:10.0.0.1"] {
        let client = client(X_FORWARDED_FOR, peer, &[(X_FORWARDED_FOR, value)]);
        assert_eq!(client, expected);
    }
}

#[rstest]
#[case::the_last_hop("for=203.0.113.1", "203.0.113.1")]
#[case::what_the_client_wrote_before("for=6.6.6.6, for=203.0.113.1", "203.0.113.1")]
#[case::behind_two_proxies("for=6.6.6.6, for=203.0.113.1, for=10.0.0.2", "203.0.113.1")]
#[case::any_case("FOR=203.0.113.1", "203.0.113.1")]
#[case::all_parameters("by=10.0.0.1; for=203.0.113.1 ;proto=http;host=a", "203.0.113.1")]
#[case::ipv6(r#"for="[2001:db8::1]""#, "2001:db8::1")]
#[case::ipv6_and_port(r#"for="[2001:db8::1]:4711""#, "2001:db8::1")]
#[case::quotes(r#"for="203.0.113.1:4711""#, "203.0.113.1")]
#[case::a_comma_in_quotes(r#"for=6.6.6.6;host="a, for=6.6.6.6, b""#, "10.0.0.1")]
#[case::a_host_that_the_client_made_up(r#"for=203.0.113.1;host="x, for=6.6.6.6;a=b""#, "10.0.0.1")]
#[case::an_open_quote_before(r#"for="6.6.6.6, for=203.0.113.1"#, "203.0.113.1")]
#[case::an_open_quote(r#"for="203.0.113.1"#, "10.0.0.1")]
#[case::one_quote(r#"for=""#, "10.0.0.1")]
#[case::an_escape(r#"for="203.0.113.\1""#, "10.0.0.1")]
#[case::unknown("for=203.0.113.1, for=unknown", "10.0.0.1")]
#[case::a_pseudonym("for=203.0.113.1, for=_hidden", "10.0.0.1")]
#[case::no_for("for=203.0.113.1, by=10.0.0.1", "10.0.0.1")]
#[case::twice("for=203.0.113.1;for=6.6.6.6", "10.0.0.1")]
#[case::no_value("for=203.0.113.1;secure", "10.0.0.1")]
#[case::no_name("203.0.113.1", "10.0.0.1")]
fn forwarded_is_read_from_the_right(#[case] value: &str, #[case] expected: &str) {
    let client = client(FORWARDED, "10.0.0.1", &[(FORWARDED, value)]);
    assert_eq!(client, expected);
}

#[rstest]
#[case(X_FORWARDED_FOR, ["6.6.6.6", "203.0.113.1, 10.0.0.3", "10.0.0.2"])]
#[case(FORWARDED, ["for=6.6.6.6", "for=203.0.113.1, for=10.0.0.3", "for=10.0.0.2"])]
fn several_lines_are_one_list(#[case] name: &str, #[case] lines: [&str; 3]) {
    let headers = lines.map(|line| (name, line));
    assert_eq!(client(name, "10.0.0.1", &headers), "203.0.113.1");
}

#[test]
fn only_the_header_that_the_operator_names_is_read() {
    let headers = [
        (FORWARDED, "for=203.0.113.1;proto=https;host=a.example"),
        (X_FORWARDED_FOR, "203.0.113.2"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-host", "b.example"),
    ];
    let way = |trusted, headers: &[(&str, &str)]| {
        let request = request(trusted, "10.0.0.1", headers);
        let Forwarded {
            client,
            scheme,
            host,
        } = Forwarded::of(&request);
        [
            client.to_string(),
            scheme.unwrap_or_default().to_owned(),
            host.unwrap_or_default().to_owned(),
        ]
    };
    let standard = ["203.0.113.1", "https", "a.example"];
    assert_eq!(way(FORWARDED, &headers), standard);
    let customary = ["203.0.113.2", "http", "b.example"];
    assert_eq!(way(X_FORWARDED_FOR, &headers), customary);
    // The other header comes from the client, so it is ignored even on its own.
    assert_eq!(way(FORWARDED, &headers[1..]), ["10.0.0.1", "", ""]);
    assert_eq!(way(X_FORWARDED_FOR, &headers[..1]), ["10.0.0.1", "", ""]);
}

#[test]
fn scheme_and_host_are_those_of_the_client() {
    let way = |trusted, headers: &[(&str, &str)]| {
        let request = request(trusted, "10.0.0.1", headers);
        let way = Forwarded::of(&request);
        [way.scheme, way.host].map(|value| value.unwrap_or_default().to_owned())
    };
    let standard = "for=6.6.6.6;proto=ftp, for=203.0.113.1;proto=https;host=a.example, for=10.0.0.2;proto=http";
    let standard = way(FORWARDED, &[(FORWARDED, standard)]);
    assert_eq!(standard, ["https", "a.example"]);
    let customary = [
        (X_FORWARDED_FOR, "203.0.113.1"),
        ("x-forwarded-proto", "ftp, https"),
        ("x-forwarded-host", "b.example, a.example"),
    ];
    let customary = way(X_FORWARDED_FOR, &customary);
    assert_eq!(customary, ["https", "a.example"]);
    let neither = way(X_FORWARDED_FOR, &[(X_FORWARDED_FOR, "203.0.113.1")]);
    assert_eq!(neither, ["", ""]);
}
