//! The limits, by address, by account and by user.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::json;

use super::{assert_throttled, limited, log_in};
use crate::users::SIGNUP;

on_both_databases! {
    async fn an_account_allows_five_attempts_from_anywhere_whether_or_not_it_exists(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        app.user_named("ada@example.org").await;
        for email in ["Ada@example.org", "nobody@example.org"] {
            for attempt in 1..=5 {
                let address = format!("192.0.2.{attempt}");
                log_in(&app, &address, email, "wrong horse")
                    .await
                    .assert_problem(401, "invalid_credentials");
            }
            let refused = log_in(&app, "198.51.100.1", email, PASSWORD).await;
            assert_throttled(&refused, "password");
        }
        // Other accounts are not affected.
        app.user_named("bob@example.org").await;
    }

    async fn the_right_password_clears_the_failures_of_its_account_only(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        app.user_named("ada@example.org").await;
        app.user_named("bob@example.org").await;
        let wrong = async |email| {
            for attempt in 1..=4 {
                log_in(&app, &format!("192.0.2.{attempt}"), email, "wrong").await.assert_status(401);
            }
        };
        wrong("ada@example.org").await;
        wrong("bob@example.org").await;
        log_in(&app, "192.0.2.9", "ada@example.org", PASSWORD).await.assert_status(200);
        wrong("ada@example.org").await;
        log_in(&app, "192.0.2.9", "bob@example.org", "wrong").await.assert_status(401);
        let refused = log_in(&app, "192.0.2.9", "bob@example.org", PASSWORD).await;
        assert_throttled(&refused, "password");
    }

    async fn an_address_or_ipv6_network_is_limited_to_ten_logins(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        for (first, same, other) in [
            ("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"),
            ("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1"),
        ] {
            for attempt in 0..10 {
                let email = format!("{attempt}@example.org");
                log_in(&app, first, &email, "wrong").await.assert_status(401);
            }
            assert_throttled(&log_in(&app, same, "ada@example.org", "wrong").await, "login");
            log_in(&app, other, "ada@example.org", "wrong").await.assert_status(401);
        }
        // Logins and sign-ups are counted separately.
        let account = json!({ "email": "ada@example.org", "password": PASSWORD });
        let request = app.request(Method::POST, SIGNUP).json(&account);
        let request = request.header("x-forwarded-for", "192.0.2.1");
        app.send(request).await.assert_status(201);
    }

    async fn an_address_is_limited_to_five_signups_an_hour(database: TestDatabase) {
        let app = TestApp::with(database, limited).await;
        let sign_up = async |number: u32| {
            let account = json!({ "email": format!("{number}@example.org"), "password": PASSWORD });
            app.post(SIGNUP, &account).await
        };
        for number in 0..5 {
            sign_up(number).await.assert_status(201);
        }
        assert_throttled(&sign_up(5).await, "signup");
    }

    async fn wrong_confirming_passwords_are_counted_too(database: TestDatabase) {
        let app = TestApp::with(database, limited).await;
        let user = app.user().await;
        let delete = async |password: &str| {
            let body = json!({ "current_password": password });
            user.call(Method::DELETE, "/api/v1/users/me", Some(&body)).await
        };
        for _ in 0..5 {
            delete("wrong").await.assert_problem(403, "wrong_password");
        }
        assert_throttled(&delete(PASSWORD).await, "password");
        user.get("/api/v1/users/me").await.assert_status(200);
        // Wrong guesses with a token of the account do not pause its logins, or the other way
        // around.
        app.log_in(&user.email, PASSWORD).await;
    }

    async fn guessing_does_not_stop_the_user_from_changing_the_password(database: TestDatabase) {
        let app = TestApp::with(database, limited).await;
        let user = app.user().await;
        for attempt in 1..=5 {
            log_in(&app, &format!("192.0.2.{attempt}"), &user.email, "wrong").await;
        }
        assert_throttled(&log_in(&app, "192.0.2.9", &user.email, PASSWORD).await, "password");
        let change = json!({ "current_password": PASSWORD, "new_password": "staple battery horse" });
        user.put("/api/v1/users/me/password", &change).await.assert_status(204);
    }

    async fn a_user_is_limited_to_ten_confirmations_even_with_the_right_password(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let token = json!({ "name": "a", "scopes": ["account"], "current_password": PASSWORD });
        for _ in 0..10 {
            ada.post("/api/v1/users/me/tokens", &token).await.assert_status(201);
        }
        assert_throttled(&ada.post("/api/v1/users/me/tokens", &token).await, "confirmation");
        for (method, path, body) in [
            (Method::PUT, "/password", json!({ "current_password": PASSWORD, "new_password": "staple battery" })),
            (Method::PUT, "/email", json!({ "current_password": PASSWORD, "email": "new@example.org" })),
            (Method::DELETE, "", json!({ "current_password": PASSWORD })),
        ] {
            let path = format!("/api/v1/users/me{path}");
            assert_throttled(&ada.call(method, &path, Some(&body)).await, "confirmation");
        }
        bob.post("/api/v1/users/me/tokens", &token).await.assert_status(201);
    }

    async fn a_user_over_the_request_limit_is_refused_and_others_are_not(database: TestDatabase) {
        let app = TestApp::with(database, |settings| {
            settings.auth.throttling.requests.burst = 3;
            settings.auth.throttling.requests.per_second = 1;
        })
        .await;
        let (ada, bob) = (app.user_named("ada@example.org").await, app.user().await);
        let mut answers = Vec::new();
        while answers.len() < 50 {
            let answer = ada.get("/api/v1/tags").await;
            if answer.status == 429 {
                assert_throttled(&answer, "requests");
                break;
            }
            answers.push(answer.status);
        }
        assert!(answers.len() < 50 && answers.iter().all(|status| *status == 200));
        bob.get("/api/v1/tags").await.assert_status(200);
    }
}
