//! `POST /tasks/bulk`

use errand_test_support::{Response, TestApp, TestUser, on_both_databases};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{TASKS, address};

const BULK: &str = "/api/v1/tasks/bulk";
const NEVER: &str = "019b0000-0000-7000-8000-000000000000";

fn ids<'a>(tasks: impl IntoIterator<Item = &'a Value>) -> Vec<Value> {
    tasks.into_iter().map(|task| task["id"].clone()).collect()
}

/// Undoes the commits in the answer, the last first.
async fn undo(user: &TestUser<'_>, of: &Response) {
    let commits = of.json()["commits"].as_array().unwrap().clone();
    for commit in commits.iter().rev() {
        let path = format!("/api/v1/commits/{}/undo", commit.as_str().unwrap());
        user.call(Method::POST, &path, None)
            .await
            .assert_status(200);
    }
}

/// How many tasks there are with these parameters.
async fn total(user: &TestUser<'_>, parameters: &str) -> Value {
    let path = format!("{TASKS}?limit=1&include=total&{parameters}");
    user.get(&path).await.json()["total"].clone()
}

on_both_databases! {
    async fn tasks_are_changed_by_their_ids_in_one_commit(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (user, other) = (app.user().await, app.user().await);
        let milk = user.create(&json!({ "title": "milk", "tags": ["shop"] })).await;
        let done = user.create(&json!({ "title": "done", "completed": true, "tags": ["home"] })).await;
        let undated = user.create(&json!({ "title": "undated" })).await;
        let trashed = user.create_task("trashed").await;
        user.delete(&address(&trashed)).await.assert_status(204);
        let others = other.create_task("of another").await;
        let untouched = user.create_task("untouched").await;

        let mut wanted = ids([&milk, &done, &undated, &trashed, &others, &milk]);
        wanted.push(NEVER.into());
        let patch = json!({ "completed": true, "tags": ["home"] });
        let answer = user.post(BULK, &json!({ "ids": wanted, "patch": patch })).await;
        answer.assert_status(200);
        let skipped = |task: &Value, reason| json!({ "id": task["id"], "reason": reason });
        let body = answer.json();
        assert_eq!(body["changed"], 2);
        assert_eq!(body["skipped"], json!([
            skipped(&done, "unchanged"),
            skipped(&trashed, "not_found"),
            skipped(&others, "not_found"),
            { "id": NEVER, "reason": "not_found" },
        ]));
        assert_eq!(body["commits"], json!([answer.header("errand-commit")]));
        for task in [&milk, &undated] {
            let now = user.get(&address(task)).await.json();
            assert_eq!((&now["completed"], &now["tags"]), (&json!(true), &json!(["home"])));
            assert_eq!(now["version"], 2);
        }
        for task in [&done, &untouched] {
            assert_eq!(user.get(&address(task)).await.json(), *task);
        }
        assert_eq!(other.get(&address(&others)).await.json(), others);

        undo(&user, &answer).await;
        assert_eq!(user.get(&address(&milk)).await.json()["tags"], json!(["shop"]));
        assert_eq!(total(&user, "completed=true").await, 1);
    }

    async fn a_task_that_cannot_be_changed_is_skipped(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let undated = user.create_task("undated").await;
        let dated = user.create(&json!({ "title": "dated", "due_date": "2026-12-31" })).await;
        let request = json!({ "ids": ids([&undated, &dated]), "patch": { "due_time": "09:30" } });
        let body = user.post(BULK, &request).await.json();
        assert_eq!(body["changed"], 1);
        assert_eq!(body["skipped"], json!([{ "id": undated["id"], "reason": "needs_due_date" }]));
        assert_eq!(user.get(&address(&dated)).await.json()["due_time"], "09:30");
    }

    async fn tags_are_added_and_removed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let create = async |tags: Value| user.create(&json!({ "title": "task", "tags": tags })).await;
        let milk = create(json!(["shop", "home"])).await;
        let bread = create(json!(["bakery"])).await;
        let full = create((0..20).map(|n| n.to_string()).collect()).await;
        let request = json!({ "add_tags": ["bakery"], "remove_tags": ["shop"] });
        let body = user.post(BULK, &request).await.json();
        assert_eq!(body["changed"], 1);
        assert_eq!(body["skipped"], json!([
            { "id": bread["id"], "reason": "unchanged" },
            { "id": full["id"], "reason": "too_many_tags" },
        ]));
        let tags = user.get(&address(&milk)).await.json()["tags"].clone();
        assert_eq!(tags, json!(["home", "bakery"]));
    }

    async fn nothing_to_change_makes_no_commit(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let milk = user.create_task("milk").await;
        for request in [json!({ "ids": [] }), json!({ "ids": ids([&milk]) }), json!({})] {
            let answer = user.post(BULK, &request).await;
            assert_eq!((&answer.json()["changed"], &answer.json()["commits"]), (&json!(0), &json!([])));
            assert_eq!(answer.header("errand-commit"), "");
        }
        assert_eq!(user.get(&address(&milk)).await.json(), milk);
    }

    async fn all_that_match_a_filter_are_deleted_and_come_back(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let create = async |n: usize| {
            let tag = if n < 501 { "old" } else { "new" };
            user.create(&json!({ "title": "task", "tags": [tag] })).await
        };
        for first in (0..504).step_by(24) {
            join_all((first..first + 24).map(create)).await;
        }
        let answer = user.post(&format!("{BULK}?tag=old"), &json!({ "delete": true })).await;
        let body = answer.json();
        assert_eq!((&body["changed"], &body["skipped"]), (&json!(501), &json!([])));
        assert_eq!(body["commits"].as_array().unwrap().len(), 2);
        assert_eq!(answer.header("errand-commit"), "");
        assert_eq!(total(&user, "").await, 3);
        undo(&user, &answer).await;
        assert_eq!(total(&user, "tag=old").await, 501);
    }

    async fn a_repeated_request_changes_nothing_more(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let milk = user.create_task("milk").await;
        let complete = json!({ "patch": { "completed": true } });
        let headers = [("Idempotency-Key", "all-done")];
        let send = async || user.call_with(&headers, Method::POST, BULK, Some(&complete)).await;
        let first = send().await;
        assert_eq!(first.json()["changed"], 1);
        // It matches, but was made after the request.
        let bread = user.create_task("bread").await;
        let again = send().await;
        assert_eq!(again.json(), first.json());
        assert_eq!(user.get(&address(&bread)).await.json()["completed"], false);
        assert_eq!(user.get(&address(&milk)).await.json()["version"], 2);
    }

    async fn its_path_is_not_that_of_a_task(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for method in [Method::GET, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = user.call(method, BULK, Some(&json!({ "title": "milk" }))).await;
            answer.assert_problem(405, "method_not_allowed");
            assert_eq!(answer.header("allow"), "POST");
        }
    }

    async fn bad_requests_are_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (request, pointer, code) in [
            (json!({ "ids": vec![NEVER; 501] }), "/ids", "too_many"),
            (json!({ "ids": ["milk"] }), "/ids/0", "invalid_id"),
            (json!({ "ids": [NEVER, NEVER.replace('-', "")] }), "/ids/1", "invalid_id"),
            (json!({ "ids": null }), "/ids", "wrong_type"),
            (json!({ "patch": { "title": " " } }), "/patch/title", "blank"),
            (json!({ "add_tags": [" "] }), "/add_tags/0", "blank"),
            (json!({ "remove_tags": null }), "/remove_tags", "wrong_type"),
            (json!({ "delete": "yes" }), "/delete", "wrong_type"),
            (json!({ "complete": true }), "/complete", "unknown_field"),
        ] {
            let answer = user.post(BULK, &request).await;
            answer.assert_problem(422, "invalid_request");
            let error = &answer.json()["errors"][0];
            assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!(code)));
        }
        let query = user.post(&format!("{BULK}?color=red"), &json!({})).await;
        query.assert_problem(422, "invalid_request");
    }
}
