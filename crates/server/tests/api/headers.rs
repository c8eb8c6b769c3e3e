//! The headers of every answer.

use errand_test_support::{Response, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::json;

use crate::routes::ROUTES;

const API_POLICY: &str = "default-src 'none'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Checks the headers that all answers have.
#[track_caller]
fn assert_secured(response: &Response) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(response.header(name), value, "{name}: {response:?}");
    }
    let vary = response.header("vary");
    assert!(vary.split(", ").any(|name| name == "Origin"), "{vary}");
    for name in ["permissions-policy", "cache-control", "x-request-id"] {
        assert!(!response.header(name).is_empty(), "{name}: {response:?}");
    }
    for name in response.headers.keys() {
        assert_eq!(response.headers.get_all(name).iter().count(), 1, "{name}");
    }
}

/// Whether a policy forbids everything an injected script would need.
fn is_strict(policy: &str) -> bool {
    policy.contains("default-src 'none'")
        && policy.contains("object-src 'none'; base-uri 'none'")
        && policy.contains("frame-ancestors 'none'")
        && !policy.contains("unsafe")
        && !policy.contains('*')
        && !policy.contains("http")
}

on_both_databases! {
    async fn every_answer_has_security_headers_including_errors(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for route in ROUTES {
            let method = Method::from_bytes(route.method.as_bytes()).unwrap();
            for path in [
                route.path.to_owned(),
                format!("{}/nothing", route.path),
                format!("{}?%00", route.path),
            ] {
                for response in [
                    user.call(method.clone(), &path, Some(&json!({ "title": "milk" }))).await,
                    app.send(app.request(method.clone(), &path)).await,
                    user.call(Method::TRACE, &path, None).await,
                    user.call(Method::HEAD, &path, None).await,
                    user.call(Method::OPTIONS, &path, None).await,
                ] {
                    assert_secured(&response);
                    assert!(is_strict(response.header("content-security-policy")), "{response:?}");
                    assert_eq!(response.header("strict-transport-security"), "");
                }
            }
        }
    }

    async fn json_may_load_nothing_and_pages_only_our_own_files(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in ["/health/live", "/openapi.json", "/api/v1/tasks", "/nothing.txt", "/docsx"] {
            let policy = app.get(path).await.header("content-security-policy").to_owned();
            assert_eq!(policy, API_POLICY, "{path}");
        }
        for path in ["/docs/", "/docs/index.html", "/docs/swagger-ui-bundle.js"] {
            let response = app.get(path).await;
            response.assert_status(200);
            let policy = response.header("content-security-policy");
            assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
        }
    }

    async fn the_pages_contain_nothing_their_policy_forbids(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in ["/", "/docs/"] {
            let page = app.get(path).await.body;
            for script in page.split("<script").skip(1) {
                let (tag, rest) = script.split_once('>').unwrap();
                assert!(tag.contains("src=\"./") || tag.contains("src=\"/"), "{tag}");
                assert!(rest.trim_start().starts_with("</script>"), "{rest}");
            }
            assert!(!page.contains("<style") && !page.contains("style="), "{page}");
            let mut attributes = page.split_whitespace().filter(|word| word.contains('='));
            assert!(!attributes.any(|attribute| attribute.starts_with("on")), "{page}");
            assert!(!page.contains("javascript:"), "{page}");
            assert!(!page.contains("//"), "{page}");
        }
    }
}
