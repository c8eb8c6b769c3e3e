//! `POST /auth/login`.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use serde_json::json;

use super::LOGIN;
use crate::forge;

/// [`PASSWORD`], hashed as in the original system: `bcrypt.hashpw(…, bcrypt.gensalt(4))` in Python.
const ORIGINAL_HASH: &str = "$2b$04$dNlH9MAiMuJmFkcS0OvYxOXV1zcfX5uqZz0peDIAgFbI/PA5cVjuy";

on_both_databases! {
    async fn the_right_password_returns_only_a_token(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user_named("Ada@example.org").await;
        let account = json!({ "email": "ada@EXAMPLE.org", "password": PASSWORD });
        let response = app.post(LOGIN, &account).await;
        response.assert_status(200);
        let body = response.assert_fields(&["access_token", "token_type"]);
        assert_eq!(body["token_type"], "bearer");
        assert_eq!(response.header("content-type"), "application/json");
        assert_eq!(response.header("cache-control"), "no-store");

        let claims = forge::claims(body["access_token"].as_str().unwrap());
        assert_eq!(claims["sub"], user.id);
        assert_eq!(claims["email"], "Ada@example.org");
        let life = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
        assert_eq!(life, 7 * 24 * 60 * 60);
    }

    async fn every_refusal_has_the_same_answer(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named("ada@example.org").await;
        let long = "a".repeat(5000);
        let refuse = async |email: &str, password: &str| {
            let account = json!({ "email": email, "password": password });
            app.post(LOGIN, &account).await
        };
        let wrong = refuse("ada@example.org", "wrong horse battery").await;
        wrong.assert_problem(401, "invalid_credentials");
        assert_eq!(wrong.header("www-authenticate"), r#"Bearer realm="errand""#);
        for (email, password) in [
            ("bob@example.org", PASSWORD),
            ("ada", PASSWORD),
            ("", ""),
            ("ada\0@example.org", PASSWORD),
            (&long, PASSWORD),
            ("ada@example.org", ""),
            ("ada@example.org", "short"),
            ("ada@example.org", "correct horse battery\0"),
            ("ada@example.org", &long),
        ] {
            let refused = refuse(email, password).await;
            assert_eq!(refused.essence(), wrong.essence(), "{email:?} {password:?}");
        }
    }

    async fn a_login_is_invalid_only_by_its_form(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for (body, errors) in [
            (
                json!({}),
                &[("/email", "missing"), ("/password", "missing")][..],
            ),
            (
                json!({ "email": null, "password": 1 }),
                &[("/email", "wrong_type"), ("/password", "wrong_type")],
            ),
            (
                json!({ "email": "a", "password": "b", "otp": "c" }),
                &[("/otp", "unknown_field")],
            ),
            (json!("ada@example.org"), &[("", "wrong_type")]),
        ] {
            app.post(LOGIN, &body).await.assert_invalid(errors);
        }
    }

    async fn a_hash_from_the_original_system_logs_in_and_is_replaced(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named("ada@example.org").await;
        let stored = "SELECT password_hash FROM users WHERE email = 'ada@example.org'";
        let keep = format!("UPDATE users SET password_hash = '{ORIGINAL_HASH}'");
        app.database.execute(&keep).await;

        let wrong = json!({ "email": "ada@example.org", "password": "wrong horse battery" });
        app.post(LOGIN, &wrong)
            .await
            .assert_problem(401, "invalid_credentials");
        assert_eq!(app.database.query_text(stored).await, ORIGINAL_HASH);

        app.log_in("ada@example.org", PASSWORD).await;
        let replaced = app.database.query_text(stored).await;
        assert!(replaced.starts_with("$bcrypt-sha256$"), "{replaced}");
        app.log_in("ada@example.org", PASSWORD).await;
        assert_eq!(app.database.query_text(stored).await, replaced);
    }

    async fn an_unreadable_hash_is_refused_like_a_wrong_password(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named("ada@example.org").await;
        let account = |email: &str| json!({ "email": email, "password": PASSWORD });
        let unknown = app.post(LOGIN, &account("bob@example.org")).await;
        for hash in [
            "",
            "$",
            "secret",
            "$2b$04$short",
            "$2b$99$dNlH9MAiMuJmFkcS0OvYxOXV1zcfX5uqZz0peDIAgFbI/PA5cVjuy",
            "$bcrypt-sha256$v=2,t=2b,r=x$a$b",
            "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
            "🔑",
        ] {
            let keep = format!("UPDATE users SET password_hash = '{hash}'");
            app.database.execute(&keep).await;
            let broken = app.post(LOGIN, &account("ada@example.org")).await;
            assert_eq!(broken.essence(), unknown.essence(), "{hash}");
        }
    }

    async fn the_original_url_returns_the_same_answer(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named("ada@example.org").await;
        let account = json!({ "email": "ada@example.org", "password": PASSWORD });
        let response = app.post("/auth/login", &account).await;
        response.assert_status(200);
        response.assert_fields(&["access_token", "token_type"]);
        for body in [
            json!({ "email": "ada@example.org", "password": "wrong" }),
            json!({}),
            json!([]),
        ] {
            let original = app.post("/auth/login", &body).await;
            assert_eq!(original.essence(), app.post(LOGIN, &body).await.essence());
        }
    }
}
