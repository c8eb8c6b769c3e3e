//! `PATCH /tasks/{id}`.

use errand_test_support::{TestApp, on_both_databases};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::bad_fields::bad_fields;
use super::{address, whole_task, with};

on_both_databases! {
    async fn given_fields_change_and_absent_fields_stay(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let mut task = user.create(&whole_task()).await;
        for fields in [
            json!({ "title": "Buy bread" }),
            json!({ "description": "of rye" }),
            json!({ "description": "" }),
            json!({ "priority": "low" }),
            json!({ "tags": ["shopping"] }),
            json!({ "tags": [] }),
            json!({ "due_time": "10:00:01" }),
            json!({ "due_date": "2027-01-01" }),
            json!({ "time_zone": "Asia/Tokyo" }),
            json!({ "title": "Buy cake", "priority": "high" }),
            json!({ "due_date": "2027-02-01", "due_time": "11:00" }),
            json!({ "description": null }),
            json!({ "due_time": null }),
            json!({ "time_zone": null }),
            json!({ "due_date": null }),
        ] {
            let version = task["version"].as_i64().unwrap();
            let response = user.patch(&address(&task), &fields).await;
            response.assert_status(200);
            let patched = response.json();
            let expected = with(
                &with(&task, &fields),
                &json!({
                    "version": version + 1, "updated_at": patched["updated_at"],
                    "due_at": patched["due_at"],
                }),
            );
            assert_eq!(patched, expected, "{fields}");
            assert_ne!(patched["updated_at"], task["updated_at"]);
            assert_eq!(user.get(&address(&task)).await.json(), patched);
            task = patched;
        }
    }

    async fn clearing_the_due_date_clears_the_due_time(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let patched = user
            .patch(&address(&task), &json!({ "due_date": null }))
            .await;
        patched.assert_status(200);
        let patched = patched.json();
        assert_eq!(
            (&patched["due_date"], &patched["due_time"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(patched["time_zone"], "Europe/Berlin");
    }

    async fn a_due_time_needs_a_due_date_in_the_task_or_the_patch(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let patch = async |body: Value| user.patch(&address(&task), &body).await;
        let refused: &[_] = &[("/due_time", "needs_due_date")];
        patch(json!({ "due_time": "09:30" }))
            .await
            .assert_invalid(refused);
        patch(json!({ "due_time": "09:30", "title": "bread" }))
            .await
            .assert_invalid(refused);
        assert_eq!(user.get(&address(&task)).await.json(), task);

        patch(json!({ "due_time": "09:30", "due_date": "2026-12-31" }))
            .await
            .assert_status(200);
        patch(json!({ "due_time": "10:00" }))
            .await
            .assert_status(200);
        patch(json!({ "due_time": "11:00", "due_date": null }))
            .await
            .assert_invalid(refused);
        let kept = user.get(&address(&task)).await.json();
        assert_eq!(
            (&kept["due_date"], &kept["due_time"]),
            (&json!("2026-12-31"), &json!("10:00"))
        );

        patch(json!({ "due_date": null })).await.assert_status(200);
        patch(json!({ "due_time": "09:30" }))
            .await
            .assert_invalid(refused);
        patch(json!({ "due_time": null })).await.assert_status(200);
    }

    async fn an_empty_patch_is_not_a_change(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let response = user.patch(&address(&task), &json!({})).await;
        response.assert_status(200);
        assert_eq!(response.json(), task);
    }

    async fn completing_a_completed_task_keeps_the_completion_time(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let patch = async |body: Value| user.patch(&address(&task), &body).await.json();
        let done = patch(json!({ "completed": true })).await;
        assert_eq!(done["completed_at"], done["updated_at"]);
        let again = patch(json!({ "completed": true })).await;
        assert_eq!(again["completed_at"], done["completed_at"]);
        let renamed = patch(json!({ "title": "bread" })).await;
        assert_eq!(renamed["completed_at"], done["completed_at"]);
        let open = patch(json!({ "completed": false })).await;
        assert_eq!(
            (&open["completed"], &open["completed_at"]),
            (&json!(false), &Value::Null)
        );
        let anew = patch(json!({ "completed": true })).await;
        assert_eq!(anew["completed_at"], anew["updated_at"]);
        assert_eq!(anew["version"], 6);
    }

    async fn a_merge_patch_is_accepted_with_its_own_media_type(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        for media_type in [
            "application/merge-patch+json",
            "Application/Merge-Patch+JSON; charset=utf-8",
        ] {
            let request = user.request(Method::PATCH, &address(&task));
            let request = request
                .header(CONTENT_TYPE, media_type)
                .body(r#"{"description":null}"#);
            let response = app.send(request).await;
            response.assert_status(200);
            assert_eq!(response.json()["description"], Value::Null);
        }
    }

    async fn all_invalid_fields_are_reported_and_nothing_changes(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        for (fields, errors) in bad_fields() {
            user.patch(&address(&task), &fields)
                .await
                .assert_invalid(errors);
        }
        for body in [
            json!([]),
            json!(null),
            json!([{ "op": "remove", "path": "/title" }]),
        ] {
            user.patch(&address(&task), &body)
                .await
                .assert_invalid(&[("", "wrong_type")]);
        }
        assert_eq!(user.get(&address(&task)).await.json(), task);
    }
}
