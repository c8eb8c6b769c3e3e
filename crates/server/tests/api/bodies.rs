//! Bodies that cannot be read: malformed, of another type, too large or too slow.

use errand_test_support::{Response, TestApp, TestDatabase, TestUser, on_both_databases};
use futures_util::future::join_all;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::tasks::address;

const AUTH_LIMIT: usize = 8 * 1024;
const LIMIT: usize = 1024 * 1024;

/// Every route that takes a body, its size limit and a body it accepts.
async fn routes(user: &TestUser<'_>) -> Vec<(Method, String, usize, &'static str)> {
    let task = address(&user.create_task("milk").await);
    let account = r#"{"email":"ada@example.org","password":"wrong"}"#;
    let mut routes = vec![
        (
            Method::POST,
            "/api/v1/tasks".to_owned(),
            LIMIT,
            r#"{"title":"milk"}"#,
        ),
        (Method::PUT, task.clone(), LIMIT, r#"{"title":"milk"}"#),
        (Method::PATCH, task, LIMIT, "{}"),
        (Method::PATCH, "/api/v1/users/me".to_owned(), LIMIT, "{}"),
    ];
    for path in [
        "/api/v1/auth/signup",
        "/api/v1/auth/login",
        "/auth/signup",
        "/auth/login",
    ] {
        routes.push((Method::POST, path.to_owned(), AUTH_LIMIT, account));
    }
    routes
}

fn json(request: RequestBuilder, body: impl Into<reqwest::Body>) -> RequestBuilder {
    request.header(CONTENT_TYPE, "application/json").body(body)
}

/// Checks that the body was read, whatever the answer.
#[track_caller]
fn assert_read(response: &Response) {
    assert!(
        [200, 201, 401, 422].contains(&response.status),
        "{response:?}"
    );
}

on_both_databases! {
    async fn malformed_json_is_400(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (method, path, ..) in routes(&user).await {
            for body in [
                &b""[..],
                b" ",
                b"{",
                b"{\"title\":\"milk\"",
                b"{\"title\":\"milk\"}}",
                b"{\"title\":\"milk\",}",
                b"{'title':'milk'}",
                b"{title:1}",
                b"title=milk",
                b"{\"title\":\"a\nb\"}",
                b"{\"title\":\"\xff\"}",
                b"{\"title\":\"\xc0\x80\"}",
                b"{\"title\":\"\\ud83e\"}",
                b"{\"title\":\"\\x00\"}",
                b"{\"title\":NaN}",
                b"{\"title\":\"milk\",\"title\":\"bread\"}",
                b"{\"email\":\"ada@example.org\",\"nested\":[{\"a\":1,\"\\u0061\":1}]}",
                b"{\"title\":1e999}",
                b"\xef\xbb\xbf{}",
                b"\xff\xfe{\0}\0",
                b"\0",
                b"// milk\n{}",
            ] {
                let request = json(user.request(method.clone(), &path), body);
                app.send(request)
                    .await
                    .assert_problem(400, "malformed_json");
            }
        }
    }

    async fn a_deeply_nested_body_is_400(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (method, path, limit, _) in routes(&user).await {
            let levels = limit / 10;
            for body in [
                "[".repeat(limit),
                format!("{}{}", "[".repeat(levels), "]".repeat(levels)),
                format!(
                    "{{\"title\":{}1{}}}",
                    "{\"a\":".repeat(levels),
                    "}".repeat(levels)
                ),
            ] {
                let request = json(user.request(method.clone(), &path), body);
                app.send(request)
                    .await
                    .assert_problem(400, "malformed_json");
            }
        }
    }

    async fn another_content_type_or_encoding_is_415(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (method, path, _, body) in routes(&user).await {
            let request = || user.request(method.clone(), &path).body(body);
            app.send(request())
                .await
                .assert_problem(415, "unsupported_media_type");
            for other in [
                "",
                "text/plain",
                "text/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonx",
                "application/json-patch+json",
                "application/xml",
                "json",
                "application/jsön",
            ] {
                let response = app
                    .send(request().header(CONTENT_TYPE, other.as_bytes()))
                    .await;
                response.assert_problem(415, "unsupported_media_type");
            }
            for encoding in [
                "gzip",
                "GZIP",
                "br",
                "deflate",
                "zstd",
                "identity, gzip",
                "x",
            ] {
                let compressed = json(request(), body).header(CONTENT_ENCODING, encoding);
                app.send(compressed)
                    .await
                    .assert_problem(415, "unsupported_media_type");
            }
            for own in [
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json ; x=y",
            ] {
                assert_read(&app.send(request().header(CONTENT_TYPE, own)).await);
            }
            assert_read(
                &app.send(json(request(), body).header(CONTENT_ENCODING, "identity"))
                    .await,
            );
        }
    }

    async fn a_body_beyond_the_limit_is_413(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (method, path, limit, body) in routes(&user).await {
            let padded = |length: usize| format!("{body}{}", " ".repeat(length - body.len()));
            let request = || user.request(method.clone(), &path);
            assert_read(&app.send(json(request(), padded(limit))).await);
            for length in [limit + 1, 4 * limit] {
                let response = app.send(json(request(), padded(length))).await;
                response.assert_problem(413, "body_too_large");
            }
        }
    }

    async fn a_body_of_unknown_length_is_refused_once_it_exceeds_the_limit(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (method, path, limit, body) in routes(&user).await {
            let head = format!(
                "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
                 content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
                user.token,
            );
            let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
            let small = format!("{head}{}{}", chunk(body), chunk(""));
            assert_read(&app.send_raw(small).await);
            // The final chunk, which would end the body, is never sent.
            let large = format!("{head}{}{}", chunk(body), chunk(&" ".repeat(limit)));
            app.send_raw(large)
                .await
                .assert_problem(413, "body_too_large");
        }
    }

    async fn a_query_may_be_long(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        user.create(&json!({ "title": "milk", "tags": ["home"] }))
            .await;
        let query = format!("{}tag=home", "tag=a&".repeat(10_000));
        assert_eq!(user.titles(&query).await, ["milk"]);
        let tags = (0..100).map(|index| format!("tag={index}"));
        let tags = tags.collect::<Vec<_>>().join("&");
        assert!(user.titles(&tags).await.is_empty());
        user.get(&format!("/api/v1/tasks?{tags}&tag=home"))
            .await
            .assert_status(422);
        let unknown = "x=&".repeat(10_000);
        user.get(&format!("/api/v1/tasks?{unknown}"))
            .await
            .assert_status(422);
        let endless = format!(
            "GET /api/v1/tasks?search={} HTTP/1.1\r\nhost: localhost\r\n\r\n",
            "a".repeat(100_000),
        );
        let response = app.send_raw(endless).await;
        assert!((400..500).contains(&response.status), "{response:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_arrive_is_408() {
    let app = TestApp::with(TestDatabase::sqlite().await, |settings| {
        settings.server.read_timeout_ms = 1000;
    })
    .await;
    let send = async |begin: &str| {
        let request = format!(
            "POST /api/v1/auth/login HTTP/1.1\r\nhost: localhost\r\n\
             content-type: application/json\r\ncontent-length: 100\r\n\r\n{begin}"
        );
        app.send_raw(request).await
    };
    for response in join_all(["", "{", "{\"email\":"].map(send)).await {
        response.assert_problem(408, "body_timeout");
    }
    app.get("/health/live").await.assert_status(200);
}
