//! `PUT /tasks/{id}`.

use errand_test_support::{TestApp, on_both_databases};
use serde_json::json;

use super::bad_fields::bad_fields;
use super::{address, whole_task, with};

on_both_databases! {
    async fn everything_but_the_id_and_the_creation_time_is_replaced(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let response = user.put(&address(&task), &whole_task()).await;
        response.assert_status(200);
        let replaced = response.json();
        let kept = json!({ "id": task["id"], "created_at": task["created_at"], "version": 2 });
        assert_eq!(replaced, with(&with(&replaced, &whole_task()), &kept));
        assert_eq!(user.get(&address(&task)).await.json(), replaced);
    }

    async fn omitted_fields_take_their_defaults(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let replaced = user
            .put(&address(&task), &json!({ "title": "bread" }))
            .await;
        replaced.assert_status(200);
        let fresh = user.create_task("bread").await;
        let own = json!({
            "id": task["id"], "created_at": task["created_at"], "version": 2,
            "updated_at": replaced.json()["updated_at"],
        });
        assert_eq!(replaced.json(), with(&fresh, &own));
    }

    async fn the_completion_time_stays_while_the_task_stays_completed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let put = async |completed: bool| {
            let body = with(&whole_task(), &json!({ "completed": completed }));
            user.put(&address(&task), &body).await.json()
        };
        let still = put(true).await;
        assert_eq!(still["completed_at"], task["completed_at"]);
        assert_ne!(still["updated_at"], task["updated_at"]);
        let open = put(false).await;
        assert_eq!(
            (&open["completed"], &open["completed_at"]),
            (&json!(false), &json!(null))
        );
        let again = put(true).await;
        assert_eq!(again["completed_at"], again["updated_at"]);
        assert_eq!(again["version"], 4);
    }

    async fn an_invalid_replacement_changes_nothing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        for (fields, errors) in bad_fields() {
            let body = with(&json!({ "title": "bread" }), &fields);
            user.put(&address(&task), &body)
                .await
                .assert_invalid(errors);
        }
        for (body, errors) in [
            (json!({}), &[("/title", "missing")]),
            // The task's current due date does not count, because it would be replaced too.
            (
                json!({ "title": "bread", "due_time": "09:30" }),
                &[("/due_time", "needs_due_date")],
            ),
        ] {
            user.put(&address(&task), &body)
                .await
                .assert_invalid(errors);
        }
        assert_eq!(user.get(&address(&task)).await.json(), task);
    }
}
