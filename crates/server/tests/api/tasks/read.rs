//! `GET /tasks/{id}`, and how all methods treat an id.

use errand_test_support::{TestApp, on_both_databases};
use reqwest::Method;
use serde_json::json;

use super::{TASKS, address, whole_task};

/// Every method on a task, with a body it accepts.
fn ways() -> [(Method, &'static str, Option<serde_json::Value>); 7] {
    [
        (Method::GET, "", None),
        (Method::PUT, "", Some(json!({ "title": "stolen" }))),
        (Method::PATCH, "", Some(json!({ "title": "stolen" }))),
        (Method::PATCH, "/complete", None),
        (Method::POST, "/restore", None),
        (Method::GET, "/history", None),
        (Method::DELETE, "", None),
    ]
}

on_both_databases! {
    async fn another_users_task_is_like_one_that_never_existed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        let task = ada.create(&whole_task()).await;
        for (method, end, body) in ways() {
            let at = |id: &str| format!("{TASKS}/{id}{end}");
            let hers = at(task["id"].as_str().unwrap());
            let nobodys = at("019b0000-0000-7000-8000-000000000000");
            let stranger = bob.call(method.clone(), &hers, body.as_ref()).await;
            stranger.assert_problem(404, "task_not_found");
            let nothing = bob.call(method.clone(), &nobodys, body.as_ref()).await;
            assert_eq!(stranger.essence(), nothing.essence(), "{method} {end}");
        }
        // An empty patch does not reveal the task either, nor does one that breaks a rule.
        for body in [json!({}), json!({ "due_date": null, "due_time": "09:30" })] {
            bob.patch(&address(&task), &body)
                .await
                .assert_problem(404, "task_not_found");
        }
        assert_eq!(ada.get(&address(&task)).await.json(), task);
    }

    async fn the_due_instant_follows_the_tasks_zone_or_the_users(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let due_at = async |path: &str| user.get(path).await.json()["due_at"].clone();
        let created = user.create(&json!({ "title": "milk", "due_date": "2026-07-01" })).await;
        let task = address(&created);
        assert_eq!(created["due_at"], "2026-07-01T23:59:59.999999Z");

        user.patch("/api/v1/users/me", &json!({ "time_zone": "Europe/Berlin" })).await;
        assert_eq!(due_at(&task).await, "2026-07-01T21:59:59.999999Z");
        let listed = user.items(TASKS).await;
        assert_eq!(listed[0]["due_at"], "2026-07-01T21:59:59.999999Z");

        let timed = json!({ "due_time": "09:30", "time_zone": "Asia/Tokyo" });
        let timed = user.patch(&task, &timed).await;
        assert_eq!(timed.json()["due_at"], "2026-07-01T00:30:00Z");
        user.patch(&task, &json!({ "time_zone": null })).await;
        let at_home = "2026-07-01T07:30:00Z";
        assert_eq!(due_at(&task).await, at_home);

        // Wherever a task is answered.
        let old = [("if-match", "\"1\"")];
        let body = json!({ "title": "bread" });
        let refused = user.call_with(&old, Method::PATCH, &task, Some(&body)).await;
        let problem = refused.assert_problem(412, "version_mismatch");
        assert_eq!(problem["current"]["due_at"], at_home);
        let deleted = user.delete(&task).await;
        assert_eq!(user.items("/api/v1/trash").await[0]["due_at"], at_home);
        let undo = format!("/api/v1/commits/{}/undo", deleted.header("errand-commit"));
        let undone = user.call(Method::POST, &undo, None).await;
        assert_eq!(undone.json()["items"][0]["due_at"], at_home);
        let last = user.patch(&task, &json!({ "due_time": null, "due_date": null })).await;
        assert_eq!(last.json()["due_at"], json!(null));
    }

    async fn an_id_that_is_not_a_uuid_is_an_invalid_parameter(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for id in [
            "1",
            "-1",
            "null",
            "%00",
            "019b00000000700080000000000000000",
            "019b0000000070008000000000000000",
            "{019b0000-0000-7000-8000-000000000000}",
            "urn:uuid:019b0000-0000-7000-8000-000000000000",
            "019b0000-0000-7000-8000-00000000000g",
            "019b0000-0000-7000-8000-0000000000000",
            "019b0000-0000-7000-8000-000000000000%00",
            "%27%20OR%201=1%20--",
        ] {
            for (method, end, body) in ways() {
                let path = format!("{TASKS}/{id}{end}");
                let response = user.call(method, &path, body.as_ref()).await;
                response.assert_invalid(&[("id", "invalid_id")]);
                assert_eq!(response.json()["errors"][0]["parameter"], "id");
            }
        }
    }

    async fn an_id_may_be_in_upper_case(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let upper = task["id"].as_str().unwrap().to_uppercase();
        assert_eq!(user.get(&format!("{TASKS}/{upper}")).await.json(), task);
    }
}
