//! How clients send access tokens.

use errand_test_support::{TestApp, on_both_databases};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use super::{BAD_TOKEN, ME, NO_TOKEN, ask};

on_both_databases! {
    async fn bearer_may_have_any_case_and_any_spaces_after_it(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let token = app.user().await.token;
        for scheme in ["Bearer ", "bearer ", "BEARER ", "Bearer    "] {
            ask(&app, [format!("{scheme}{token}")])
                .await
                .assert_status(200);
        }
    }

    async fn any_other_authorization_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let token = app.user().await.token;
        let long = "a".repeat(4097);
        let headers = [
            String::new(),
            "Bearer".to_owned(),
            "Bearer ".to_owned(),
            token.clone(),
            format!("Basic {token}"),
            format!("Token {token}"),
            format!("Bearer\t{token}"),
            format!("Bearer{token}"),
            format!("Bearer {token} {token}"),
            format!("Bearer {token},"),
            format!("Bearer \"{token}\""),
            format!("Bearer {token}é"),
            format!("Bearer {long}"),
            "Bearer undefined".to_owned(),
            "Bearer ...".to_owned(),
        ];
        for header in headers {
            let response = ask(&app, [&header]).await;
            assert_eq!(response.status, 401, "{header}");
            assert_eq!(response.header("www-authenticate"), BAD_TOKEN, "{header}");
        }
        let bearer = format!("Bearer {token}");
        for headers in [
            [bearer.as_str(), &bearer],
            [&bearer, "Basic YTpi"],
            ["Bearer x", &bearer],
        ] {
            let response = ask(&app, headers).await;
            response.assert_problem(401, "unauthenticated");
            assert_eq!(
                response.header("www-authenticate"),
                BAD_TOKEN,
                "{headers:?}"
            );
        }
    }

    async fn a_token_is_accepted_only_in_the_header(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let token = app.user().await.token;
        let by_query = app.get(&format!("{ME}?access_token={token}")).await;
        let cookie = format!("access_token={token}");
        let by_cookie = app
            .send(app.request(Method::GET, ME).header("cookie", cookie))
            .await;
        let form = format!("access_token={token}");
        let by_form = app.request(Method::POST, "/api/v1/tasks").body(form);
        let by_form = app
            .send(by_form.header(CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .await;
        for response in [by_query, by_cookie, by_form, app.get(ME).await] {
            response.assert_problem(401, "unauthenticated");
            assert_eq!(response.header("www-authenticate"), NO_TOKEN);
        }
    }

    async fn an_invalid_token_is_reported_before_an_invalid_body_query_or_id(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for (method, path, body) in [
            (Method::POST, "/api/v1/tasks", "{"),
            (Method::POST, "/api/v1/tasks", r#"{"title":1}"#),
            (Method::PATCH, ME, "{"),
            (Method::PUT, "/api/v1/tasks/1", ""),
            (Method::GET, "/api/v1/tasks/1", ""),
            (Method::GET, "/api/v1/tasks?limit=0", ""),
            (Method::GET, "/api/v1/tags?x", ""),
        ] {
            for content_type in ["application/json", "text/plain"] {
                let request = app
                    .request(method.clone(), path)
                    .header(CONTENT_TYPE, content_type);
                let request = request.bearer_auth("abc").body(body);
                app.send(request)
                    .await
                    .assert_problem(401, "unauthenticated");
            }
        }
    }
}
