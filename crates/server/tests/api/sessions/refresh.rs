//! `POST /auth/refresh` and `POST /auth/logout`, which use the cookie.

use errand_test_support::{Login, PASSWORD, TestApp, on_both_databases};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

const REFRESH: &str = "/api/v1/auth/refresh";

on_both_databases! {
    async fn the_cookie_is_limited_to_this_host_and_hidden_from_scripts(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let account = json!({ "email": user.email, "password": PASSWORD });
        let login = app.post("/api/v1/auth/login", &account).await;
        let cookie = login.header("set-cookie");
        let attributes: Vec<_> = cookie.split("; ").skip(1).collect();
        // Plain HTTP to this machine is the only case without `Secure`.
        for expected in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"] {
            assert!(attributes.contains(&expected), "{cookie}");
        }
        assert_eq!(attributes.len(), 4, "{cookie}");
        let request = app.request(Method::POST, "/api/v1/auth/login").json(&account);
        let elsewhere = app.send(request.header("host", "errand.example.org")).await;
        let elsewhere = elsewhere.header("set-cookie");
        assert!(elsewhere.starts_with("__Host-errand_refresh=") && elsewhere.contains("; Secure"));
        // A cookie is read under the name it was set with.
        let cookie_of = |set: &str| set.split(';').next().unwrap().to_owned();
        for (host, set, expected) in [
            ("errand.example.org", elsewhere, 200),
            ("errand.example.org", cookie, 401),
            ("localhost", cookie, 200),
        ] {
            let request = app.request(Method::POST, "/api/v1/auth/refresh").json(&json!({}));
            let request = request.header("sec-fetch-site", "same-origin").header("host", host);
            app.send(request.header("cookie", cookie_of(set))).await.assert_status(expected);
        }
        // The token is only in the cookie, and only its digest is stored.
        let secret = cookie.split(['=', ';']).nth(1).unwrap();
        assert_eq!(secret.len(), 139);
        assert!(!login.body.contains(&secret[32..96]));
    }

    async fn a_refresh_returns_a_new_token_of_the_same_session_and_a_new_cookie(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let response = app.refresh(&user.cookie).await;
        response.assert_fields(&["access_token", "token_type"]);
        let next = Login::of(&response);
        assert_ne!(next.cookie, user.cookie);
        let sid = |token: &str| crate::forge::claims(token)["sid"].clone();
        assert_eq!(sid(&next.token), sid(&user.token));
        let me = app.request(Method::GET, "/api/v1/users/me");
        app.send(me.bearer_auth(&next.token)).await.assert_status(200);
        app.refresh(&next.cookie).await.assert_status(200);
    }

    async fn simultaneous_refreshes_receive_the_same_successor(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let refreshes = join_all((0..50).map(|_| app.refresh(&user.cookie))).await;
        let mut cookies: Vec<_> = refreshes.iter().map(|one| Login::of(one).cookie).collect();
        cookies.sort_unstable();
        cookies.dedup();
        assert_eq!(cookies.len(), 1);
        app.refresh(&cookies[0]).await.assert_status(200);
        let live = "SELECT CAST(COUNT(*) AS text) FROM sessions";
        assert_eq!(app.database.query_text(live).await, "1");
    }

    async fn a_reused_token_ends_the_session_for_the_thief_and_the_user(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let first = Login::of(&app.refresh(&user.cookie).await);
        let second = Login::of(&app.refresh(&first.cookie).await);
        let stolen = app.refresh(&user.cookie).await;
        stolen.assert_problem(401, "invalid_session");
        // A refresh that fails never clears the cookie of one that succeeded.
        assert_eq!(stolen.header("set-cookie"), "");
        app.refresh(&second.cookie).await.assert_problem(401, "invalid_session");
        user.get("/api/v1/users/me").await.assert_problem(401, "unauthenticated");
        let again = app.log_in(&user.email, PASSWORD).await;
        let events = app.request(Method::GET, "/api/v1/users/me/events");
        let events = app.send(events.bearer_auth(again.token)).await.json();
        assert_eq!(events["items"][1]["kind"], "refresh_token_reused");
    }

    async fn without_a_valid_cookie_there_is_no_token(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let (name, value) = user.cookie.split_once('=').unwrap();
        for cookie in [
            "",
            "other=1",
            name,
            &format!("{name}="),
            &format!("{name}={}", &value[1..]),
            &format!("{name}={}", "0".repeat(139)),
            &format!("{name}={}{}", "0".repeat(32), &value[32..]),
            // The id is in every log line, so anybody could invent the rest.
            &format!("{name}={}{}", &value[..32], "0".repeat(64)),
            &format!("{name}={}{}{}", &value[..32], "0".repeat(64), &value[96..]),
            &format!("{name}={}{}", &value[..96], "A".repeat(43)),
            &format!("{name}={value}; {name}=planted"),
            &format!("{name}=planted; {name}={value}"),
            &format!("{name}={value}; {name}={value}"),
        ] {
            let refused = app.refresh(cookie).await;
            refused.assert_problem(401, "invalid_session");
            assert_eq!(refused.header("www-authenticate"), r#"Bearer realm="errand""#);
        }
        app.refresh(&user.cookie).await.assert_status(200);
    }

    async fn requests_from_other_origins_or_without_one_are_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for path in [REFRESH, "/api/v1/auth/logout"] {
            for (name, value) in [
                ("origin", "https://evil.example"),
                ("origin", "null"),
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("x-other", "1"),
            ] {
                let request = app.request(Method::POST, path).json(&json!({}));
                let request = request.header("cookie", &user.cookie).header(name, value);
                app.send(request).await.assert_problem(403, "foreign_origin");
            }
            let form = app.request(Method::POST, path).body("a=b");
            let form = form.header("origin", &app.url).header("cookie", &user.cookie);
            app.send(form).await.assert_problem(415, "unsupported_media_type");
        }
        app.refresh(&user.cookie).await.assert_status(200);
    }

    async fn logging_out_ends_the_session_and_can_be_repeated(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for _ in 0..2 {
            let out = app.log_out(&user.cookie).await;
            out.assert_status(204);
            assert!(out.header("set-cookie").starts_with("errand_refresh=; "));
            assert!(out.header("set-cookie").contains("Max-Age=0"));
        }
        user.get("/api/v1/users/me").await.assert_problem(401, "unauthenticated");
        app.refresh(&user.cookie).await.assert_problem(401, "invalid_session");
    }
}
