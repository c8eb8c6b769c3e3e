//! `GET /users/me/export`: all data of the user, and of nobody else.

use errand_test_support::{PASSWORD, TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use crate::tasks::address;

const EXPORT: &str = "/api/v1/users/me/export";

/// Both pages of the trash.
async fn trash(user: &TestUser<'_>) -> Vec<Value> {
    let first = user.get("/api/v1/trash?limit=100").await.json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = user.items(&format!("/api/v1/trash?cursor={cursor}")).await;
    let first = first["items"].as_array().unwrap().iter().cloned();
    first.chain(second).collect()
}

on_both_databases! {
    async fn an_export_contains_everything_as_the_lists_show_it(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (user, other) = (app.user().await, app.user().await);
        other.create_task("bread").await;
        let token = json!({ "name": "backup", "scopes": ["account"], "current_password": PASSWORD });
        user.post("/api/v1/users/me/tokens", &token).await.assert_status(201);
        let mut tasks = Vec::new();
        // More tasks than fit on a page.
        for number in 0..205 {
            let title = format!("\"{number}\", \\ and ü");
            tasks.push(user.create(&json!({ "title": title, "tags": ["a"] })).await);
        }
        // Too many for a page of the trash as well.
        for task in tasks.drain(..101) {
            user.delete(&address(&task)).await.assert_status(204);
        }
        let export = user.get(EXPORT).await;
        export.assert_status(200);
        let disposition = "attachment; filename=\"errand-export.json\"";
        assert_eq!(export.header("content-disposition"), disposition);
        let whole = json!({
            "account": user.get("/api/v1/users/me").await.json(),
            "sessions": user.items("/api/v1/auth/sessions").await,
            "personal_tokens": user.items("/api/v1/users/me/tokens").await,
            "events": user.items("/api/v1/users/me/events").await,
            "tasks": tasks,
            "trash": trash(&user).await,
        });
        assert_eq!(export.json(), whole);
    }

    async fn an_export_of_an_empty_account_is_complete(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let export = app.user().await.get(EXPORT).await;
        let fields = ["account", "sessions", "personal_tokens", "events", "tasks", "trash"];
        let export = export.assert_fields(&fields);
        assert_eq!(export["tasks"], json!([]));
        assert_eq!(export["trash"], json!([]));
        assert_eq!(export["personal_tokens"], json!([]));
    }

    async fn an_export_that_fails_midway_is_cut_off(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        app.database.execute("ALTER TABLE tasks RENAME TO gone").await;
        let request = user.request(reqwest::Method::GET, EXPORT);
        // The head has already been sent, or is lost with the body.
        if let Ok(response) = request.send().await {
            assert_eq!(response.status(), 200);
            assert!(response.text().await.is_err());
        }
    }
}
