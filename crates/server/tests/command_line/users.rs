//! `errand user`: administering accounts beside a process that serves.

use errand::settings::SignupSetting;
use errand_test_support::{PASSWORD, TestApp, TestUser, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

use crate::errand::Errand;

const ADA: &str = "ada@example.org";

/// The program on the database of an application that serves.
fn beside(app: &TestApp) -> Errand {
    Errand::new().with("DATABASE_URL", app.database.url())
}

/// All accounts.
fn listed(errand: &Errand) -> Vec<Value> {
    let text = errand.run(["user", "list", "--json"]).success();
    serde_json::from_str(&text).unwrap()
}

/// The status of a login.
async fn log_in(app: &TestApp, email: &str, password: &str) -> u16 {
    let login = json!({ "email": email, "password": password });
    app.post("/api/v1/auth/login", &login).await.status
}

/// A personal token of a user.
async fn token_of(user: &TestUser<'_>) -> String {
    let new = json!({ "name": "script", "scopes": ["tasks:read"], "current_password": PASSWORD });
    let made = user.post("/api/v1/users/me/tokens", &new).await;
    made.json()["token"].as_str().unwrap().to_owned()
}

async fn with_token(app: &TestApp, token: &str) -> u16 {
    let request = app.request(Method::GET, "/api/v1/tasks").bearer_auth(token);
    app.send(request).await.status
}

on_both_databases! {
    async fn a_created_user_can_log_in_even_where_emails_must_be_verified(database: TestDatabase) {
        let app = TestApp::with(database, |settings| settings.auth.require_verified_email = true).await;
        let errand = beside(&app);
        let said = errand.run_on(["user", "create", ADA], &format!("{PASSWORD}\n")).success();
        assert_eq!(said, format!("{ADA} has an account.\n"));
        assert_eq!(log_in(&app, ADA, PASSWORD).await, 200);
        let create = ["user", "create", "bob@example.org", "--admin", "--json"];
        let made = errand.run_on(create, PASSWORD).success();
        let made: Value = serde_json::from_str(&made).unwrap();
        assert_eq!((&made["email"], &made["is_admin"]), (&json!("bob@example.org"), &json!(true)));
        let accounts = listed(&errand);
        assert_eq!(accounts.len(), 2);
        assert_eq!((&accounts[0]["email"], &accounts[0]["is_admin"]), (&json!(ADA), &json!(false)));
        assert!(accounts[0]["last_seen_at"].is_string());
        assert_eq!(accounts[1], made);
    }

    async fn the_table_shows_each_account_on_a_line(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user_named(ADA).await;
        ada.create_task("milk").await;
        let errand = beside(&app);
        let table = errand.run(["user", "list"]).success();
        let day = &listed(&errand)[0]["created_at"].as_str().unwrap()[..10].to_owned();
        let expected = format!(
            "EMAIL            STATE   CREATED     LAST SEEN   OPEN  DONE\n\
             ada@example.org  active  {day}  {day}  1     0\n"
        );
        assert_eq!(table, expected);
        assert!(!table.contains("milk"));
    }

    async fn a_disabled_user_is_locked_out_at_once_until_enabled(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user_named(ADA).await;
        let bob = app.user().await;
        let task = ada.create_task("milk").await;
        let token = token_of(&ada).await;
        assert_eq!(with_token(&app, &token).await, 200);
        let errand = beside(&app);
        let said = errand.run(["user", "disable", ADA]).success();
        assert_eq!(said, format!("{ADA} is locked out.\n"));
        assert_eq!(ada.get("/api/v1/tasks").await.status, 401);
        assert_eq!(app.refresh(&ada.cookie).await.status, 401);
        assert_eq!(with_token(&app, &token).await, 401);
        let attempt = |password: &str| json!({ "email": ADA, "password": password });
        let right = app.post("/api/v1/auth/login", &attempt(PASSWORD)).await;
        let wrong = app.post("/api/v1/auth/login", &attempt("something else")).await;
        assert_eq!((right.status, wrong.status), (401, 401));
        assert_eq!(right.essence(), wrong.essence());
        assert_eq!(bob.get("/api/v1/tasks").await.status, 200);
        assert!(listed(&errand)[0]["disabled_at"].is_string());
        let said = errand.run(["user", "enable", ADA]).success();
        assert_eq!(said, format!("{ADA} can log in.\n"));
        assert_eq!(with_token(&app, &token).await, 200);
        assert_eq!(ada.get("/api/v1/tasks").await.status, 401);
        let login = app.log_in(ADA, PASSWORD).await;
        let tasks = app.request(Method::GET, "/api/v1/tasks").bearer_auth(&login.token);
        assert_eq!(app.send(tasks).await.json()["items"], json!([task]));
        let events = app.request(Method::GET, "/api/v1/users/me/events").bearer_auth(&login.token);
        let events = app.send(events).await.json();
        let of = |kind: &str| {
            let items = events["items"].as_array().unwrap();
            items.iter().filter(|event| event["kind"] == kind).count()
        };
        assert_eq!((of("account_disabled"), of("account_enabled")), (1, 1));
    }

    async fn every_change_prints_the_account_as_json(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named(ADA).await;
        let errand = beside(&app);
        for (step, field, is_so) in [
            ("disable", "disabled_at", true),
            ("enable", "disabled_at", false),
            ("grant-admin", "is_admin", true),
            ("revoke-admin", "is_admin", false),
            ("reset-password", "is_admin", false),
        ] {
            let changed = errand.run_on(["user", step, ADA, "--json"], PASSWORD).success();
            let changed: Value = serde_json::from_str(&changed).unwrap();
            assert_eq!([&changed], listed(&errand).iter().collect::<Vec<_>>()[..]);
            let has = changed[field] != json!(false) && !changed[field].is_null();
            assert_eq!(has, is_so, "{step}");
        }
        let before = listed(&errand);
        let deleted = errand.run(["user", "--json", "delete", ADA, "--yes"]).success();
        let deleted: Value = serde_json::from_str(&deleted).unwrap();
        assert_eq!(before, [deleted]);
        let outcome = errand.run(["user", "disable", ADA, "--json"]);
        assert_eq!(outcome.output, "");
        assert_eq!(outcome.failure(), format!("{ADA} has no account"));
    }

    async fn a_disabled_user_gets_no_link_that_resets_the_password(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named(ADA).await;
        let errand = beside(&app);
        errand.run(["user", "disable", ADA]).success();
        let wanted = app.post("/api/v1/auth/password-reset", &json!({ "email": ADA })).await;
        assert_eq!(wanted.status, 202);
        let owned = "SELECT CAST(COUNT(user_id) AS text) FROM email_tokens WHERE purpose = 'reset_password'";
        assert_eq!(app.database.query_text(owned).await, "0");
    }

    async fn a_new_password_ends_all_sessions_and_the_old_password(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user_named(ADA).await;
        let errand = beside(&app);
        let reset = ["user", "reset-password", ADA];
        let said = errand.run_on(reset, "staple battery horse\r\n").success();
        assert_eq!(said, format!("{ADA} has a new password and is logged out everywhere.\n"));
        assert_eq!(ada.get("/api/v1/tasks").await.status, 401);
        assert_eq!(log_in(&app, ADA, PASSWORD).await, 401);
        assert_eq!(log_in(&app, ADA, "staple battery horse").await, 200);
    }

    async fn a_bad_password_or_email_changes_nothing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user_named(ADA).await;
        let errand = beside(&app);
        let before = listed(&errand);
        for (password, complaint) in [
            ("short\n", "the password must be at least 8 characters"),
            ("password1\n", "the password must not be a common password, your email or the name of this service"),
            ("", "there is no password on standard input"),
            ("\n", "there is no password on standard input"),
        ] {
            for step in ["reset-password", "create"] {
                let email = if step == "create" { "bob@example.org" } else { ADA };
                let said = errand.run_on(["user", step, email], password).failure();
                assert_eq!(said, complaint);
            }
        }
        let said = errand.run_on(["user", "create", ADA], PASSWORD).failure();
        assert_eq!(said, format!("{ADA} already has an account"));
        let said = errand.run_on(["user", "create", "ada"], PASSWORD).failure();
        assert!(said.starts_with("the email must be "), "{said}");
        for step in ["reset-password", "disable", "enable", "grant-admin", "revoke-admin", "delete"] {
            let said = errand.run_on(["user", step, "nobody@example.org"], PASSWORD).failure();
            assert_eq!(said, "nobody@example.org has no account");
        }
        assert_eq!(listed(&errand), before);
        assert_eq!(ada.get("/api/v1/tasks").await.status, 200);
    }

    async fn an_account_is_deleted_only_once_that_is_confirmed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user_named(ADA).await, app.user().await);
        ada.create_task("milk").await;
        let task = bob.create_task("bread").await;
        let errand = beside(&app);
        let said = errand.run(["user", "delete", ADA]).failure();
        assert_eq!(said, "deleting cannot be undone: confirm it with --yes");
        assert_eq!(listed(&errand).len(), 2);
        let said = errand.run(["user", "delete", ADA, "--yes"]).success();
        assert_eq!(said, format!("The account of {ADA} was deleted.\n"));
        assert_eq!(listed(&errand).len(), 1);
        assert_eq!(ada.get("/api/v1/tasks").await.status, 401);
        assert_eq!(bob.items("/api/v1/tasks").await, [task]);
    }

    async fn an_invitation_lets_somebody_sign_up_once(database: TestDatabase) {
        let app = TestApp::with(database, |settings| {
            settings.auth.signup = SignupSetting::Invitation;
        });
        let app = app.await;
        let errand = beside(&app).with("ERRAND__SERVER__PUBLIC_URL", "https://errand.example.org");
        let link = errand.run(["user", "invite"]).success();
        let token = link.trim_end().strip_prefix("https://errand.example.org/sign-up#token=");
        let signup = json!({ "email": ADA, "password": PASSWORD, "invitation": token });
        assert_eq!(app.post("/api/v1/auth/signup", &signup).await.status, 201);
        let said = errand.run(["user", "invite", ADA]).failure();
        assert_eq!(said, format!("{ADA} already has an account"));
        let made = errand.run(["user", "invite", "bob@example.org", "--json"]).success();
        let made: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(made["email"], "bob@example.org");
        assert_eq!(made.as_object().unwrap().len(), 5);
    }

    async fn an_admin_is_granted_and_revoked(database: TestDatabase) {
        let app = TestApp::on(database).await;
        app.user_named(ADA).await;
        let errand = beside(&app);
        let said = errand.run(["user", "grant-admin", ADA]).success();
        assert_eq!(said, format!("{ADA} is an administrator.\n"));
        assert_eq!(listed(&errand)[0]["is_admin"], true);
        let table = errand.run(["user", "list"]).success();
        assert!(table.contains(" admin "), "{table}");
        errand.run(["user", "revoke-admin", ADA]).success();
        assert_eq!(listed(&errand)[0]["is_admin"], false);
    }
}

#[test]
fn accounts_need_a_database_with_all_its_tables() {
    let errand = Errand::new();
    let said = errand.run(["user", "list"]).failure();
    assert_eq!(
        said,
        "there is no database at data/errand.db: run `errand migrate` first"
    );
    assert!(!errand.path("data").exists());
    errand.run(["migrate"]).success();
    assert_eq!(errand.run(["user", "list", "--json"]).success(), "[]\n");
    errand.run(["migrate", "down"]).success();
    let said = errand.run(["user", "list"]).failure();
    let expected = "the tables are not up to date: run `errand migrate` first";
    assert_eq!(said, expected);
}
