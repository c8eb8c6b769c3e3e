//! The table of all routes and who may call each. A new route without a row fails here.

use std::collections::BTreeSet;

use errand_test_support::{PASSWORD, Response, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

use crate::forge::expired;
use crate::tasks::address;

pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    caller: Caller,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Caller {
    /// Anybody. The OpenAPI document does not list this route.
    AnyoneUndocumented,
    /// Anybody, with or without a token.
    Anyone,
    /// Our own pages, with or without a session cookie.
    Cookie,
    /// A user, who gets their own data.
    User,
    /// An administrator.
    Admin,
    /// The owner of the task or session. For any other user it does not exist.
    Owner,
}
use Caller::{Admin, Anyone, AnyoneUndocumented, Cookie, Owner, User};

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/", AnyoneUndocumented),
    route("GET", "/docs", AnyoneUndocumented),
    route("GET", "/docs/", AnyoneUndocumented),
    route("GET", "/openapi.json", AnyoneUndocumented),
    route("POST", "/auth/signup", AnyoneUndocumented),
    route("POST", "/auth/login", AnyoneUndocumented),
    route("GET", "/health/live", Anyone),
    route("GET", "/health/ready", Anyone),
    route("GET", "/api/v1/instance", Anyone),
    route("POST", "/api/v1/auth/signup", Anyone),
    route("POST", "/api/v1/auth/login", Anyone),
    route("POST", "/api/v1/auth/refresh", Cookie),
    route("POST", "/api/v1/auth/logout", Cookie),
    route("POST", "/api/v1/auth/email-verification", Anyone),
    route("POST", "/api/v1/auth/password-reset", Anyone),
    route("POST", "/api/v1/auth/password-reset/confirm", Anyone),
    route("GET", "/api/v1/auth/sessions", User),
    route("DELETE", "/api/v1/auth/sessions", User),
    route("DELETE", "/api/v1/auth/sessions/{id}", Owner),
    route("GET", "/api/v1/users/me", User),
    route("PATCH", "/api/v1/users/me", User),
    route("DELETE", "/api/v1/users/me", User),
    route("PUT", "/api/v1/users/me/password", User),
    route("PUT", "/api/v1/users/me/email", User),
    route("POST", "/api/v1/users/me/email-verification", User),
    route("GET", "/api/v1/users/me/events", User),
    route("GET", "/api/v1/users/me/export", User),
    route("GET", "/api/v1/users/me/tokens", User),
    route("POST", "/api/v1/users/me/tokens", User),
    route("DELETE", "/api/v1/users/me/tokens/{id}", Owner),
    route("GET", "/api/v1/admin/users", Admin),
    route("POST", "/api/v1/admin/users/{id}/disable", Admin),
    route("POST", "/api/v1/admin/users/{id}/enable", Admin),
    route("GET", "/api/v1/admin/stats", Admin),
    route("GET", "/api/v1/admin/invitations", Admin),
    route("POST", "/api/v1/admin/invitations", Admin),
    route("DELETE", "/api/v1/admin/invitations/{id}", Admin),
    route("GET", "/api/v1/tags", User),
    route("GET", "/api/v1/tasks", User),
    route("POST", "/api/v1/tasks", User),
    route("POST", "/api/v1/tasks/bulk", User),
    route("GET", "/api/v1/tasks/{id}", Owner),
    route("PUT", "/api/v1/tasks/{id}", Owner),
    route("PATCH", "/api/v1/tasks/{id}", Owner),
    route("DELETE", "/api/v1/tasks/{id}", Owner),
    route("PATCH", "/api/v1/tasks/{id}/complete", Owner),
    route("POST", "/api/v1/tasks/{id}/restore", Owner),
    route("GET", "/api/v1/tasks/{id}/history", Owner),
    route("GET", "/api/v1/trash", User),
    route("DELETE", "/api/v1/trash", User),
    route("POST", "/api/v1/commits/{id}/undo", Owner),
];

const fn route(method: &'static str, path: &'static str, caller: Caller) -> Route {
    Route {
        method,
        path,
        caller,
    }
}

impl Route {
    /// A request with this token and a body that describes a task.
    async fn call(&self, app: &TestApp, path: &str, token: Option<&str>) -> Response {
        let method = Method::from_bytes(self.method.as_bytes()).unwrap();
        let request = app
            .request(method, path)
            .json(&json!({ "title": "stolen" }));
        app.send(match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        })
        .await
    }

    pub(crate) fn is_protected(&self) -> bool {
        matches!(self.caller, User | Owner | Admin)
    }

    pub(crate) fn is_for_admins(&self) -> bool {
        self.caller == Admin
    }
}

#[test]
fn every_documented_route_has_a_row_with_its_callers() {
    let document = serde_json::to_value(errand_web::openapi()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let is_protected = operation["security"] == json!([{ "bearer": [] }]);
            documented.insert((method.to_uppercase(), path.clone(), is_protected));
        }
    }
    let rows = ROUTES
        .iter()
        .filter(|route| route.caller != AnyoneUndocumented);
    let rows: BTreeSet<_> = rows
        .map(|route| {
            (
                route.method.to_owned(),
                route.path.to_owned(),
                route.is_protected(),
            )
        })
        .collect();
    assert_eq!(documented, rows);
    for route in ROUTES {
        let has_id = route.path.contains("{id}");
        let is_of_somebody = has_id && route.caller != Admin;
        assert_eq!(is_of_somebody, route.caller == Owner, "{}", route.path);
    }
}

