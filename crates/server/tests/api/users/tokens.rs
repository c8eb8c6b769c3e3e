//! `/users/me/tokens`: personal tokens and their scopes.

use errand_test_support::{PASSWORD, Response, TestApp, TestUser, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

use crate::routes::ROUTES;

const TOKENS: &str = "/api/v1/users/me/tokens";

fn wanted(scopes: &[&str]) -> Value {
    json!({ "name": "backup", "scopes": scopes, "current_password": PASSWORD })
}

async fn make(user: &TestUser<'_>, scopes: &[&str]) -> Value {
    let made = user.post(TOKENS, &wanted(scopes)).await;
    made.assert_status(201);
    made.json()
}

async fn call(app: &TestApp, token: &str, method: Method, path: &str, body: &Value) -> Response {
    let request = app.request(method, path).bearer_auth(token);
    app.send(request.json(body)).await
}

on_both_databases! {
    async fn a_token_is_shown_once_and_stored_as_a_digest(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let made = make(&user, &["tasks:write", "tasks:read", "tasks:read"]).await;
        let token = made["token"].as_str().unwrap();
        assert!(token.starts_with("errand_pat_"));
        assert_eq!(made["scopes"], json!(["tasks:read", "tasks:write"]));
        let list = user.get(TOKENS).await;
        assert!(!list.body.contains(token));
        let mut shown = made.clone();
        shown.as_object_mut().unwrap().remove("token");
        assert_eq!(list.json(), json!({ "items": [shown], "next_cursor": null }));
        let kept = "SELECT CAST(COUNT(*) AS text) FROM personal_tokens WHERE length(digest) = 32";
        assert_eq!(app.database.query_text(kept).await, "1");
    }

    async fn a_token_can_do_exactly_what_its_scopes_allow(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.admin().await;
        let task = user.create_task("milk").await["id"].as_str().unwrap().to_owned();
        for scope in ["tasks:read", "tasks:write", "account"] {
            let token = make(&user, &[scope]).await["token"].as_str().unwrap().to_owned();
            for route in ROUTES.iter().filter(|route| route.is_protected()) {
                let folder = route.path.split('/').nth(3).unwrap();
                let is_of_tasks = ["tasks", "tags", "trash", "commits"].contains(&folder);
                let needed: &[&str] = match (route.path, route.method) {
                    ("/api/v1/users/me/export", _) => &["account", "tasks:read"],
                    (_, "GET") if is_of_tasks => &["tasks:read"],
                    _ if is_of_tasks => &["tasks:write"],
                    _ => &["account"],
                };
                let missing = needed.iter().find(|needed| **needed != scope);
                let path = route.path.replace("{id}", &task);
                let method = Method::from_bytes(route.method.as_bytes()).unwrap();
                // A body that every handler rejects.
                let response = call(&app, &token, method, &path, &json!([])).await;
                let what = format!("{scope} {} {path}: {response:?}", route.method);
                if route.is_for_admins() {
                    response.assert_problem(403, "session_required");
                } else if let Some(missing) = missing {
                    response.assert_problem(403, "insufficient_scope");
                    let challenge = format!(
                        r#"Bearer realm="errand", error="insufficient_scope", scope="{missing}""#
                    );
                    assert_eq!(response.header("www-authenticate"), challenge, "{what}");
                } else {
                    assert!(![401, 403].contains(&response.status), "{what}");
                }
            }
            if scope == "tasks:write" {
                user.create(&json!({ "title": "milk" })).await;
                break;
            }
        }
    }

    async fn an_export_needs_both_of_its_scopes(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let token = make(&user, &["account", "tasks:read"]).await;
        let token = token["token"].as_str().unwrap();
        let path = "/api/v1/users/me/export";
        call(&app, token, Method::GET, path, &Value::Null).await.assert_status(200);
    }

    async fn a_revoked_or_expired_token_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let (revoked, expired) = (make(&user, &["account"]).await, make(&user, &["account"]).await);
        let path = format!("{TOKENS}/{}", revoked["id"].as_str().unwrap());
        user.delete(&path).await.assert_status(204);
        user.delete(&path).await.assert_problem(404, "personal_token_not_found");
        app.database
            .execute("UPDATE personal_tokens SET expires_at = '2026-01-01 00:00:00+00:00'")
            .await;
        for token in [revoked, expired] {
            let token = token["token"].as_str().unwrap();
            let me = call(&app, token, Method::GET, "/api/v1/users/me", &Value::Null).await;
            me.assert_problem(401, "unauthenticated");
        }
    }

    async fn a_personal_token_cannot_create_another(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let token = make(&user, &["account", "tasks:read"]).await;
        let token = token["token"].as_str().unwrap();
        call(&app, token, Method::POST, TOKENS, &wanted(&["tasks:read"]))
            .await
            .assert_problem(403, "session_required");
    }

    async fn creating_a_token_requires_the_password(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let mut wrong = wanted(&["tasks:read"]);
        wrong["current_password"] = json!("wrong");
        user.post(TOKENS, &wrong).await.assert_problem(403, "wrong_password");
        assert_eq!(user.items(TOKENS).await, [json!(null); 0]);
    }

    async fn all_errors_of_a_token_request_are_reported(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (body, errors) in [
            (
                json!({}),
                &[("/name", "missing"), ("/current_password", "missing"), ("/scopes", "missing")][..],
            ),
            (
                json!({ "name": " ", "current_password": PASSWORD, "scopes": ["tasks"], "expires_at": "tomorrow" }),
                &[("/name", "blank"), ("/scopes/0", "unknown_value"), ("/expires_at", "invalid_instant")],
            ),
            (json!({ "name": "a", "current_password": PASSWORD, "scopes": [] }), &[("/scopes", "empty")]),
            (
                json!({ "name": "a", "current_password": PASSWORD, "scopes": ["account"], "expires_at": "2026-01-01T00:00:00Z" }),
                &[("/expires_at", "in_the_past")],
            ),
        ] {
            user.post(TOKENS, &body).await.assert_invalid(errors);
        }
        let far = json!({ "name": "a", "current_password": PASSWORD, "scopes": ["account"], "expires_at": "2099-01-01T01:00:00+01:00" });
        let made = user.post(TOKENS, &far).await;
        made.assert_status(201);
        assert_eq!(made.json()["expires_at"], "2099-01-01T00:00:00Z");
    }
}
