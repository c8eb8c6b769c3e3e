//! Setting a forgotten password by the link that was sent.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use serde_json::json;

use super::{ADA, ME, RESET, SEND_AGAIN, VERIFY, app_with_mail, token};
use crate::sessions::LOGIN;

const CONFIRM: &str = "/api/v1/auth/password-reset/confirm";
const NEW: &str = "staple battery horse";

on_both_databases! {
    async fn a_reset_sets_the_password_once_and_ends_all_sessions(database: TestDatabase) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        let bob = app.user_named("bob@example.org").await;
        let elsewhere = app.log_in(ADA, PASSWORD).await;
        app.post(RESET, &json!({ "email": "\u{a0}ADA@example.org " })).await.assert_status(202);
        // Nothing changes until the link is opened.
        ada.get(ME).await.assert_status(200);
        let confirm = json!({ "token": token(&server, 2).await, "password": NEW });
        app.post(CONFIRM, &confirm).await.assert_status(204);

        ada.get(ME).await.assert_problem(401, "unauthenticated");
        app.refresh(&elsewhere.cookie).await.assert_problem(401, "invalid_session");
        let old = json!({ "email": ADA, "password": PASSWORD });
        app.post(LOGIN, &old).await.assert_problem(401, "invalid_credentials");
        let login = app.log_in(ADA, NEW).await;
        let me = app.request(reqwest::Method::GET, ME).bearer_auth(login.token);
        assert_eq!(app.send(me).await.json()["email_verified"], true);
        bob.get(ME).await.assert_status(200);

        let again = json!({ "token": confirm["token"], "password": "another good one" });
        app.post(CONFIRM, &again).await.assert_invalid(&[("/token", "invalid_token")]);
        app.log_in(ADA, NEW).await;
    }

    async fn a_reset_is_listed_in_the_events(database: TestDatabase) {
        let (app, server) = app_with_mail(database).await;
        app.user_named(ADA).await;
        app.post(RESET, &json!({ "email": ADA })).await.assert_status(202);
        let confirm = json!({ "token": token(&server, 2).await, "password": NEW });
        app.post(CONFIRM, &confirm).await.assert_status(204);
        let kinds = "SELECT CAST(COUNT(*) AS text) FROM events \
                     WHERE kind IN ('password_reset_requested', 'password_reset')";
        assert_eq!(app.database.query_text(kinds).await, "2");
    }

    async fn an_invalid_reset_reports_all_errors_and_consumes_nothing(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        app.user_named(ADA).await;
        let verifies = token(&server, 1).await;
        app.post(RESET, &json!({ "email": ADA })).await.assert_status(202);
        let good = token(&server, 2).await;
        let unknown = "0".repeat(64);
        for (token, password, errors) in [
            (good.as_str(), "short", &[("/password", "too_short")][..]),
            (&good, "ada@example.org", &[("/password", "common_password")]),
            (&unknown, NEW, &[("/token", "invalid_token")]),
            (&verifies, NEW, &[("/token", "invalid_token")]),
            ("", "short", &[("/token", "invalid_token"), ("/password", "too_short")]),
            ("a\0b", NEW, &[("/token", "invalid_token")]),
        ] {
            let confirm = json!({ "token": token, "password": password });
            app.post(CONFIRM, &confirm).await.assert_invalid(errors);
        }
        for token in [&good, &unknown] {
            let refused = app.post(VERIFY, &json!({ "token": token })).await;
            refused.assert_invalid(&[("/token", "invalid_token")]);
        }
        app.log_in(ADA, PASSWORD).await;
        let confirm = json!({ "token": good, "password": NEW });
        app.post(CONFIRM, &confirm).await.assert_status(204);
    }

    async fn a_reset_request_does_not_reveal_whether_an_account_exists(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        app.user_named(ADA).await;
        token(&server, 1).await;
        let mut answers = Vec::new();
        for email in ["bob@example.org", "", "nonsense", "a\0@example.org", ADA] {
            let answer = app.post(RESET, &json!({ "email": email })).await;
            answer.assert_status(202);
            answers.push(answer.essence());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        // The queue is ordered, so an earlier mail would have arrived before hers.
        token(&server, 2).await;
        assert_eq!(server.mails().len(), 2, "{:?}", server.mails());
        let events = "SELECT CAST(COUNT(*) AS text) FROM events \
                      WHERE kind LIKE '%reset%' AND user_id IS NOT NULL";
        assert_eq!(app.database.query_text(events).await, "1");
    }

    async fn the_limit_by_address_refuses_and_the_limit_by_email_stays_silent(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, |settings| {
            settings.auth.throttling.reset.burst = 4;
            settings.auth.throttling.mail.burst = 2;
        })
        .await;
        let ada = app.user_named(ADA).await;
        ada.post(SEND_AGAIN, &json!({})).await.assert_status(202);
        ada.post(SEND_AGAIN, &json!({})).await.assert_problem(429, "too_many_requests");
        let tokens = "SELECT CAST(COUNT(*) AS text) FROM email_tokens WHERE purpose = 'reset_password'";
        for kept in ["1", "2", "2"] {
            app.post(RESET, &json!({ "email": ADA })).await.assert_status(202);
            assert_eq!(app.database.query_text(tokens).await, kept);
        }
        app.post(RESET, &json!({ "email": "bob@example.org" })).await.assert_status(202);
        for email in [ADA, "bob@example.org", "nonsense"] {
            let refused = app.post(RESET, &json!({ "email": email })).await;
            refused.assert_problem(429, "too_many_requests");
        }
    }
}
