//! `/auth/sessions`: listing and ending sessions.

use errand_test_support::{Login, PASSWORD, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

const SESSIONS: &str = "/api/v1/auth/sessions";

on_both_databases! {
    async fn every_login_is_a_session_and_the_list_marks_the_current_one(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let mut user = app.user().await;
        let request = app.request(reqwest::Method::POST, "/api/v1/auth/login");
        let account = json!({ "email": user.email, "password": PASSWORD });
        let request = request.header("user-agent", "Phone/1.0").json(&account);
        app.send(request).await.assert_status(200);
        user.token = app.log_in(&user.email, PASSWORD).await.token;

        let list = user.get(SESSIONS).await;
        let list = list.assert_fields(&["items", "next_cursor"]);
        assert_eq!(list["next_cursor"], Value::Null);
        let sessions = list["items"].as_array().unwrap();
        assert_eq!(sessions.len(), 3);
        let own: Vec<_> = sessions.iter().map(|session| &session["is_current"]).collect();
        assert_eq!(own, [true, false, false]);
        assert_eq!(sessions[1]["device"], "Phone/1.0");
        for session in sessions {
            assert_eq!(session["address_prefix"], "127.0.0.0/24");
            assert_eq!(session.as_object().unwrap().len(), 7);
        }
    }

    async fn a_login_ends_the_previous_session_of_the_browser(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let log_in = async |password| {
            let account = json!({ "email": user.email, "password": password });
            let request = app.request(Method::POST, "/api/v1/auth/login").json(&account);
            app.send(request.header("cookie", &user.cookie)).await
        };
        log_in("wrong horse battery").await.assert_status(401);
        user.get("/api/v1/tags").await.assert_status(200);
        let next = Login::of(&log_in(PASSWORD).await);
        user.get("/api/v1/tags").await.assert_status(401);
        app.refresh(&user.cookie).await.assert_status(401);
        app.refresh(&next.cookie).await.assert_status(200);
    }

    async fn ending_a_session_revokes_its_tokens_and_no_others(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let other = app.log_in(&user.email, PASSWORD).await;
        let sessions = user.items(SESSIONS).await;
        let theirs = sessions.iter().find(|session| session["is_current"] == false).unwrap();
        let path = format!("{SESSIONS}/{}", theirs["id"].as_str().unwrap());
        user.delete(&path).await.assert_status(204);
        let me = app.request(reqwest::Method::GET, "/api/v1/users/me");
        app.send(me.bearer_auth(&other.token))
            .await
            .assert_problem(401, "unauthenticated");
        app.refresh(&other.cookie)
            .await
            .assert_problem(401, "invalid_session");
        user.get("/api/v1/users/me").await.assert_status(200);
        user.delete(&path).await.assert_problem(404, "session_not_found");
    }

    async fn ending_all_other_sessions_keeps_the_current_one(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (user, bob) = (app.user().await, app.user().await);
        app.log_in(&user.email, PASSWORD).await;
        app.log_in(&user.email, PASSWORD).await;
        user.delete(SESSIONS).await.assert_status(204);
        assert_eq!(user.items(SESSIONS).await.len(), 1);
        assert_eq!(bob.items(SESSIONS).await.len(), 1);
    }

    async fn a_session_ends_after_a_week_without_use_or_after_a_month(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let idle = app.user().await;
        let old = app.user().await;
        for (user, column) in [(&idle, "last_used_at"), (&old, "created_at")] {
            user.get("/api/v1/users/me").await.assert_status(200);
            let id = user.id.replace('-', "");
            let owner = if app.database.is_postgres() {
                format!("'{id}'")
            } else {
                format!("x'{id}'")
            };
            let update = format!("UPDATE sessions SET {column} = '2026-01-01 00:00:00+00:00' WHERE user_id = {owner}");
            app.database.execute(&update).await;
            user.get("/api/v1/users/me").await.assert_problem(401, "unauthenticated");
            app.refresh(&user.cookie).await.assert_problem(401, "invalid_session");
        }
    }

    async fn an_access_token_without_its_session_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let sid = json!({ "sid": "019b0000-0000-7000-8000-000000000000" });
        let forged = crate::forge::sign(&crate::forge::claims_with(&user.token, &sid));
        let me = app.request(reqwest::Method::GET, "/api/v1/users/me");
        app.send(me.bearer_auth(forged))
            .await
            .assert_problem(401, "unauthenticated");
        // A user's token is not valid with another user's session either.
        let other = app.user().await;
        let theirs = crate::forge::claims(&other.token)["sid"].clone();
        let mixed = crate::forge::claims_with(&user.token, &json!({ "sid": theirs }));
        let me = app.request(reqwest::Method::GET, "/api/v1/users/me");
        app.send(me.bearer_auth(crate::forge::sign(&mixed)))
            .await
            .assert_problem(401, "unauthenticated");
    }
}
