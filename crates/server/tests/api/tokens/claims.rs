//! The claims of access tokens.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use super::{ME, ask, assert_refused};
use crate::forge::{claims, claims_with, expired, sign};

/// Checks that copies of the user's token with these claims replaced are refused.
async fn assert_claims_refused(user: &TestUser<'_>, app: &TestApp, claims: &[Value]) {
    for other in claims {
        assert_refused(
            app,
            &sign(&claims_with(&user.token, other)),
            &other.to_string(),
        )
        .await;
    }
}

on_both_databases! {
    async fn a_token_of_a_deleted_user_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user_named("ada@example.org").await;
        user.get(ME).await.assert_status(200);
        app.database
            .execute("DELETE FROM users WHERE email = 'ada@example.org'")
            .await;
        let bad = ask(&app, ["Bearer abc"]).await;
        bad.assert_problem(401, "unauthenticated");
        assert_eq!(user.get(ME).await.essence(), bad.essence());

        let again = app.user_named("ada@example.org").await;
        assert_ne!(again.id, user.id);
        assert_eq!(user.get(ME).await.essence(), bad.essence());
    }

    async fn a_token_is_valid_from_its_issue_to_its_expiry(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let issued = claims(&user.token)["iat"].as_i64().unwrap();
        let good = sign(&claims_with(
            &user.token,
            &json!({ "iat": issued - 60, "exp": issued + 3600 }),
        ));
        ask(&app, [format!("Bearer {good}")])
            .await
            .assert_status(200);

        assert_refused(&app, &expired(&user.token), "expired").await;
        let week = 7 * 24 * 60 * 60;
        assert_claims_refused(
            &user,
            &app,
            &[
                json!({ "iat": issued - week, "exp": issued }),
                json!({ "iat": issued + 3600, "exp": issued + 7200 }),
                json!({ "exp": issued + week + 1 }),
                json!({ "nbf": issued + 3600 }),
                json!({ "iat": 0 }),
                json!({ "exp": i64::MAX }),
                json!({ "exp": u64::MAX }),
                json!({ "iat": i64::MIN, "exp": i64::MAX }),
                json!({ "exp": issued - 1 }),
            ],
        )
        .await;
    }

    async fn every_claim_is_required_and_must_be_ours(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        ask(&app, [format!("Bearer {}", sign(&claims(&user.token)))])
            .await
            .assert_status(200);
        let end = claims(&user.token)["exp"].as_i64().unwrap();
        assert_claims_refused(
            &user,
            &app,
            &[
                json!({ "sub": null }),
                json!({ "iat": null }),
                json!({ "exp": null }),
                json!({ "iss": null }),
                json!({ "aud": null }),
                json!({ "jti": null }),
                json!({ "sub": "ada" }),
                json!({ "sub": "00000000-0000-7000-8000-000000000000" }),
                json!({ "sub": [user.id] }),
                json!({ "iss": "somebody" }),
                json!({ "aud": "another-api" }),
                json!({ "exp": end.to_string() }),
                json!({ "exp": format!("{end}.5").parse::<f64>().unwrap() }),
                json!({ "exp": true }),
            ],
        )
        .await;
        assert_refused(&app, &sign(&json!([])), "an array").await;
        assert_refused(&app, &sign(&json!("claims")), "a text").await;
    }
}
