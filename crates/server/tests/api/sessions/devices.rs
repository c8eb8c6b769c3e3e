//! Logging in from a known device while strangers guess.

use errand_test_support::{Login, PASSWORD, Response, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::json;

use super::LOGIN;
use crate::throttles::{assert_throttled, limited, log_in};

const EMAIL: &str = "ada@example.org";

/// A login to the account of `ada`, with this cookie.
async fn log_in_with(app: &TestApp, cookie: &str, password: &str) -> Response {
    let account = json!({ "email": EMAIL, "password": password });
    let request = app.request(Method::POST, LOGIN).json(&account);
    // One address suffices: the limit per address is higher.
    app.send(
        request
            .header("cookie", cookie)
            .header("x-forwarded-for", "198.51.100.1"),
    )
    .await
}

/// Guesses until strangers are paused.
async fn pause_strangers(app: &TestApp) {
    for attempt in 1..=5 {
        let guess = log_in(app, &format!("192.0.2.{attempt}"), EMAIL, "wrong").await;
        guess.assert_problem(401, "invalid_credentials");
    }
    assert_throttled(&log_in(app, "192.0.2.9", EMAIL, PASSWORD).await, "password");
}

on_both_databases! {
    async fn the_owner_logs_in_from_a_known_device_while_strangers_are_paused(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        app.user_named(EMAIL).await;
        app.user_named("bob@example.org").await;
        let known = app.log_in(EMAIL, PASSWORD).await.device;
        let bobs = app.log_in("bob@example.org", PASSWORD).await.device;
        pause_strangers(&app).await;

        let (name, value) = known.split_once('=').unwrap();
        for stranger in [
            "",
            &bobs,
            name,
            &format!("{name}={}", "0".repeat(75)),
            &format!("{name}={}{}", &value[..32], "A".repeat(43)),
            &format!("{name}={}{}", "0".repeat(32), &value[32..]),
            &format!("{known}; {name}=planted"),
            &format!("{known}; {known}"),
        ] {
            let refused = log_in_with(&app, stranger, PASSWORD).await;
            assert_throttled(&refused, "password");
        }
        // Repeatedly, and without unpausing the strangers.
        let next = Login::of(&log_in_with(&app, &known, PASSWORD).await).device;
        assert_eq!(next, known);
        log_in_with(&app, &next, PASSWORD).await.assert_status(200);
        assert_throttled(&log_in(&app, "192.0.2.9", EMAIL, PASSWORD).await, "password");
    }

    async fn a_stolen_device_token_yields_no_extra_guesses_and_pauses_nobody_else(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        app.user_named(EMAIL).await;
        let stolen = app.log_in(EMAIL, PASSWORD).await.device;
        let other = app.log_in(EMAIL, PASSWORD).await.device;
        for _ in 0..5 {
            log_in_with(&app, &stolen, "wrong").await.assert_problem(401, "invalid_credentials");
        }
        assert_throttled(&log_in_with(&app, &stolen, PASSWORD).await, "password");
        log_in_with(&app, &other, PASSWORD).await.assert_status(200);
        log_in(&app, "192.0.2.1", EMAIL, PASSWORD).await.assert_status(200);
    }

    async fn a_device_stays_known_after_a_password_change_and_its_count_restarts(
        database: TestDatabase,
    ) {
        const NEW_PASSWORD: &str = "staple battery horse";
        let app = TestApp::with(database, limited).await;
        let user = app.user_named(EMAIL).await;
        let known = app.log_in(EMAIL, PASSWORD).await.device;
        for _ in 0..5 {
            log_in_with(&app, &known, "wrong").await.assert_status(401);
        }
        assert_throttled(&log_in_with(&app, &known, PASSWORD).await, "password");
        let change = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
        user.put("/api/v1/users/me/password", &change).await.assert_status(204);
        pause_strangers(&app).await;
        log_in_with(&app, &known, NEW_PASSWORD).await.assert_status(200);
    }

    async fn the_device_cookie_outlives_the_session_and_is_hidden_from_scripts(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user_named(EMAIL).await;
        let set = |response: &Response| {
            let cookies = response.headers.get_all("set-cookie").into_iter();
            let cookies = cookies.map(|cookie| cookie.to_str().unwrap().to_owned());
            cookies.filter(|cookie| cookie.contains("errand_device")).collect::<Vec<_>>()
        };
        let login = log_in_with(&app, "", PASSWORD).await;
        let cookie = set(&login).concat();
        let attributes: Vec<_> = cookie.split("; ").skip(1).collect();
        // `Secure` is omitted only for plain HTTP to the same machine.
        for expected in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=34560000"] {
            assert!(attributes.contains(&expected), "{cookie}");
        }
        assert_eq!(attributes.len(), 4, "{cookie}");
        assert!(!cookie.contains(&user.id.replace('-', "")), "{cookie}");
        let account = json!({ "email": EMAIL, "password": PASSWORD });
        let request = app.request(Method::POST, LOGIN).json(&account);
        let elsewhere = app.send(request.header("host", "errand.example.org")).await;
        let cookie = set(&elsewhere).concat();
        assert!(cookie.starts_with("__Host-errand_device=") && cookie.contains("; Secure"));
        // Only a login sets it, and nothing removes it.
        for response in [
            log_in_with(&app, "", "wrong").await,
            app.refresh(&user.cookie).await,
            app.log_out(&user.cookie).await,
        ] {
            assert_eq!(set(&response), [""; 0]);
        }
    }
}
