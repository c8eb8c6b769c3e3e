//! `GET` and `PATCH /users/me`.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

const ME: &str = "/api/v1/users/me";

on_both_databases! {
    async fn a_user_sees_their_own_account(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user_named("Ada@Example.org").await;
        let bob = app.user_named("bob@example.org").await;
        let account = ada.get(ME).await;
        account.assert_status(200);
        let account = account.assert_fields(&[
            "id", "email", "email_verified", "pending_email", "time_zone", "created_at",
        ]);
        assert_eq!(account["id"], ada.id);
        assert_eq!(account["email"], "Ada@Example.org");
        assert_eq!(account["email_verified"], false);
        assert_eq!(account["pending_email"], json!(null));
        assert_eq!(account["time_zone"], "UTC");
        assert_eq!(bob.get(ME).await.json()["id"], bob.id);
    }

    async fn the_time_zone_can_be_changed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        let before = ada.get(ME).await.json();
        let changed = ada
            .patch(ME, &json!({ "time_zone": "Europe/Berlin" }))
            .await;
        changed.assert_status(200);
        let mut expected = before;
        expected["time_zone"] = json!("Europe/Berlin");
        assert_eq!(changed.json(), expected);
        assert_eq!(ada.get(ME).await.json(), expected);
        let again = app.log_in(&ada.email, PASSWORD).await.token;
        let again = app
            .send(app.request(Method::GET, ME).bearer_auth(again))
            .await;
        assert_eq!(again.json(), expected);
        assert_eq!(bob.get(ME).await.json()["time_zone"], "UTC");
    }

    async fn an_empty_patch_changes_nothing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let before = user.get(ME).await;
        assert_eq!(user.patch(ME, &json!({})).await.essence(), before.essence());
        assert_eq!(user.get(ME).await.essence(), before.essence());
    }

    async fn a_merge_patch_is_accepted_with_its_own_media_type(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let request = user
            .request(Method::PATCH, ME)
            .body(r#"{"time_zone":"Asia/Tokyo"}"#);
        let request = request.header(CONTENT_TYPE, "application/merge-patch+json");
        let response = app.send(request).await;
        response.assert_status(200);
        assert_eq!(response.json()["time_zone"], "Asia/Tokyo");
    }

    async fn an_invalid_patch_is_refused_and_changes_nothing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let before = user.get(ME).await;
        for (body, errors) in [
            (
                json!({ "time_zone": null }),
                &[("/time_zone", "wrong_type")][..],
            ),
            (json!({ "time_zone": 1 }), &[("/time_zone", "wrong_type")]),
            (
                json!({ "time_zone": "Berlin" }),
                &[("/time_zone", "unknown_time_zone")],
            ),
            (
                json!({ "time_zone": "+02:00" }),
                &[("/time_zone", "unknown_time_zone")],
            ),
            (
                json!({ "time_zone": "Europe/Berlin\0" }),
                &[("/time_zone", "unknown_time_zone")],
            ),
            (
                json!({ "time_zone": "../../etc/passwd" }),
                &[("/time_zone", "unknown_time_zone")],
            ),
            (
                json!({ "time_zone": "Europe/Berlin", "email": "bob@example.org" }),
                &[("/email", "unknown_field")],
            ),
            (
                json!({ "id": 1, "time_zone": "" }),
                &[
                    ("/id", "unknown_field"),
                    ("/time_zone", "unknown_time_zone"),
                ],
            ),
            (json!([]), &[("", "wrong_type")]),
        ] {
            user.patch(ME, &body).await.assert_invalid(errors);
        }
        assert_eq!(user.get(ME).await.essence(), before.essence());
    }
}
