//! Which proxies are trusted to describe their clients.

use errand_test_support::{TestApp, TestDatabase, on_both_databases};
use errand_web::ForwardedHeader::{self, Forwarded, XForwardedFor};
use reqwest::Method;

/// Headers by which a proxy reports that its client uses TLS.
const TLS: [Way; 1] = [&[
    ("x-forwarded-proto", "https"),
    ("x-forwarded-for", "192.0.2.1"),
]];

/// The same in the standard header.
const STANDARD_TLS: [Way; 2] = [
    &[("forwarded", "for=192.0.2.1;proto=https")],
    &[("forwarded", r#"FOR="[2001:db8::1]:4711"; Proto=HTTPS"#)],
];

/// Headers that report something else.
const PLAIN: [Way; 3] = [
    &[],
    &[("x-forwarded-proto", "http")],
    &[("x-forwarded-proto", "https, http")],
];

type Way = &'static [(&'static str, &'static str)];

/// The `Strict-Transport-Security` header of the answers, if proxies in these networks are trusted.
async fn told(
    database: TestDatabase,
    networks: &[&str],
    header: ForwardedHeader,
    ways: &[Way],
) -> Vec<String> {
    let app = TestApp::with(database, |settings| {
        let networks = networks.iter().map(|network| network.parse().unwrap());
        settings.server.trusted_proxies = networks.collect();
        settings.server.forwarded_header = header;
    })
    .await;
    let mut told = Vec::new();
    for headers in ways {
        for path in ["/health/live", "/api/v1/tasks", "/nothing", "/docs/"] {
            let mut request = app.request(Method::GET, path);
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let response = app.send(request).await;
            told.push(response.header("strict-transport-security").to_owned());
        }
    }
    told.dedup();
    told
}

on_both_databases! {
    async fn browsers_must_keep_using_tls_if_a_trusted_proxy_terminates_it(
        database: TestDatabase,
    ) {
        let networks = ["10.0.0.0/8", "127.0.0.0/8"];
        let told = told(database, &networks, XForwardedFor, &TLS).await;
        assert_eq!(told, ["max-age=31536000"]);
    }

    async fn a_proxy_can_report_tls_in_the_standard_header(database: TestDatabase) {
        let told = told(database, &["127.0.0.0/8"], Forwarded, &STANDARD_TLS).await;
        assert_eq!(told, ["max-age=31536000"]);
    }

    async fn browsers_may_use_plain_http_without_tls(database: TestDatabase) {
        let told = told(database, &["127.0.0.0/8"], XForwardedFor, &PLAIN).await;
        assert_eq!(told, [""]);
    }

    async fn a_header_that_is_not_configured_is_not_trusted(database: TestDatabase) {
        let told = told(database, &["127.0.0.0/8"], XForwardedFor, &STANDARD_TLS).await;
        assert_eq!(told, [""]);
    }

    async fn other_addresses_are_not_trusted(database: TestDatabase) {
        let networks = ["10.0.0.0/8", "127.0.0.2/32"];
        assert_eq!(told(database, &networks, XForwardedFor, &TLS).await, [""]);
    }

    async fn by_default_nobody_is_trusted(database: TestDatabase) {
        assert_eq!(told(database, &[], XForwardedFor, &TLS).await, [""]);
    }
}
