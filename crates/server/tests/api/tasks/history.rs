//! `GET /tasks/{id}/history`.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use super::{TASKS, address, whole_task};

async fn history(user: &TestUser<'_>, task: &str) -> Vec<Value> {
    user.items(&format!("{task}/history?limit=100")).await
}

/// What happened to a task, the newest first.
async fn actions(user: &TestUser<'_>, task: &str) -> Vec<Value> {
    let changes = history(user, task).await.into_iter();
    changes.map(|change| change["action"].clone()).collect()
}

on_both_databases! {
    async fn a_history_tells_what_was_changed_by_whom_and_when(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let created = user.post(TASKS, &json!({ "title": "milk", "priority": "high" })).await;
        let task = address(&created.json());
        let body = json!({ "title": "oat milk", "priority": "high", "tags": ["shop"] });
        let patched = user.patch(&task, &body).await;
        let change = |answer: &errand_test_support::Response, action: &str, fields: Value| json!({
            "commit_id": answer.header("errand-commit"),
            "at": answer.json()["updated_at"],
            "actor_id": user.id,
            "action": action,
            "fields": fields,
        });
        let expected = [
            change(&patched, "updated", json!([
                { "field": "tags", "from": [], "to": ["shop"] },
                { "field": "title", "from": "milk", "to": "oat milk" },
            ])),
            change(&created, "created", json!([
                { "field": "completed", "from": null, "to": false },
                { "field": "priority", "from": null, "to": "high" },
                { "field": "tags", "from": null, "to": [] },
                { "field": "title", "from": null, "to": "milk" },
            ])),
        ];
        let page = user.get(&format!("{task}/history")).await;
        assert_eq!(page.json(), json!({ "items": expected, "next_cursor": null }));
    }

    async fn every_action_has_its_name(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create(&whole_task()).await);
        let toggle = format!("{task}/complete");
        user.put(&task, &whole_task()).await.assert_status(200);
        user.patch(&toggle, &Value::Null).await.assert_status(200);
        user.patch(&toggle, &Value::Null).await.assert_status(200);
        user.delete(&task).await.assert_status(204);
        user.post(&format!("{task}/restore"), &Value::Null).await.assert_status(200);
        user.delete(&task).await.assert_status(204);
        user.delete("/api/v1/trash").await.assert_status(204);
        let expected = [
            "removed", "deleted", "restored", "deleted", "completed", "reopened", "updated",
            "created",
        ];
        assert_eq!(actions(&user, &task).await, expected);
    }

    async fn an_undo_is_part_of_the_history(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let created = user.post(TASKS, &json!({ "title": "milk" })).await;
        let task = address(&created.json());
        let undo = async |commit: &str| {
            let undone = user.post(&format!("/api/v1/commits/{commit}/undo"), &Value::Null).await;
            undone.assert_status(200);
            undone.header("errand-commit").to_owned()
        };
        let undone = undo(created.header("errand-commit")).await;
        let redone = undo(&undone).await;
        assert_eq!(actions(&user, &task).await, ["restored", "removed", "created"]);
        assert_eq!(history(&user, &task).await[0]["commit_id"], redone);
    }

    async fn what_changes_nothing_leaves_no_trace(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        user.patch(&task, &json!({})).await.assert_status(200);
        user.patch(&task, &json!({ "title": "" })).await.assert_problem(422, "invalid_request");
        user.get(&task).await.assert_status(200);
        assert_eq!(actions(&user, &task).await, ["created"]);
    }

    async fn paging_returns_each_change_once_newest_first(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("0").await);
        for number in 1..7 {
            let body = json!({ "title": number.to_string() });
            user.patch(&task, &body).await.assert_status(200);
            // Changes of other tasks lie between them.
            user.create_task("bread").await;
        }
        let whole = history(&user, &task).await;
        assert_eq!(whole.len(), 7);
        for limit in [1, 3, 7] {
            let mut met = Vec::new();
            let mut path = format!("{task}/history?limit={limit}");
            loop {
                let page = user.get(&path).await.json();
                met.extend(page["items"].as_array().unwrap().clone());
                match page["next_cursor"].as_str() {
                    Some(cursor) => path = format!("{task}/history?limit={limit}&cursor={cursor}"),
                    None => break,
                }
            }
            assert_eq!(met, whole, "by {limit}");
        }
    }

    async fn a_cursor_is_of_its_user_and_task(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let (milk, bread) = (ada.create_task("milk").await, ada.create_task("bread").await);
        let [milk, bread] = [milk, bread].map(|task| address(&task));
        ada.patch(&milk, &json!({ "title": "oat milk" })).await.assert_status(200);
        let page = ada.get(&format!("{milk}/history?limit=1")).await.json();
        let query = format!("history?cursor={}", page["next_cursor"].as_str().unwrap());
        ada.get(&format!("{milk}/{query}")).await.assert_status(200);
        let errors = [("cursor", "invalid_cursor")];
        ada.get(&format!("{bread}/{query}")).await.assert_invalid(&errors);
        bob.get(&format!("{milk}/{query}")).await.assert_invalid(&errors);
    }

    async fn a_task_whose_changes_are_no_longer_kept_has_an_empty_history(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        app.database.execute("DELETE FROM changes").await;
        assert_eq!(history(&user, &task).await, [Value::Null; 0]);
    }

    async fn another_users_history_is_like_one_that_never_existed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let task = address(&ada.create(&whole_task()).await);
        let stranger = bob.get(&format!("{task}/history")).await;
        stranger.assert_problem(404, "task_not_found");
        let nobodys = format!("{TASKS}/019b0000-0000-7000-8000-000000000000/history");
        assert_eq!(bob.get(&nobodys).await.essence(), stranger.essence());
    }
}
