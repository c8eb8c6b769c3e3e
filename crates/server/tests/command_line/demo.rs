//! `errand demo`: example accounts in an empty database, and only there.

use errand_test_support::{PASSWORD, TestApp, TestDatabase, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

use crate::errand::Errand;

/// What a user whom the demo made sees at an address.
async fn seen(app: &TestApp, login: &Value, path: &str) -> Value {
    let text = |name: &str| login[name].as_str().unwrap();
    let login = app.log_in(text("email"), text("password")).await;
    let request = app.request(Method::GET, path).bearer_auth(&login.token);
    app.send(request).await.json()
}

fn titles(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|task| task["title"].as_str().unwrap())
        .collect()
}

on_both_databases! {
    async fn its_accounts_have_tasks_of_every_kind_around_today(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let errand = Errand::new()
            .with("DATABASE_URL", app.database.url())
            .with("ERRAND__SERVER__PUBLIC_URL", "https://errand.example.org");
        let demo = ["demo", "--json", "--time-zone", "Pacific/Auckland"];
        let made: Value = serde_json::from_str(&errand.run(demo).success()).unwrap();
        assert_eq!(made["url"], "https://errand.example.org");
        assert_eq!(made["accounts"].as_array().unwrap().len(), 2);
        let (ada, grace) = (&made["accounts"][0], &made["accounts"][1]);
        assert_eq!((&ada["is_admin"], &grace["is_admin"]), (&json!(true), &json!(false)));
        assert_ne!(ada["password"], grace["password"]);
        let me = seen(&app, ada, "/api/v1/users/me").await;
        assert_eq!(me["time_zone"], "Pacific/Auckland");
        for (query, least) in [
            ("completed=false", 12),
            ("completed=true", 5),
            ("overdue=true", 2),
            ("priority=high&completed=false", 3),
            ("priority=low", 3),
            ("tag=work", 2),
        ] {
            let list = seen(&app, ada, &format!("/api/v1/tasks?limit=100&{query}")).await;
            assert!(titles(&list).len() >= least, "{query}: {list}");
        }
        let trash = seen(&app, ada, "/api/v1/trash").await;
        assert_eq!(titles(&trash), ["Buy tomatoes", "Buy a fax machine"]);
        let report = seen(&app, ada, "/api/v1/tasks?search=quarterly").await;
        let report = &report["items"][0];
        assert_eq!(report["title"], "Send the quarterly report to Grace and Alan");
        let history = format!("/api/v1/tasks/{}/history", report["id"].as_str().unwrap());
        let history = seen(&app, ada, &history).await;
        let entries = history["items"].as_array().unwrap();
        assert_eq!(entries.len(), 3, "{history}");
        let times: Vec<_> = entries.iter().map(|entry| entry["at"].as_str().unwrap()).collect();
        assert!(times.is_sorted_by(|later, earlier| later > earlier), "{times:?}");
        let jobs = app.database.query_text("SELECT CAST(COUNT(*) AS text) FROM jobs WHERE kind = 'send_mail'").await;
        assert_eq!(jobs, "0", "no mail is sent");
    }

    async fn a_database_with_an_account_is_left_alone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user_named("somebody@example.org").await;
        let errand = Errand::new().with("DATABASE_URL", app.database.url());
        let before = errand.run(["user", "list", "--json"]).success();
        for options in [["demo", "--json"], ["demo", "--time-zone=Europe/Berlin"]] {
            let outcome = errand.run(options);
            assert_eq!(outcome.output, "");
            let complaint = outcome.failure();
            assert_eq!(complaint, "the database has accounts already; a demo needs an empty one");
        }
        assert_eq!(errand.run(["user", "list", "--json"]).success(), before);
        assert_eq!(ada.items("/api/v1/tasks").await, Vec::<Value>::new());
        app.log_in("somebody@example.org", PASSWORD).await;
    }
}

#[test]
fn without_a_database_it_makes_one_and_says_how_to_log_in() {
    let errand = Errand::new().with("PORT", "8123");
    let said = errand.run(["demo"]).success();
    let lines: Vec<_> = said.lines().collect();
    assert!(lines[0].starts_with("EMAIL  "), "{said}");
    assert!(lines[1].starts_with("ada@example.org    "), "{said}");
    assert!(lines[1].ends_with("  administrator"), "{said}");
    assert!(lines[2].starts_with("grace@example.org  "), "{said}");
    assert!(lines[4].contains(" http://localhost:8123/. "), "{said}");
    let said = errand.run(["demo"]).failure();
    assert!(said.ends_with("needs an empty one"), "{said}");
}

#[test]
fn a_database_with_pending_migrations_is_left_alone() {
    let errand = Errand::new();
    errand.run(["migrate"]).success();
    errand.run(["migrate", "down"]).success();
    let before = errand.run(["migrate", "status"]).success();
    let said = errand.run(["demo"]).failure();
    assert_eq!(
        said,
        "the tables are not up to date: run `errand migrate` first"
    );
    assert_eq!(errand.run(["migrate", "status"]).success(), before);
}

#[test]
fn an_unknown_time_zone_is_refused_before_anything_is_made() {
    let errand = Errand::new();
    let outcome = errand.run(["demo", "--time-zone", "Berlin"]);
    assert!(
        outcome.complaint.contains("IANA time zone"),
        "{}",
        outcome.complaint
    );
    assert!(!errand.path("data").exists());
}

/// A trigger stands in for whatever may go wrong half-way.
#[tokio::test]
async fn if_it_fails_half_way_it_takes_back_what_it_made() {
    let database = TestDatabase::sqlite().await;
    let trigger = "CREATE TRIGGER refuse BEFORE INSERT ON tasks WHEN NEW.title LIKE 'Pack %'
                   BEGIN SELECT RAISE(ABORT, 'no'); END";
    database.execute(trigger).await;
    let errand = Errand::new().with("DATABASE_URL", database.url());
    let outcome = errand.run(["demo"]);
    assert_eq!(outcome.output, "");
    outcome.failure();
    assert_eq!(errand.run(["user", "list", "--json"]).success(), "[]\n");
}
