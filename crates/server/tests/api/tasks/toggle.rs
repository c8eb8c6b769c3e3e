//! `PATCH /tasks/{id}/complete`.

use errand_test_support::{TestApp, on_both_databases};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{address, whole_task, with};

on_both_databases! {
    async fn a_toggle_completes_and_reopens_a_task(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let mut task = user
            .create(&with(&whole_task(), &json!({ "completed": false })))
            .await;
        for version in 2..=4 {
            let completed = version % 2 == 0;
            let response = toggle(&user, &task).await;
            response.assert_status(200);
            let toggled = response.json();
            let at = if completed {
                &toggled["updated_at"]
            } else {
                &Value::Null
            };
            assert_eq!(
                toggled,
                with(
                    &task,
                    &json!({
                        "completed": completed, "completed_at": at, "version": version,
                        "updated_at": toggled["updated_at"],
                    })
                )
            );
            assert_eq!(user.get(&address(&task)).await.json(), toggled);
            task = toggled;
        }
    }

    async fn no_simultaneous_toggle_is_lost(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let toggles = join_all((0..11).map(|_| toggle(&user, &task))).await;
        for response in toggles {
            response.assert_status(200);
        }
        let toggled = user.get(&address(&task)).await.json();
        assert_eq!(
            (&toggled["version"], &toggled["completed"]),
            (&json!(12), &json!(true))
        );
    }
}

async fn toggle(
    user: &errand_test_support::TestUser<'_>,
    task: &Value,
) -> errand_test_support::Response {
    let path = format!("{}/complete", address(task));
    user.call(Method::PATCH, &path, None).await
}
