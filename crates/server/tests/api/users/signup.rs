//! `POST /auth/signup`.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use futures_util::future::join_all;
use serde_json::json;

use super::SIGNUP;
use crate::sessions::LOGIN;

on_both_databases! {
    async fn a_signup_creates_an_account_and_returns_its_id_email_and_creation_time(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let email = "Ada.Lovelace+errand@Example.ORG";
        let response = app
            .post(SIGNUP, &json!({ "email": email, "password": PASSWORD }))
            .await;
        response.assert_status(201);
        let account = response.assert_fields(&["id", "email", "created_at"]);
        assert_eq!(account["email"], email);
        assert_eq!(
            account["id"].as_str().unwrap().as_bytes()[14],
            b'7',
            "a UUIDv7"
        );
        assert!(account["created_at"].as_str().unwrap().ends_with('Z'));
        assert_eq!(response.header("content-type"), "application/json");
        assert_eq!(response.header("cache-control"), "no-store");
    }

    async fn all_spellings_of_an_email_belong_to_one_account(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for (email, same, other) in [
            ("ada@example.org", "ADA@Example.ORG", "ada+x@example.org"),
            (
                "ada@bücher.example",
                "ada@XN--BCHER-KVA.example",
                "ada@bucher.example",
            ),
            ("Éva@example.org", "éva@example.org", "eva@example.org"),
        ] {
            app.user_named(email).await;
            for taken in [email, same] {
                let account = json!({ "email": taken, "password": PASSWORD });
                app.post(SIGNUP, &account)
                    .await
                    .assert_problem(409, "email_taken");
            }
            app.user_named(other).await;
            app.log_in(same, PASSWORD).await;
        }
    }

    async fn white_space_around_an_email_is_ignored(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for (number, space) in ["\u{a0}", " ", "\t", "\u{3000}", "\u{2028}"].iter().enumerate() {
            let email = format!("ada{number}@example.org");
            let padded = format!("{space}{email}{space}{space}");
            let account = json!({ "email": padded, "password": PASSWORD });
            let made = app.post(SIGNUP, &account).await;
            made.assert_status(201);
            assert_eq!(made.json()["email"], email);
            let taken = json!({ "email": email, "password": PASSWORD });
            app.post(SIGNUP, &taken).await.assert_problem(409, "email_taken");
            app.post(LOGIN, &account).await.assert_status(200);
            app.log_in(&email, PASSWORD).await;
        }
    }

    async fn thirty_simultaneous_signups_for_one_email_create_one_account(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let sign_up = async |number: usize| {
            let email = if number.is_multiple_of(2) {
                "ada@example.org"
            } else {
                "Ada@Example.org"
            };
            app.post(SIGNUP, &json!({ "email": email, "password": PASSWORD }))
                .await
        };
        let responses = join_all((0..30).map(sign_up)).await;
        let (made, refused): (Vec<_>, Vec<_>) = responses
            .iter()
            .partition(|response| response.status == 201);
        assert_eq!(made.len(), 1);
        for response in refused {
            response.assert_problem(409, "email_taken");
        }
        let count = "SELECT CAST(count(*) AS text) FROM users";
        assert_eq!(app.database.query_text(count).await, "1");
    }

    async fn all_errors_are_reported_at_once(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let cases = [
            (
                json!({ "email": "ada", "password": "short" }),
                &[("/email", "invalid_email"), ("/password", "too_short")][..],
            ),
            (
                json!({}),
                &[("/email", "missing"), ("/password", "missing")],
            ),
            (
                json!({ "email": 1, "password": null }),
                &[("/email", "wrong_type"), ("/password", "wrong_type")],
            ),
            (
                json!({ "email": "ada@example.org", "password": PASSWORD, "is_admin": true }),
                &[("/is_admin", "unknown_field")],
            ),
            (
                json!({ "emial": "ada@example.org", "password": 1 }),
                &[
                    ("/emial", "unknown_field"),
                    ("/email", "missing"),
                    ("/password", "wrong_type"),
                ],
            ),
            (json!([]), &[("", "wrong_type")]),
            (json!(null), &[("", "wrong_type")]),
        ];
        for (body, errors) in cases {
            app.post(SIGNUP, &body).await.assert_invalid(errors);
        }
    }

    async fn an_invalid_email_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let long = format!("{}@example.org", "a".repeat(65));
        for email in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "a@b@example.org",
            "ada@localhost",
            "a da@example.org",
            "a\0@example.org",
            "ﬁ@example.org",
            "ada@example.org\r\nBcc: b@example.org",
            &long,
        ] {
            let response = app
                .post(SIGNUP, &json!({ "email": email, "password": PASSWORD }))
                .await;
            response.assert_invalid(&[("/email", "invalid_email")]);
        }
    }

    async fn a_weak_password_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let long = "é".repeat(129);
        for (password, code) in [
            ("1234567", "too_short"),
            ("ééééééé", "too_short"),
            (long.as_str(), "too_long"),
            ("password", "common_password"),
            ("PassWord1", "common_password"),
            ("ada.lovelace", "common_password"),
            ("Ada.Lovelace@Example.org", "common_password"),
            ("Errand2026!", "common_password"),
        ] {
            let account = json!({ "email": "Ada.Lovelace@example.org", "password": password });
            app.post(SIGNUP, &account)
                .await
                .assert_invalid(&[("/password", code)]);
        }
    }

    async fn any_other_password_is_accepted_unchanged(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let long = "é".repeat(128);
        for (number, (password, near_miss)) in [
            ("zebra7ct", "Zebra7ct"),
            ("  spaces stay  ", "spaces stay"),
            ("nul\0inside", "nul"),
            (long.as_str(), &long[..2 * 127]),
            ("пароль-из-букв", "пароль-из-Букв"),
        ]
        .into_iter()
        .enumerate()
        {
            let email = format!("user{number}@example.org");
            let account = json!({ "email": email, "password": password });
            app.post(SIGNUP, &account).await.assert_status(201);
            app.log_in(&email, password).await;
            let wrong = json!({ "email": email, "password": near_miss });
            app.post(LOGIN, &wrong)
                .await
                .assert_problem(401, "invalid_credentials");
        }
    }

    async fn the_original_url_returns_the_same_answer(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let account = |email: &str| json!({ "email": email, "password": PASSWORD });
        let response = app.post("/auth/signup", &account("ada@example.org")).await;
        response.assert_status(201);
        response.assert_fields(&["id", "email", "created_at"]);
        for body in [
            account("ada@example.org"),
            account("ada"),
            json!({}),
            json!({ "email": 1, "x": 2 }),
        ] {
            let original = app.post("/auth/signup", &body).await;
            assert_eq!(original.essence(), app.post(SIGNUP, &body).await.essence());
        }
    }
}
