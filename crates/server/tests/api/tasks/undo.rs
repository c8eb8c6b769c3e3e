//! `Errand-Commit`, and `POST /commits/{id}/undo`.

use errand_test_support::{Response, TestApp, TestUser, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

use super::{TASKS, address, whole_task, with};

const TRASH: &str = "/api/v1/trash";

/// Undoes what this answer's request wrote.
async fn undo(user: &TestUser<'_>, of: &Response) -> Response {
    let commit = of.header("errand-commit");
    assert_ne!(commit, "", "{of:?}");
    user.call(
        Method::POST,
        &format!("/api/v1/commits/{commit}/undo"),
        None,
    )
    .await
}

/// A task without what every write changes.
fn content(task: &Value) -> Value {
    with(task, &json!({ "version": 0, "updated_at": null }))
}

/// Checks that both are the same except for their versions.
#[track_caller]
fn assert_same(one: &Value, other: &Value) {
    assert_eq!(content(one), content(other));
}

on_both_databases! {
    async fn every_write_of_a_task_can_be_undone_and_redone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let body = json!({ "title": "bread", "completed": false });
        for (method, end, body) in [
            (Method::PUT, "", Some(&body)),
            (Method::PATCH, "", Some(&body)),
            (Method::PATCH, "/complete", None),
        ] {
            let task = user.create(&whole_task()).await;
            let path = address(&task);
            let written = user.call(method, &format!("{path}{end}"), body).await;
            let undone = undo(&user, &written).await;
            undone.assert_status(200);
            let present = user.get(&path).await.json();
            assert_eq!(undone.json(), json!({ "items": [present] }));
            assert_same(&present, &task);
            assert_eq!(present["version"], 3);
            // An undo is a commit too.
            undo(&user, &undone).await.assert_status(200);
            assert_same(&user.get(&path).await.json(), &written.json());
        }
    }

    async fn a_created_task_is_removed_and_comes_back_by_undo(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let created = user.post(TASKS, &whole_task()).await;
        let path = address(&created.json());
        let undone = undo(&user, &created).await;
        undone.assert_status(200);
        assert_eq!(undone.json(), json!({ "items": [] }));
        user.get(&path).await.assert_problem(404, "task_not_found");
        assert_eq!(user.items(TRASH).await, [Value::Null; 0]);
        let redone = undo(&user, &undone).await;
        redone.assert_status(200);
        let present = user.get(&path).await.json();
        assert_same(&present, &created.json());
        assert_eq!(redone.json()["items"], json!([present]));
        assert_eq!(user.titles("tag=home&search=green").await, ["Buy milk"]);
    }

    async fn a_deletion_and_a_restoration_can_be_undone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let path = address(&task);
        let deleted = user.delete(&path).await;
        let undone = undo(&user, &deleted).await;
        assert_same(&undone.json()["items"][0], &task);
        assert_same(&user.get(&path).await.json(), &task);

        user.delete(&path).await.assert_status(204);
        let restored = user.post(&format!("{path}/restore"), &Value::Null).await;
        let undone = undo(&user, &restored).await;
        undone.assert_status(200);
        user.get(&path).await.assert_problem(404, "task_not_found");
        assert_eq!(undone.json()["items"], json!(user.items(TRASH).await));
    }

    async fn an_emptied_trash_can_be_filled_again(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for title in ["milk", "bread"] {
            let task = address(&user.create_task(title).await);
            user.delete(&task).await.assert_status(204);
        }
        let before = user.items(TRASH).await;
        let emptied = user.delete(TRASH).await;
        assert_eq!(user.items(TRASH).await, [Value::Null; 0]);
        undo(&user, &emptied).await.assert_status(200);
        let after = user.items(TRASH).await;
        assert_eq!(after.len(), 2);
        for (before, after) in before.iter().zip(&after) {
            assert_same(before, after);
        }
    }

    async fn what_has_changed_since_is_not_undone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let path = address(&task);
        let patched = user.patch(&path, &json!({ "title": "bread" })).await;
        user.patch(&path, &json!({ "priority": "high" })).await.assert_status(200);
        let present = user.get(&path).await.json();
        let refused = undo(&user, &patched).await;
        let problem = refused.assert_problem(409, "changed_since");
        assert_eq!(problem["conflicts"], json!([{ "kind": "task", "id": task["id"] }]));
        assert_eq!(refused.header("errand-commit"), "");
        assert_eq!(user.get(&path).await.json(), present);
        // Nor is what is gone for good.
        user.delete(&path).await.assert_status(204);
        user.delete(TRASH).await.assert_status(204);
        undo(&user, &patched).await.assert_problem(409, "changed_since");
    }

    async fn a_commit_is_undone_only_once(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let patched = user.patch(&address(&task), &json!({ "title": "bread" })).await;
        undo(&user, &patched).await.assert_status(200);
        undo(&user, &patched).await.assert_problem(409, "changed_since");
    }

    async fn another_users_commit_is_like_one_that_never_existed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let created = ada.post(TASKS, &whole_task()).await;
        let stranger = undo(&bob, &created).await;
        stranger.assert_problem(404, "commit_not_found");
        let nobodys = "/api/v1/commits/019b0000-0000-7000-8000-000000000000/undo";
        let nothing = bob.call(Method::POST, nobodys, None).await;
        assert_eq!(stranger.essence(), nothing.essence());
        assert_eq!(ada.items(TASKS).await, [created.json()]);
        let malformed = bob.post("/api/v1/commits/1/undo", &Value::Null).await;
        malformed.assert_invalid(&[("id", "invalid_id")]);
    }

    async fn what_writes_nothing_names_no_commit(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let path = address(&user.create_task("milk").await);
        for answer in [
            user.get(&path).await,
            user.patch(&path, &json!({})).await,
            user.patch(&path, &json!({ "title": "" })).await,
            user.get(TASKS).await,
        ] {
            assert_eq!(answer.header("errand-commit"), "", "{answer:?}");
        }
    }

    async fn the_tags_of_an_undone_task_are_found_again(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let path = address(&user.create(&json!({ "title": "milk", "tags": ["a"] })).await);
        let patched = user.patch(&path, &json!({ "title": "bread", "tags": ["b"] })).await;
        undo(&user, &patched).await.assert_status(200);
        assert_eq!(user.titles("tag=a&search=milk").await, ["milk"]);
        assert_eq!(user.titles("tag=b").await, [""; 0]);
        assert_eq!(user.titles("search=bread").await, [""; 0]);
    }
}
