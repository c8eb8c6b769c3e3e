//! `/trash`, and `POST /tasks/{id}/restore`.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use super::{TASKS, address, whole_task, with};

const TRASH: &str = "/api/v1/trash";

async fn trash(user: &TestUser<'_>, task: &Value) {
    user.delete(&address(task)).await.assert_status(204);
}

async fn restore(user: &TestUser<'_>, task: &Value) -> Value {
    let path = format!("{}/restore", address(task));
    let restored = user.post(&path, &Value::Null).await;
    restored.assert_status(200);
    restored.json()
}

on_both_databases! {
    async fn a_deleted_task_is_in_the_trash_and_comes_back_as_it_was(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        trash(&user, &task).await;
        let kept = user.items(TRASH).await.remove(0);
        assert!(kept["deleted_at"].is_string());
        let changed = json!({
            "version": 2, "deleted_at": kept["deleted_at"], "updated_at": kept["deleted_at"],
        });
        assert_eq!(kept, with(&task, &changed));

        let restored = restore(&user, &task).await;
        let changed = json!({ "version": 3, "updated_at": restored["updated_at"] });
        assert_eq!(restored, with(&task, &changed));
        assert_eq!(user.get(&address(&task)).await.json(), restored);
        assert_eq!(user.items(TASKS).await, [restored]);
        assert_eq!(user.items(TRASH).await, [Value::Null; 0]);
        assert_eq!(user.titles("tag=home&search=green").await, ["Buy milk"]);
        assert_eq!(user.items("/api/v1/tags").await.len(), 3);
    }

    async fn a_task_in_the_trash_can_only_be_restored(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let path = address(&task);
        trash(&user, &task).await;
        let kept = user.items(TRASH).await;
        let body = json!({ "title": "bread" });
        for answer in [
            user.get(&path).await,
            user.put(&path, &body).await,
            user.patch(&path, &body).await,
            user.patch(&path, &json!({})).await,
            user.patch(&format!("{path}/complete"), &Value::Null).await,
            user.delete(&path).await,
        ] {
            answer.assert_problem(404, "task_not_found");
        }
        assert_eq!(user.items(TRASH).await, kept);
        assert_eq!(user.items(TASKS).await, [Value::Null; 0]);
        for list in ["search=green", "tag=home", "completed=true", "due_after=2026-01-01"] {
            assert_eq!(user.titles(list).await, [""; 0], "{list}");
        }
        let total = user.get(&format!("{TASKS}?include=total")).await.json();
        assert_eq!(total["total"], 0);
        assert_eq!(user.items("/api/v1/tags").await, [Value::Null; 0]);
    }

    async fn restoring_a_task_outside_the_trash_changes_nothing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let path = format!("{}/restore", address(&task));
        let answer = user.post(&path, &Value::Null).await;
        assert_eq!(answer.json(), task);
        assert_eq!(answer.header("errand-commit"), "");
    }

    async fn an_emptied_trash_is_gone_for_good(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let task = ada.create_task("milk").await;
        let kept = ada.create_task("bread").await;
        let others = bob.create_task("wine").await;
        trash(&ada, &task).await;
        trash(&bob, &others).await;
        let emptied = ada.delete(TRASH).await;
        emptied.assert_status(204);
        assert_eq!(emptied.body, "");
        assert_eq!(ada.items(TRASH).await, [Value::Null; 0]);
        ada.post(&format!("{}/restore", address(&task)), &Value::Null)
            .await
            .assert_problem(404, "task_not_found");
        assert_eq!(ada.items(TASKS).await, [kept]);
        assert_eq!(bob.items(TRASH).await.len(), 1);
        // There is nothing more to remove.
        let again = ada.delete(TRASH).await;
        again.assert_status(204);
        assert_eq!(again.header("errand-commit"), "");
    }

    async fn more_than_a_page_of_tasks_is_removed_at_once(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for _ in 0..102 {
            let task = user.create_task("milk").await;
            trash(&user, &task).await;
        }
        user.delete(TRASH).await.assert_status(204);
        assert_eq!(user.items(TRASH).await, [Value::Null; 0]);
    }

    async fn the_trash_tells_how_many_tasks_it_has_and_how_long_it_keeps_them(database: TestDatabase) {
        let app = TestApp::with(database, |settings| settings.retention.trash_days = 7).await;
        let (ada, bob) = (app.user().await, app.user().await);
        ada.create_task("kept").await;
        for user in [&ada, &ada, &bob] {
            let task = user.create_task("milk").await;
            trash(user, &task).await;
        }
        let page = ada.get(&format!("{TRASH}?limit=1")).await.json();
        assert_eq!((&page["total"], &page["retention_days"]), (&json!(2), &json!(7)));
        ada.delete(TRASH).await.assert_status(204);
        assert_eq!(ada.get(TRASH).await.json()["total"], 0);
    }

    async fn paging_returns_each_task_once_the_last_deleted_first(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let mut deleted = Vec::new();
        for number in 0..7 {
            let task = user.create_task(&number.to_string()).await;
            trash(&user, &task).await;
            deleted.insert(0, task["id"].clone());
        }
        for limit in [1, 3, 7, 100] {
            let mut met = Vec::new();
            let mut path = format!("{TRASH}?limit={limit}");
            loop {
                let page = user.get(&path).await.json();
                let items = page["items"].as_array().unwrap();
                met.extend(items.iter().map(|task| task["id"].clone()));
                match page["next_cursor"].as_str() {
                    Some(cursor) => path = format!("{TRASH}?limit={limit}&cursor={cursor}"),
                    None => break,
                }
            }
            assert_eq!(met, deleted, "by {limit}");
        }
    }

    async fn a_cursor_is_of_its_user_and_list(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        for user in [&ada, &bob] {
            for title in ["milk", "bread"] {
                let task = user.create_task(title).await;
                trash(user, &task).await;
            }
        }
        let page = ada.get(&format!("{TRASH}?limit=1")).await.json();
        let query = format!("?cursor={}", page["next_cursor"].as_str().unwrap());
        ada.get(&format!("{TRASH}{query}")).await.assert_status(200);
        let errors = [("cursor", "invalid_cursor")];
        bob.get(&format!("{TRASH}{query}")).await.assert_invalid(&errors);
        ada.get(&format!("{TASKS}{query}")).await.assert_invalid(&errors);
        ada.get(&format!("{TRASH}?cursor=YQ")).await.assert_invalid(&errors);
        let errors = [("limit", "out_of_range"), ("sort", "unknown_parameter")];
        ada.get(&format!("{TRASH}?limit=0&sort=title")).await.assert_invalid(&errors);
    }
}
