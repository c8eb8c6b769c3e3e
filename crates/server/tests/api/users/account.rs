//! `/users/me`: changing the password and the email, deleting the account, and its events.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

const NEW_PASSWORD: &str = "staple battery horse";

on_both_databases! {
    async fn changing_the_password_ends_the_other_sessions_and_the_old_password(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let other = app.log_in(&user.email, PASSWORD).await;
        let change = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
        user.put("/api/v1/users/me/password", &change).await.assert_status(204);
        user.get("/api/v1/users/me").await.assert_status(200);
        app.refresh(&user.cookie).await.assert_status(200);
        app.refresh(&other.cookie).await.assert_problem(401, "invalid_session");
        let me = app.request(Method::GET, "/api/v1/users/me").bearer_auth(&other.token);
        app.send(me).await.assert_problem(401, "unauthenticated");
        let old = json!({ "email": user.email, "password": PASSWORD });
        app.post("/api/v1/auth/login", &old).await.assert_problem(401, "invalid_credentials");
        app.log_in(&user.email, NEW_PASSWORD).await;
    }

    async fn actions_that_need_the_password_fail_without_it(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let calls = [
            (Method::PUT, "/password", json!({ "current_password": "wrong", "new_password": NEW_PASSWORD })),
            (Method::PUT, "/email", json!({ "current_password": "wrong", "email": "new@example.org" })),
            (Method::DELETE, "", json!({ "current_password": "wrong" })),
        ];
        for (method, path, body) in calls {
            let path = format!("/api/v1/users/me{path}");
            user.call(method.clone(), &path, Some(&body)).await.assert_problem(403, "wrong_password");
            let mut without = body.clone();
            without.as_object_mut().unwrap().remove("current_password");
            user.call(method, &path, Some(&without))
                .await
                .assert_invalid(&[("/current_password", "missing")]);
        }
        app.log_in(&user.email, PASSWORD).await;
    }

    async fn a_weak_password_or_an_invalid_email_is_reported_at_its_field(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let weak = json!({ "current_password": PASSWORD, "new_password": "password" });
        user.put("/api/v1/users/me/password", &weak)
            .await
            .assert_invalid(&[("/new_password", "common_password")]);
        let wrong = json!({ "current_password": PASSWORD, "email": "ada" });
        user.put("/api/v1/users/me/email", &wrong)
            .await
            .assert_invalid(&[("/email", "invalid_email")]);
    }

    async fn without_mail_a_changed_email_can_log_in_immediately(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let (user, other) = (app.user().await, app.user().await);
        let move_to = |email: &str| json!({ "current_password": PASSWORD, "email": email });
        let path = "/api/v1/users/me/email";
        user.put(path, &move_to(&other.email.to_uppercase()))
            .await
            .assert_problem(409, "email_taken");
        let moved = user.put(path, &move_to("Ada@example.org")).await;
        moved.assert_status(200);
        assert_eq!(moved.json()["email"], "Ada@example.org");
        assert_eq!(moved.json()["pending_email"], Value::Null);
        app.log_in("ada@example.org", PASSWORD).await;
        let old = json!({ "email": user.email, "password": PASSWORD });
        app.post("/api/v1/auth/login", &old).await.assert_problem(401, "invalid_credentials");
        // The old email is available again.
        app.user_named(&user.email).await;
    }

    async fn deleting_an_account_deletes_everything_in_it(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (user, other) = (app.user().await, app.user().await);
        let (key, milk) = (("idempotency-key", "key"), json!({ "title": "milk", "tags": ["shop"] }));
        let created = user.call_with(&[key], Method::POST, "/api/v1/tasks", Some(&milk)).await;
        created.assert_status(201);
        let kept = other.create_task("bread").await;
        let password = json!({ "current_password": PASSWORD });
        user.call(Method::DELETE, "/api/v1/users/me", Some(&password)).await.assert_status(204);
        user.get("/api/v1/users/me").await.assert_problem(401, "unauthenticated");
        app.refresh(&user.cookie).await.assert_problem(401, "invalid_session");
        for (table, left) in [
            ("users", 1),
            ("sessions", 1),
            ("tasks", 1),
            ("task_tags", 0),
            ("scopes", 1),
            ("changes", 1),
            ("request_keys", 0),
        ] {
            let count = format!("SELECT CAST(COUNT(*) AS text) FROM {table}");
            assert_eq!(app.database.query_text(&count).await, left.to_string(), "{table}");
        }
        assert_eq!(other.items("/api/v1/tasks").await, [kept]);
        app.user_named(&user.email).await;
    }

    async fn events_are_listed_only_to_their_user(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (user, other) = (app.user().await, app.user().await);
        let wrong = json!({ "email": user.email, "password": "wrong" });
        app.post("/api/v1/auth/login", &wrong).await.assert_status(401);
        user.delete("/api/v1/auth/sessions").await.assert_status(204);
        let change = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
        user.put("/api/v1/users/me/password", &change).await.assert_status(204);
        let events = user.items("/api/v1/users/me/events").await;
        let kinds = |events: &[Value]| -> Vec<String> {
            let kinds = events.iter().map(|event| event["kind"].as_str().unwrap().to_owned());
            kinds.collect()
        };
        let expected = [
            "password_changed", "other_sessions_ended", "login_failed", "logged_in", "signed_up",
        ];
        assert_eq!(kinds(&events), expected);
        assert_eq!(events[0]["address_prefix"], "127.0.0.0/24");
        let theirs = other.items("/api/v1/users/me/events").await;
        assert_eq!(kinds(&theirs), ["logged_in", "signed_up"]);

        let first = user.get("/api/v1/users/me/events?limit=2").await.json();
        let cursor = first["next_cursor"].as_str().unwrap();
        let rest = format!("/api/v1/users/me/events?cursor={cursor}");
        assert_eq!(user.items(&rest).await, events[2..]);
        other.get(&rest).await.assert_status(422);
    }
}
