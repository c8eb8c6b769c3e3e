//! `PUT /users/me/email`: a change waits for the link sent to the new email, and the answer does not
//! reveal whether that email has an account.

use errand_test_support::{MailServer, PASSWORD, Response, TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use crate::email_tokens::{app_with, app_with_mail};

const ME: &str = "/api/v1/users/me";
const EMAIL: &str = "/api/v1/users/me/email";
const VERIFY: &str = "/api/v1/auth/email-verification";
const LOGIN: &str = "/api/v1/auth/login";

const ADA: &str = "ada@example.org";
const NEW: &str = "new@example.org";
const NEW_PASSWORD: &str = "staple battery horse";
const NOTICE: &str = "Subject: Your Errand email was changed";

async fn change(user: &TestUser<'_>, email: &str) -> Response {
    let change = json!({ "email": email, "current_password": PASSWORD });
    user.put(EMAIL, &change).await
}

async fn open(app: &TestApp, token: &str) -> Response {
    app.post(VERIFY, &json!({ "token": token })).await
}

/// The token of the only link that was sent to this email.
async fn token(server: &MailServer, email: &str) -> String {
    server.mails_to(email, 1).await[0].token()
}

fn kinds(events: &[Value]) -> Vec<&str> {
    let kinds = events.iter().map(|event| event["kind"].as_str().unwrap());
    kinds.collect()
}

on_both_databases! {
    async fn a_change_waits_for_the_link_sent_to_the_new_email_and_the_old_one_is_notified(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        open(&app, &token(&server, ADA).await).await.assert_status(204);
        let mut expected = ada.get(ME).await.json();
        assert_eq!(expected["pending_email"], Value::Null);

        let pending = change(&ada, "New@example.org").await;
        pending.assert_status(202);
        expected["pending_email"] = json!("New@example.org");
        assert_eq!(pending.json(), expected);
        assert_eq!(ada.get(ME).await.json(), expected);
        assert_eq!(ada.patch(ME, &json!({})).await.json(), expected);
        assert_eq!(ada.get("/api/v1/users/me/export").await.json()["account"], expected);
        app.log_in(ADA, PASSWORD).await;
        let new = json!({ "email": NEW, "password": PASSWORD });
        app.post(LOGIN, &new).await.assert_problem(401, "invalid_credentials");

        let link = token(&server, "New@example.org").await;
        open(&app, &link).await.assert_status(204);
        expected["email"] = json!("New@example.org");
        expected["pending_email"] = Value::Null;
        assert_eq!(ada.get(ME).await.json(), expected);
        app.log_in(NEW, PASSWORD).await;
        let old = json!({ "email": ADA, "password": PASSWORD });
        app.post(LOGIN, &old).await.assert_problem(401, "invalid_credentials");
        let told = server.mails_to(ADA, 2).await.remove(1);
        assert!(told.message.contains(NOTICE), "{told:?}");
        assert!(!told.text.contains("token"), "{told:?}");

        // Opening the link again changes nothing.
        open(&app, &link).await.assert_status(204);
        assert_eq!(ada.get(ME).await.json(), expected);
        let events = ada.items("/api/v1/users/me/events").await;
        let expected = [
            "logged_in", "email_changed", "logged_in", "email_change_requested", "email_verified",
            "logged_in", "signed_up",
        ];
        assert_eq!(kinds(&events), expected);
        app.user_named(ADA).await;
        assert_eq!(server.mails_to(ADA, 3).await.len(), 3);
    }

    async fn the_answer_is_the_same_whether_the_new_email_has_an_account_or_not(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        app.user_named("bob@example.org").await;
        let mut answers = Vec::new();
        for email in ["bob@example.org", NEW] {
            let answer = change(&ada, email).await;
            let account = ada.get(ME).await;
            let told = format!("{}\n{}", answer.essence(), account.essence());
            answers.push((answer.status, told.replace(email, "[email]")));
        }
        assert_eq!(answers[0].0, 202);
        assert_eq!(answers[0], answers[1]);
        let rows = "SELECT CAST(COUNT(*) AS text) FROM events WHERE kind = 'email_change_requested'";
        assert_eq!(app.database.query_text(rows).await, "2");

        // The owner gets no link, but an explanation.
        let mails = server.mails_to("bob@example.org", 2).await;
        let subject = "Subject: You already have an Errand account";
        let told = mails.iter().find(|mail| mail.message.contains(subject));
        let told = told.unwrap_or_else(|| panic!("{mails:?}"));
        assert!(told.text.contains("https://errand.example.org/sign-in"), "{told:?}");
        assert!(!told.text.contains("token"), "{told:?}");
    }

    async fn a_pending_email_can_still_sign_up_and_only_opening_the_link_reveals_it(
        database: TestDatabase,
    ) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        change(&ada, NEW).await.assert_status(202);
        let link = token(&server, NEW).await;
        let before = ada.get(ME).await.essence();
        let owner = app.user_named(NEW).await;
        assert_eq!(ada.get(ME).await.essence(), before);
        open(&app, &link).await.assert_problem(409, "email_taken");
        assert_eq!(ada.get(ME).await.essence(), before);
        assert_eq!(owner.get(ME).await.json()["email"], NEW);
        app.log_in(ADA, PASSWORD).await;
        let verifies = server.mails_to(NEW, 2).await.remove(1).token();
        open(&app, &verifies).await.assert_status(204);
    }

    async fn a_verified_account_never_gets_an_unverified_email_where_verification_is_required(
        database: TestDatabase,
    ) {
        let (app, server) = app_with(database, true).await;
        let account = json!({ "email": ADA, "password": PASSWORD });
        app.post("/api/v1/auth/signup", &account).await.assert_status(201);
        open(&app, &token(&server, ADA).await).await.assert_status(204);
        let session = app.log_in(ADA, PASSWORD).await;
        let me = || app.request(reqwest::Method::GET, ME).bearer_auth(&session.token);
        let request = app.request(reqwest::Method::PUT, EMAIL).bearer_auth(&session.token);
        let body = json!({ "email": NEW, "current_password": PASSWORD });
        app.send(request.json(&body)).await.assert_status(202);
        for email in [ADA, NEW] {
            let account = app.send(me()).await.json();
            assert_eq!((&account["email"], &account["email_verified"]), (&json!(email), &json!(true)));
            app.log_in(email, PASSWORD).await;
            open(&app, &token(&server, NEW).await).await.assert_status(204);
        }
    }

    async fn a_new_password_ends_a_pending_change_and_the_user_is_notified(database: TestDatabase) {
        let (app, server) = app_with_mail(database).await;
        let ada = app.user_named(ADA).await;
        change(&ada, NEW).await.assert_status(202);
        let link = token(&server, NEW).await;
        let password = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
        ada.put("/api/v1/users/me/password", &password).await.assert_status(204);
        open(&app, &link).await.assert_invalid(&[("/token", "invalid_token")]);
        let account = ada.get(ME).await.json();
        assert_eq!((&account["email"], &account["pending_email"]), (&json!(ADA), &Value::Null));
        let told = server.mails_to(ADA, 2).await.remove(1);
        let subject = "Subject: Your Errand password was changed";
        assert!(told.message.contains(subject), "{told:?}");

        let reset = json!({ "email": ADA });
        app.post("/api/v1/auth/password-reset", &reset).await.assert_status(202);
        let token = server.mails_to(ADA, 3).await.remove(2).token();
        let confirm = json!({ "token": token, "password": PASSWORD });
        app.post("/api/v1/auth/password-reset/confirm", &confirm).await.assert_status(204);
        let told = server.mails_to(ADA, 4).await.remove(3);
        assert!(told.message.contains(subject), "{told:?}");
    }

    async fn changes_and_mails_of_an_account_are_limited_whatever_the_email(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, |settings| settings.auth.throttling.account.burst = 2).await;
        let (ada, bob) = (app.user_named(ADA).await, app.user_named("bob@example.org").await);
        for number in 0..2 {
            change(&ada, &format!("new{number}@example.org")).await.assert_status(200);
        }
        let refused = change(&ada, NEW).await;
        refused.assert_problem(429, "too_many_requests");
        let after: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=600).contains(&after), "{after}");
        assert!(refused.header("ratelimit").starts_with("\"account-email\""));
        // Each kind is counted separately, and so is each account.
        let again = "/api/v1/users/me/email-verification";
        ada.post(again, &json!({})).await.assert_status(202);
        ada.post(again, &json!({})).await.assert_problem(429, "too_many_requests");
        let same = json!({ "current_password": PASSWORD, "new_password": PASSWORD });
        for status in [204, 204, 429] {
            ada.put("/api/v1/users/me/password", &same).await.assert_status(status);
        }
        change(&bob, NEW).await.assert_status(200);
    }
}
