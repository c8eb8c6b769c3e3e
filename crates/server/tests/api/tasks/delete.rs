//! `DELETE /tasks/{id}`.

use errand_test_support::{TestApp, on_both_databases};
use serde_json::json;

use super::{TASKS, address, whole_task};

on_both_databases! {
    async fn a_deleted_task_is_gone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create(&whole_task()).await;
        let other = user.create_task("bread").await;
        let response = user.delete(&address(&task)).await;
        response.assert_status(204);
        assert_eq!(
            (response.body.as_str(), response.header("content-type")),
            ("", "")
        );

        user.delete(&address(&task))
            .await
            .assert_problem(404, "task_not_found");
        user.get(&address(&task))
            .await
            .assert_problem(404, "task_not_found");
        let patch = json!({ "title": "milk again" });
        user.patch(&address(&task), &patch)
            .await
            .assert_problem(404, "task_not_found");
        user.put(&address(&task), &patch)
            .await
            .assert_problem(404, "task_not_found");
        assert_eq!(user.items(TASKS).await, [other]);
        assert_eq!(user.items("/api/v1/tags").await, [json!(null); 0]);
        assert_eq!(user.titles("search=milk").await, [""; 0]);
    }
}
