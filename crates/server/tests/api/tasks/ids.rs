//! `POST /tasks` with an id that the client made.

use errand_test_support::{TestApp, on_both_databases};
use serde_json::json;

use super::{TASKS, address, whole_task, with};

const ID: &str = "019b0000-0000-7000-8000-00000000000a";

on_both_databases! {
    async fn a_client_may_make_the_id(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let new = with(&whole_task(), &json!({ "id": ID }));
        let created = user.post(TASKS, &new).await;
        created.assert_status(201);
        assert_eq!(created.header("location"), format!("{TASKS}/{ID}"));
        let task = created.json();
        assert_eq!(task, with(&task, &new));
        assert_eq!(user.get(&address(&task)).await.json(), task);
        let upper = "019B0000-0000-7000-8000-00000000000B";
        let task = user.create(&json!({ "id": upper, "title": "milk" })).await;
        assert_eq!(task["id"], upper.to_lowercase());
    }

    async fn an_id_that_is_taken_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let task = ada.create(&json!({ "id": ID, "title": "milk" })).await;
        let again = json!({ "id": ID, "title": "bread" });
        let own = ada.post(TASKS, &again).await;
        own.assert_problem(409, "id_taken");
        // Whose it is stays untold.
        let of_another = bob.post(TASKS, &again).await;
        assert_eq!(of_another.essence(), own.essence());
        assert_eq!(ada.items(TASKS).await, std::slice::from_ref(&task));
        assert_eq!(bob.items(TASKS).await, [json!(null); 0]);

        ada.delete(&address(&task)).await.assert_status(204);
        ada.post(TASKS, &again).await.assert_problem(409, "id_taken");
        ada.delete("/api/v1/trash").await.assert_status(204);
        ada.create(&again).await;
    }

    async fn anything_but_a_uuid_v7_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (id, code) in [
            (json!(""), "invalid_id"),
            (json!("1"), "invalid_id"),
            (json!("019b0000-0000-4000-8000-000000000000"), "invalid_id"),
            (json!("019b0000-0000-7000-c000-000000000000"), "invalid_id"),
            (json!("019b0000000070008000000000000000"), "invalid_id"),
            (json!("{019b0000-0000-7000-8000-000000000000}"), "invalid_id"),
            (json!("019b0000-0000-7000-8000-00000000000\0"), "invalid_id"),
            (json!(null), "wrong_type"),
            (json!(7), "wrong_type"),
            (json!([ID]), "wrong_type"),
        ] {
            let new = json!({ "id": id, "title": "milk" });
            user.post(TASKS, &new).await.assert_invalid(&[("/id", code)]);
            // All errors of a body are told at once.
            let new = json!({ "id": id, "title": "", "x": 1 });
            let errors = [("/id", code), ("/title", "blank"), ("/x", "unknown_field")];
            user.post(TASKS, &new).await.assert_invalid(&errors);
        }
        assert_eq!(user.items(TASKS).await, [json!(null); 0]);
    }

    async fn the_id_of_a_task_stays(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let body = json!({ "id": task["id"], "title": "bread" });
        let errors = [("/id", "unknown_field")];
        user.put(&address(&task), &body).await.assert_invalid(&errors);
        user.patch(&address(&task), &body).await.assert_invalid(&errors);
        assert_eq!(user.get(&address(&task)).await.json(), task);
    }
}
