//! `/auth/email-verification` and `/auth/password-reset`, with a mail server run by the test.

use errand_infrastructure::mail::MailTransport;
use errand_test_support::{MailServer, PASSWORD, TestApp, TestDatabase, on_both_databases};
use serde_json::json;

use super::{LOGIN, SIGNUP};

const ME: &str = "/api/v1/users/me";
const VERIFY: &str = "/api/v1/auth/email-verification";
const SEND_AGAIN: &str = "/api/v1/users/me/email-verification";
const RESET: &str = "/api/v1/auth/password-reset";
const CONFIRM: &str = "/api/v1/auth/password-reset/confirm";

const ADA: &str = "ada@example.org";
const NEW: &str = "staple battery horse";

/// The product and its mail server.
pub(crate) async fn app_with_mail(database: TestDatabase) -> (TestApp, MailServer) {
    app_with(database, false).await
}

pub(crate) async fn app_with(
    database: TestDatabase,
    require_verified_email: bool,
) -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let app = TestApp::with(database, |settings| {
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = server.url().into();
        let public_url = "https://errand.example.org/".to_owned();
        settings.server.public_url = public_url.try_into().unwrap();
        settings.mail.retry_seconds = 1;
        settings.auth.require_verified_email = require_verified_email;
    })
    .await;
    (app, server)
}

/// The token in the last of this many mails to `ada`.
async fn token(server: &MailServer, count: usize) -> String {
    let mails = server.mails_to(ADA, count).await;
    assert_eq!(mails.len(), count, "{mails:?}");
    mails[count - 1].token()
}

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
