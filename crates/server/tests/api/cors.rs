//! What pages of other origins may do.

use std::collections::BTreeSet;

use errand_test_support::{Response, TestApp, TestDatabase, on_both_databases};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::routes::ROUTES;

const APP: &str = "https://app.example.org";

/// The product, configured to allow the origin [`APP`] and a development server.
async fn allowing(database: TestDatabase) -> TestApp {
    TestApp::with(database, |settings| {
        let origins = [APP, "http://localhost:5173"];
        settings.server.cors_origins = origins
            .map(|origin| origin.to_owned().try_into().unwrap())
            .into();
    })
    .await
}

/// The preflight request a browser sends on behalf of a page.
fn preflight(app: &TestApp, path: &str, origin: &str, method: &str) -> RequestBuilder {
    app.request(Method::OPTIONS, path)
        .header("origin", origin)
        .header("access-control-request-method", method)
        .header(
            "access-control-request-headers",
            "authorization,content-type,idempotency-key,if-match,if-none-match,x-request-id",
        )
}

/// The members of a comma-separated header.
fn list<'a>(response: &'a Response, name: &str) -> BTreeSet<&'a str> {
    response.header(name).split(", ").collect()
}

/// Checks that a page of [`APP`] may read the answer and pages of other origins may not.
#[track_caller]
fn assert_readable(response: &Response) {
    assert_eq!(
        response.header("access-control-allow-origin"),
        APP,
        "{response:?}"
    );
    assert_eq!(response.header("access-control-allow-credentials"), "true");
    assert!(list(response, "vary").contains("Origin"));
    assert_eq!(response.header("cross-origin-resource-policy"), "");
    assert_eq!(response.header("x-content-type-options"), "nosniff");
}

/// Checks that no page of another origin may read the answer.
#[track_caller]
fn assert_unreadable(response: &Response) {
    let mut names = response.headers.keys();
    let is_cors = |name: &str| name.starts_with("access-control-");
    assert!(!names.any(|name| is_cors(name.as_str())), "{response:?}");
    assert!(list(response, "vary").contains("Origin"));
    assert_eq!(
        response.header("cross-origin-resource-policy"),
        "same-origin"
    );
}

on_both_databases! {
    async fn an_allowed_page_can_read_every_answer_including_errors(
        database: TestDatabase,
    ) {
        let app = allowing(database).await;
        let user = app.user().await;
        for route in ROUTES {
            let method = Method::from_bytes(route.method.as_bytes()).unwrap();
            for path in [route.path.to_owned(), format!("{}/nothing", route.path)] {
                for request in [
                    user.request(method.clone(), &path).json(&json!({ "title": "milk" })),
                    user.request(method.clone(), &path).body("garbage"),
                    app.request(method.clone(), &path),
                    app.request(Method::TRACE, &path),
                ] {
                    let response = app.send(request.header("origin", APP)).await;
                    assert_readable(&response);
                    let exposed = list(&response, "access-control-expose-headers");
                    let expected = [
                        "errand-commit", "etag", "location", "ratelimit", "ratelimit-policy", "retry-after",
                        "x-request-id",
                    ];
                    assert_eq!(exposed, expected.into());
                    if response.status >= 400 {
                        let code = response.json()["code"].as_str().unwrap().to_owned();
                        response.assert_problem(response.status, &code);
                    }
                }
            }
        }
    }

    async fn a_preflight_for_an_allowed_page_needs_no_token(
        database: TestDatabase,
    ) {
        let app = allowing(database).await;
        for path in ROUTES.iter().map(|route| route.path).chain(["/nothing", "/api/v1/nothing"]) {
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
                let response = app.send(preflight(&app, path, APP, method)).await;
                response.assert_status(200);
                assert_eq!(response.body, "");
                assert_readable(&response);
                let methods = list(&response, "access-control-allow-methods");
                assert_eq!(methods, ["DELETE", "GET", "PATCH", "POST", "PUT"].into());
                let headers = list(&response, "access-control-allow-headers");
                let allowed = [
                    "authorization", "content-type", "idempotency-key", "if-match",
                    "if-none-match", "x-request-id",
                ];
                assert_eq!(headers, allowed.into());
                assert_eq!(response.header("access-control-max-age"), "3600");
                assert!(!response.header("x-request-id").is_empty());
            }
        }
    }

    async fn a_page_of_another_origin_is_allowed_nothing(database: TestDatabase) {
        let app = allowing(database).await;
        let user = app.user().await;
        for origin in [
            "https://evil.example",
            "https://app.example.org.evil.example",
            "https://app.example.org:8443",
            "http://app.example.org",
            "https://APP.example.org",
            "https://app.example.or",
            "https://x.app.example.org",
            "https://app.example.org/",
            "https://app.example.org, https://evil.example",
            "http://localhost:5174",
            "null",
            "*",
            "",
        ] {
            // The server answers; the browser withholds the answer from the page.
            let request = user.request(Method::GET, "/api/v1/tasks");
            let response = app.send(request.header("origin", origin)).await;
            response.assert_status(200);
            assert_unreadable(&response);
            let response = app.send(preflight(&app, "/api/v1/tasks", origin, "POST")).await;
            response.assert_problem(400, "bad_request");
            assert_unreadable(&response);
        }
        let own = app.get("/health/live").await;
        own.assert_status(200);
        assert_unreadable(&own);
    }

    async fn an_allowed_page_cannot_use_other_methods_or_headers(database: TestDatabase) {
        let app = allowing(database).await;
        let path = "/api/v1/tasks";
        app.send(preflight(&app, path, APP, "PROPFIND")).await.assert_problem(400, "bad_request");
        let request = app
            .request(Method::OPTIONS, path)
            .header("origin", APP)
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", "x-forwarded-for");
        app.send(request).await.assert_problem(400, "bad_request");
    }

    async fn by_default_no_page_of_another_origin_is_allowed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for origin in [APP, app.url.as_str(), "null", "https://evil.example"] {
            let request = app.request(Method::GET, "/health/live");
            let response = app.send(request.header("origin", origin)).await;
            response.assert_status(200);
            assert_unreadable(&response);
            let response = app.send(preflight(&app, "/health/live", origin, "GET")).await;
            response.assert_problem(405, "method_not_allowed");
            assert_unreadable(&response);
        }
    }
}
