//! `errand backup`, `errand restore` and `errand copy-db`.

mod archive;
mod backups;
mod copies;
mod refusals;

use errand_test_support::{PASSWORD, TestApp, TestDatabase};
use reqwest::Method;
use serde_json::json;

use crate::errand::Errand;

/// The program on a database.
fn on(database: &TestDatabase) -> Errand {
    Errand::new().with("DATABASE_URL", database.url())
}

/// A database of the other kind without data, or of the same kind if there is no PostgreSQL.
async fn other(database: &TestDatabase) -> TestDatabase {
    if database.is_postgres() {
        return TestDatabase::sqlite().await;
    }
    match TestDatabase::postgres().await {
        Some(other) => other,
        None => database.empty_sibling().await,
    }
}

/// The product on this database after its users have left rows in every table.
async fn used(database: TestDatabase) -> TestApp {
    let app = TestApp::on(database).await;
    let (admin, ada) = (app.admin().await, app.user_named("Ada@example.org").await);
    let invited = admin.post("/api/v1/admin/invitations", &json!({})).await;
    invited.assert_status(201);
    let token = json!({ "name": "script", "scopes": ["account"], "current_password": PASSWORD });
    ada.post("/api/v1/users/me/tokens", &token)
        .await
        .assert_status(201);
    let task = ada
        .create(&json!({
            "title": "Мilk, \"fresh\"",
            "description": "two\n\tlines, 🥛 and \\",
            "tags": ["köln", "a b"],
            "priority": "high",
            "due_date": "2026-12-24",
            "due_time": "18:30:00",
            "time_zone": "Europe/Berlin",
        }))
        .await;
    let id = task["id"].as_str().unwrap();
    let complete = format!("/api/v1/tasks/{id}/complete");
    ada.call(Method::PATCH, &complete, None)
        .await
        .assert_status(200);
    let keyed = app
        .request(Method::POST, "/api/v1/tasks")
        .bearer_auth(&ada.token)
        .header("Idempotency-Key", "k")
        .json(&json!({ "title": "bread" }));
    app.send(keyed).await.assert_status(201);
    let gone = ada.create_task("gone").await;
    let gone = format!("/api/v1/tasks/{}", gone["id"].as_str().unwrap());
    ada.delete(&gone).await.assert_status(204);
    let reset = json!({ "email": "Ada@example.org" });
    app.post("/api/v1/auth/password-reset", &reset).await;
    for change in [
        // The product goes on working on them.
        "DELETE FROM jobs",
        "INSERT INTO throttles (key, hits, ready_at, expires_at) SELECT digest, 3, 1, 2
         FROM personal_tokens",
        "INSERT INTO jobs (id, kind, payload, user_id, key, created_at, run_at, attempts, dead_at)
         SELECT id, 'mail', '{\"b\": [1, null], \"a\": \"é\"}', id, 'key', created_at, created_at, 3,
                updated_at
         FROM users WHERE is_admin",
    ] {
        app.database.execute(change).await;
    }
    app
}
