//! Verifying an email by the link that was sent to it.

use errand_test_support::{PASSWORD, on_both_databases};
use serde_json::json;

use super::{ADA, ME, RESET, SEND_AGAIN, VERIFY, app_with, app_with_mail, token};
use crate::sessions::LOGIN;
use crate::users::SIGNUP;

on_both_databases! {
    async fn a_signup_sends_a_link_that_verifies_the_email_and_can_be_reopened(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        let bob = app.user_named("bob@example.org").await;
        let mail = server.mails_to(ADA, 1).await.remove(0);
        assert!(mail.text.contains("https://errand.example.org/verify-email#token="));
        assert!(mail.message.contains("From: Errand <errand@localhost.localdomain>"));
        assert_eq!(ada.get(ME).await.json()["email_verified"], false);
        let token = json!({ "token": mail.token() });
        app.post(VERIFY, &token).await.assert_status(204);
        assert_eq!(ada.get(ME).await.json()["email_verified"], true);
        assert_eq!(bob.get(ME).await.json()["email_verified"], false);
        app.post(VERIFY, &token).await.assert_status(204);
        assert_eq!(ada.get(ME).await.json()["email_verified"], true);
        let events = ada.items("/api/v1/users/me/events").await;
        let kinds: Vec<_> = events.iter().map(|event| event["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["email_verified", "logged_in", "signed_up"]);
    }

    async fn a_verification_is_sent_again_until_the_email_is_verified(database: TestDatabase) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        ada.post(SEND_AGAIN, &json!({})).await.assert_status(202);
        let second = token(&server, 2).await;
        app.post(VERIFY, &json!({ "token": second })).await.assert_status(204);
        ada.post(SEND_AGAIN, &json!({})).await.assert_status(202);
        // If it had been sent, it would have arrived before the next one.
        app.post(RESET, &json!({ "email": ADA })).await.assert_status(202);
        let third = server.mails_to(ADA, 3).await.remove(2);
        assert!(third.text.contains("reset-password"), "{third:?}");
    }

    async fn no_link_verifies_a_previous_email(database: TestDatabase) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        let old = json!({ "token": token(&server, 1).await });
        app.post(VERIFY, &old).await.assert_status(204);
        let change = json!({ "email": "new@example.org", "current_password": PASSWORD });
        ada.put("/api/v1/users/me/email", &change).await.assert_status(202);
        app.post(VERIFY, &old).await.assert_status(204);
        let new = server.mails_to("new@example.org", 1).await.remove(0).token();
        app.post(VERIFY, &json!({ "token": new })).await.assert_status(204);
        app.post(VERIFY, &old).await.assert_invalid(&[("/token", "invalid_token")]);
    }

    async fn mails_wait_while_the_server_refuses_them_and_arrive_once(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        server.refuse(true);
        app.user_named(ADA).await;
        server.has_refused().await;
        assert_eq!(server.mails().len(), 0);
        server.refuse(false);
        let token = token(&server, 1).await;
        app.post(VERIFY, &json!({ "token": token })).await.assert_status(204);
        // A sent mail is deleted, so it cannot arrive again.
        app.user_named("bob@example.org").await;
        server.mails_to("bob@example.org", 1).await;
        assert_eq!(server.mails().len(), 2);
    }

    async fn an_unverified_user_cannot_log_in_where_verification_is_required(
        database: TestDatabase,
    ) {
        let (app, server) = app_with(database, true).await;
        let account = json!({ "email": ADA, "password": PASSWORD });
        app.post(SIGNUP, &account).await.assert_status(201);
        app.post(LOGIN, &account).await.assert_problem(403, "email_unverified");
        let wrong = json!({ "email": ADA, "password": "wrong" });
        app.post(LOGIN, &wrong).await.assert_problem(401, "invalid_credentials");
        let token = token(&server, 1).await;
        app.post(VERIFY, &json!({ "token": token })).await.assert_status(204);
        app.log_in(ADA, PASSWORD).await;
    }
}