on_both_databases! {
    async fn a_protected_route_serves_only_users_and_a_public_one_everybody(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let gone = app.user_named("gone@example.org").await;
        app.database
            .execute("DELETE FROM users WHERE email = 'gone@example.org'")
            .await;
        let task = user.create_task("milk").await;
        let id = task["id"].as_str().unwrap();
        let expired = expired(&user.token);
        for route in ROUTES {
            let path = route.path.replace("{id}", id);
            for token in [None, Some("garbage"), Some(&expired), Some(&gone.token)] {
                let response = route.call(&app, &path, token).await;
                let is_refused =
                    response.status == 401 && response.json()["code"] == "unauthenticated";
                assert_eq!(
                    is_refused,
                    route.is_protected(),
                    "{} {path}: {response:?}",
                    route.method
                );
                // The OpenAPI document mentions milk.
                assert!(
                    !is_refused || !response.body.contains("milk"),
                    "{} {path}",
                    route.method
                );
            }
        }
        assert_eq!(user.items("/api/v1/tasks").await, [task]);
    }

    async fn only_administrators_with_a_session_get_to_routes_for_them(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (admin, other) = (app.admin().await, app.user().await);
        let all = json!({
            "name": "all",
            "scopes": ["tasks:read", "tasks:write", "account"],
            "current_password": PASSWORD,
        });
        let made = admin.post("/api/v1/users/me/tokens", &all).await.json();
        let token = made["token"].as_str();
        for route in ROUTES.iter().filter(|route| route.caller == Admin) {
            let path = route.path.replace("{id}", &other.id);
            let refused = route.call(&app, &path, Some(&other.token)).await;
            refused.assert_problem(403, "admin_required");
            let refused = route.call(&app, &path, token).await;
            refused.assert_problem(403, "session_required");
        }
        assert_eq!(other.get("/api/v1/tasks").await.status, 200);
        // The calls were valid.
        for route in ROUTES.iter().filter(|route| route.caller == Admin) {
            let path = route.path.replace("{id}", &other.id);
            let answer = route.call(&app, &path, Some(&admin.token)).await;
            assert!(matches!(answer.status, 200 | 204 | 404 | 422), "{path}: {answer:?}");
        }
        assert_eq!(other.get("/api/v1/tasks").await.status, 401);
    }

    async fn a_task_does_not_exist_for_another_user_and_nothing_of_it_leaks(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let owner = app.user().await;
        let other = app.user().await;
        let new = json!({ "title": "milk", "description": "milk", "tags": ["milk"] });
        let created = owner.post("/api/v1/tasks", &new).await;
        let (task, commit) = (created.json(), json!({ "id": created.header("errand-commit") }));
        let own = address(&other.create_task("bread").await);
        let session = owner.items("/api/v1/auth/sessions").await.remove(0);
        let token = json!({ "name": "milk", "scopes": ["account"], "current_password": PASSWORD });
        let token = owner.post("/api/v1/users/me/tokens", &token).await.json();
        for route in ROUTES {
            let (of, missing) = match route.path {
                path if path.contains("/sessions/") => (&session, "session_not_found"),
                path if path.contains("/tokens/") => (&token, "personal_token_not_found"),
                path if path.contains("/commits/") => (&commit, "commit_not_found"),
                _ => (&task, "task_not_found"),
            };
            let id = of["id"].as_str();
            let path = route.path.replace("{id}", id.unwrap());
            let response = route.call(&app, &path, Some(&other.token)).await;
            if route.caller == Owner {
                response.assert_problem(404, missing);
            }
            let hers = [
                task["id"].as_str().unwrap(),
                session["id"].as_str().unwrap(),
                token["id"].as_str().unwrap(),
                commit["id"].as_str().unwrap(),
                "milk",
                &owner.id,
                &owner.email,
            ];
            // The documentation may mention milk.
            if route.is_protected() {
                assert!(
                    !hers.iter().any(|text| response.body.contains(text)),
                    "{response:?}"
                );
            }
        }
        for query in ["?search=milk", "?tag=milk", "?include=total&search=milk"] {
            assert_eq!(
                other.items(&format!("/api/v1/tasks{query}")).await,
                [Value::Null; 0]
            );
        }
        assert_eq!(owner.get(&address(&task)).await.json(), task);
        // The calls were valid: on the caller's own task they have an effect.
        assert_eq!(owner.items("/api/v1/auth/sessions").await.len(), 1);
        let is_harmless = |route: &&Route| {
            route.path.starts_with("/api/v1/tasks/{id}") && route.method != "DELETE"
        };
        for route in ROUTES.iter().filter(is_harmless) {
            let path = route.path.replace("/api/v1/tasks/{id}", &own);
            route
                .call(&app, &path, Some(&other.token))
                .await
                .assert_status(200);
        }
    }
}
