//! `/admin`: accounts, invitations and numbers, for administrators.

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use serde_json::{Value, json};

const USERS: &str = "/api/v1/admin/users";
const INVITATIONS: &str = "/api/v1/admin/invitations";

on_both_databases! {
    async fn accounts_are_listed_in_pages_with_numbers_and_nothing_of_their_tasks(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let (admin, ada) = (app.admin().await, app.user_named("Ada@example.org").await);
        ada.create_task("milk").await;
        let first = admin.get(&format!("{USERS}?limit=1")).await.json();
        assert_eq!(first["items"][0]["id"], admin.id);
        assert_eq!(first["items"][0]["is_admin"], true);
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = admin.get(&format!("{USERS}?limit=1&cursor={cursor}")).await;
        assert!(!second.body.contains("milk"), "{second:?}");
        let second = second.json();
        assert_eq!(second["next_cursor"], Value::Null);
        let account = &second["items"][0];
        let seen = &account["last_seen_at"];
        assert!(seen.is_string());
        let expected = json!({
            "id": ada.id,
            "email": "Ada@example.org",
            "email_verified": false,
            "is_admin": false,
            "created_at": account["created_at"],
            "last_seen_at": seen,
            "disabled_at": null,
            "open_tasks": 1,
            "completed_tasks": 0,
        });
        assert_eq!(*account, expected);
        let other = app.admin().await;
        let foreign = other.get(&format!("{USERS}?limit=1&cursor={cursor}")).await;
        foreign.assert_invalid(&[("cursor", "invalid_cursor")]);
    }

    async fn an_account_is_disabled_and_enabled_but_not_the_own_one(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (admin, ada) = (app.admin().await, app.user().await);
        let path = |id: &str, step: &str| format!("{USERS}/{id}/{step}");
        let nothing = json!({});
        let disabled = admin.post(&path(&ada.id, "disable"), &nothing).await;
        disabled.assert_status(204);
        assert_eq!(ada.get("/api/v1/tasks").await.status, 401);
        assert!(admin.items(USERS).await[1]["disabled_at"].is_string());
        let enabled = admin.post(&path(&ada.id, "enable"), &nothing).await;
        enabled.assert_status(204);
        app.log_in(&ada.email, PASSWORD).await;
        let own = admin.post(&path(&admin.id, "disable"), &nothing).await;
        own.assert_problem(409, "own_account");
        let unknown = path("019b0000-0000-7000-8000-000000000000", "disable");
        admin.post(&unknown, &nothing).await.assert_problem(404, "account_not_found");
        assert_eq!(admin.get(USERS).await.status, 200);
    }

    async fn the_numbers_are_those_of_all_users(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (admin, ada) = (app.admin().await, app.user().await);
        ada.create_task("milk").await;
        let stats = admin.get("/api/v1/admin/stats").await;
        assert!(!stats.body.contains("milk"), "{stats:?}");
        let stats = stats.json();
        for (name, number) in [
            ("users", 2),
            ("disabled_users", 0),
            ("admins", 1),
            ("active_users", 2),
            ("open_tasks", 1),
            ("completed_tasks", 0),
            ("dead_jobs", 0),
        ] {
            assert_eq!(stats[name], number, "{name}");
        }
        assert!(stats.as_object().unwrap().values().all(Value::is_u64));
    }

    async fn an_invitation_is_made_shown_once_used_or_withdrawn(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let admin = app.admin().await;
        let made = admin.post(INVITATIONS, &json!({ "email": "ada@example.org" })).await;
        made.assert_status(201);
        let made = made.json();
        let token = made["token"].as_str().unwrap();
        let link = made["link"].as_str().unwrap();
        assert!(link.ends_with(&format!("/sign-up#token={token}")), "{link}");
        let stored = "SELECT CAST(COUNT(*) AS text) FROM signup_invitations";
        assert_eq!(app.database.query_text(stored).await, "1");
        let listed = admin.get(INVITATIONS).await;
        assert!(!listed.body.contains(token), "{listed:?}");
        let listed = &listed.json()["items"][0];
        assert_eq!((&listed["id"], &listed["email"]), (&made["id"], &json!("ada@example.org")));
        let path = format!("{INVITATIONS}/{}", made["id"].as_str().unwrap());
        admin.delete(&path).await.assert_status(204);
        admin.delete(&path).await.assert_problem(404, "invitation_not_found");
        assert!(admin.items(INVITATIONS).await.is_empty());
        let bad = admin.post(INVITATIONS, &json!({ "email": "ada" })).await;
        bad.assert_status(422);
        assert_eq!(bad.json()["errors"][0]["pointer"], "/email");
    }
}
