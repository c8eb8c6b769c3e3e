//! `POST /tasks`.

use errand_test_support::{TestApp, on_both_databases};
use serde_json::json;

use super::bad_fields::bad_fields;
use super::{TASKS, whole_task, with};

const FIELDS: [&str; 15] = [
    "id",
    "title",
    "description",
    "completed",
    "completed_at",
    "priority",
    "tags",
    "due_date",
    "due_time",
    "time_zone",
    "due_at",
    "deleted_at",
    "version",
    "created_at",
    "updated_at",
];

on_both_databases! {
    async fn every_field_is_stored(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let response = user.post(TASKS, &whole_task()).await;
        response.assert_status(201);
        let task = response.assert_fields(&FIELDS);
        assert_eq!(task, with(&task, &whole_task()));
        assert_eq!(task["version"], 1);
        for time in ["completed_at", "created_at", "updated_at"] {
            assert!(task[time].as_str().unwrap().ends_with('Z'), "{time}");
            assert_eq!(task[time], task["created_at"]);
        }
        let location = response.header("location");
        assert_eq!(
            location,
            format!("{TASKS}/{}", task["id"].as_str().unwrap())
        );
        let read = user.get(location).await;
        read.assert_status(200);
        assert_eq!(read.json(), task);
        assert_eq!(user.items(TASKS).await, [task]);
    }

    async fn only_the_title_is_required(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let defaults = json!({
            "title": "milk", "description": null, "completed": false, "completed_at": null,
            "priority": "medium", "tags": [], "due_date": null, "due_time": null,
            "time_zone": null, "due_at": null, "deleted_at": null, "version": 1,
        });
        let explicit = json!({
            "title": "milk", "description": null, "due_date": null, "due_time": null,
            "time_zone": null,
        });
        for body in [
            json!({ "title": "milk" }),
            json!({ "title": "\u{3000} milk " }),
            explicit,
        ] {
            let task = user.create(&body).await;
            assert_eq!(task, with(&task, &defaults));
        }
    }

    async fn values_at_their_limits_are_stored_unchanged(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let tags: Vec<_> = (0..20).map(|number| number.to_string()).collect();
        for fields in [
            json!({ "title": "é".repeat(200) }),
            json!({ "title": "🥛" }),
            json!({ "title": "'; DROP TABLE tasks; -- \\ %s {} \u{202e}" }),
            json!({ "description": "🥛".repeat(10_000) }),
            json!({ "description": "" }),
            json!({ "description": " \r\n\t\u{1}\u{7f}\u{85} " }),
            json!({ "tags": tags }),
            json!({ "tags": ["é".repeat(50), "\"", "\\", "[]", "a,b", "A", "a"] }),
            json!({ "due_date": "0001-01-01" }),
            json!({ "due_date": "9999-12-31", "due_time": "23:59:59" }),
            json!({ "due_date": "2028-02-29", "due_time": "00:00" }),
            json!({ "time_zone": "America/Argentina/ComodRivadavia" }),
        ] {
            let body = with(&json!({ "title": "milk" }), &fields);
            let task = user.create(&body).await;
            assert_eq!(task, with(&task, &body));
            assert_eq!(user.get(&super::address(&task)).await.json(), task);
        }
    }

    async fn values_are_stored_in_one_form(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (given, kept) in [
            (json!({ "title": " milk " }), json!({ "title": "milk" })),
            (
                json!({ "tags": ["b", " a ", "b", "a"] }),
                json!({ "tags": ["b", "a"] }),
            ),
            (
                json!({ "due_date": "2026-12-31", "due_time": "09:30:00" }),
                json!({ "due_time": "09:30" }),
            ),
        ] {
            let task = user
                .create(&with(&json!({ "title": "milk" }), &given))
                .await;
            assert_eq!(task, with(&task, &kept));
        }
    }

    async fn all_invalid_fields_are_reported_and_nothing_is_stored(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (fields, errors) in bad_fields() {
            let body = with(&json!({ "title": "milk" }), &fields);
            user.post(TASKS, &body).await.assert_invalid(errors);
        }
        for (body, errors) in [
            (json!({}), &[("/title", "missing")][..]),
            (
                json!({ "title": "milk", "due_time": "09:30" }),
                &[("/due_time", "needs_due_date")],
            ),
            (
                json!({ "titel": "milk" }),
                &[("/title", "missing"), ("/titel", "unknown_field")],
            ),
            (json!([]), &[("", "wrong_type")]),
            (json!("milk"), &[("", "wrong_type")]),
            (json!(null), &[("", "wrong_type")]),
        ] {
            user.post(TASKS, &body).await.assert_invalid(errors);
        }
        assert_eq!(user.items(TASKS).await, [json!(null); 0]);
    }

    async fn a_task_is_visible_only_to_its_creator(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        let task = ada.create_task("milk").await;
        assert_eq!(ada.items(TASKS).await, [task]);
        assert_eq!(bob.items(TASKS).await, [json!(null); 0]);
    }
}
