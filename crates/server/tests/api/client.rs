//! Whose word about a client counts: that of trusted proxies.

use errand_test_support::{TestApp, TestDatabase, on_both_databases};
use reqwest::Method;

/// Ways in which a proxy says that its client uses TLS.
const TLS: [&[(&str, &str)]; 3] = [
    &[
        ("x-forwarded-proto", "https"),
        ("x-forwarded-for", "192.0.2.1"),
    ],
    &[("forwarded", "for=192.0.2.1;proto=https")],
    &[("forwarded", r#"FOR="[2001:db8::1]:4711"; Proto=HTTPS"#)],
];

/// Ways to say something else.
const PLAIN: [&[(&str, &str)]; 5] = [
    &[],
    &[("x-forwarded-proto", "http")],
    &[("x-forwarded-proto", "https, http")],
    &[("forwarded", "proto=https")],
    &[
        ("forwarded", "for=192.0.2.1;proto=https"),
        ("x-forwarded-for", "192.0.2.2"),
    ],
];

/// What the answer says about TLS, where the networks are those of proxies.
async fn told(database: TestDatabase, networks: &[&str], ways: &[&[(&str, &str)]]) -> Vec<String> {
    let app = TestApp::with(database, |settings| {
        let networks = networks.iter().map(|network| network.parse().unwrap());
        settings.server.trusted_proxies = networks.collect();
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
    async fn where_a_trusted_proxy_ends_tls_browsers_are_told_to_stay_with_it(
        database: TestDatabase,
    ) {
        let networks = ["10.0.0.0/8", "127.0.0.0/8"];
        assert_eq!(told(database, &networks, &TLS).await, ["max-age=31536000"]);
    }

    async fn without_tls_they_are_not(database: TestDatabase) {
        assert_eq!(told(database, &["127.0.0.0/8"], &PLAIN).await, [""]);
    }

    async fn anybody_else_is_not_believed(database: TestDatabase) {
        assert_eq!(told(database, &["10.0.0.0/8", "127.0.0.2/32"], &TLS).await, [""]);
    }

    async fn unless_told_nobody_is_believed(database: TestDatabase) {
        assert_eq!(told(database, &[], &TLS).await, [""]);
    }
}
