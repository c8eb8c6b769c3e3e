//! `errand doctor`: what it finds, and that it changes nothing.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::thread;

use errand_test_support::{MailServer, Pooler, TestApp, TestDatabase, on_both_databases};
use secrecy::ExposeSecret;
use serde_json::Value;

use crate::errand::{Errand, Outcome};

/// What it found, by check. Whatever is not well comes with advice.
fn found(outcome: &Outcome) -> Vec<(String, String, String)> {
    let findings: Vec<Value> = serde_json::from_str(&outcome.output).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for it in &findings {
        assert_eq!(it["advice"].is_null(), it["level"] == "ok", "{it}");
        assert_eq!(it.as_object().unwrap().len(), 4);
    }
    let finding = |it: &Value| (text(&it["check"]), text(&it["level"]), text(&it["found"]));
    findings.iter().map(finding).collect()
}

/// The level and the text of the finding of this check.
#[track_caller]
fn finding(outcome: &Outcome, check: &str) -> (String, String) {
    let all = found(outcome);
    let found = all.iter().find(|(name, ..)| name == check);
    let (_, level, text) = found
        .unwrap_or_else(|| panic!("no {check}: {all:?}"))
        .clone();
    (level, text)
}

#[track_caller]
fn assert_level(outcome: &Outcome, check: &str, expected: &str) {
    let (level, text) = finding(outcome, check);
    assert_eq!(level, expected, "{check}: {text}");
}

fn doctor(errand: &Errand) -> Outcome {
    errand.run(["doctor", "--json"])
}

fn on(database: &TestDatabase) -> Errand {
    Errand::new().with("DATABASE_URL", database.url())
}

#[test]
fn a_new_installation_has_no_problems_and_stays_empty() {
    let errand = Errand::new();
    let report = errand.run(["doctor"]).success();
    assert!(
        report.starts_with("warning  settings: for development\n"),
        "{report}"
    );
    assert!(
        report.contains("\nok       time zones: release 20"),
        "{report}"
    );
    assert_eq!(fs::read_dir(errand.path("")).unwrap().count(), 0);
}

#[test]
fn a_bad_setting_is_the_only_problem() {
    let errand = Errand::new().with("ERRAND__AUTH__HASHING__COST", "1");
    let outcome = doctor(&errand);
    let (level, text) = finding(&outcome, "settings");
    assert_eq!(level, "problem");
    assert!(text.contains("auth.hashing.cost"), "{text}");
    assert_eq!(found(&outcome).len(), 1);
    assert_eq!(outcome.failure(), "there is a problem");
}

#[test]
fn production_needs_a_secret_and_should_send_mail() {
    let errand = Errand::new().with("ERRAND_ENVIRONMENT", "production");
    let outcome = doctor(&errand);
    assert_level(&outcome, "secret", "problem");
    assert_level(&outcome, "mail", "warning");
    assert_eq!(outcome.failure(), "there is a problem");
}

#[test]
fn secrets_that_other_users_can_read_are_a_warning() {
    let errand = Errand::new().settings("[server]\n").file("secret", "x");
    let errand = errand.with("ERRAND__MAIL__SMTP_URL_FILE", "secret");
    let mode = |name: &str, mode| {
        fs::set_permissions(errand.path(name), Permissions::from_mode(mode)).unwrap();
    };
    for (file, mode_of_file) in [("errand.toml", 0o604), ("secret", 0o602)] {
        mode("errand.toml", 0o640);
        mode("secret", 0o600);
        assert_level(&doctor(&errand), "files", "ok");
        mode(file, mode_of_file);
        let (level, text) = finding(&doctor(&errand), "files");
        assert_eq!(level, "warning");
        assert!(text.contains(file), "{text}");
    }
}

#[test]
fn a_database_of_another_user_than_its_folder_is_a_warning() {
    let errand = Errand::new();
    errand.run(["migrate"]).success();
    assert!(
        !found(&doctor(&errand))
            .iter()
            .any(|(check, ..)| check == "database file")
    );
    // Only the superuser can give files away.
    if chown(errand.path("data/errand.db"), Some(12_345), None).is_ok() {
        assert_level(&doctor(&errand), "database file", "warning");
    }
}

#[test]
fn a_data_folder_that_is_a_file_is_a_problem() {
    let errand = Errand::new().file("taken", "x");
    let errand = errand.with("DATABASE_URL", "sqlite://taken/errand.db");
    let outcome = doctor(&errand);
    let (level, text) = finding(&outcome, "data folder");
    assert_eq!((&*level, &*text), ("problem", "taken is not a folder"));
    let errand = errand.with("DATABASE_URL", "sqlite://new/errand.db");
    assert_level(&doctor(&errand), "data folder", "ok");
}

/// Nobody may write to /proc, not even root.
#[test]
fn a_data_folder_that_cannot_be_written_is_a_problem() {
    let errand = Errand::new().with("DATABASE_URL", "sqlite:///proc/1/errand.db");
    assert_level(&doctor(&errand), "data folder", "problem");
}

#[test]
fn mail_that_is_only_logged_or_not_sent_is_fine_in_development() {
    for (transport, text) in [("none", "none is sent"), ("log", "is written to the log")] {
        let errand = Errand::new().with("ERRAND__MAIL__TRANSPORT", transport);
        let expected = ("ok".to_owned(), text.to_owned());
        assert_eq!(finding(&doctor(&errand), "mail"), expected);
    }
}

#[test]
fn another_program_at_the_address_is_a_problem() {
    let stranger = Stranger::start();
    let errand = Errand::new().with("PORT", &stranger.port);
    let (level, text) = finding(&doctor(&errand), "server");
    assert_eq!(level, "problem");
    assert!(text.ends_with(" is not Errand"), "{text}");
}

#[test]
fn a_server_on_any_port_cannot_be_asked() {
    assert_level(&doctor(&Errand::new()), "server", "warning");
}

/// A web server that is not Errand.
struct Stranger {
    port: String,
}

impl Stranger {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 1024];
                let _ = stream.read(&mut request);
                let answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nwelcome";
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { port }
    }
}

#[test]
fn a_database_that_cannot_be_reached_is_a_problem() {
    let errand = Errand::new().with("DATABASE_URL", "postgres://ada@127.0.0.1:1/errand");
    let outcome = doctor(&errand);
    assert_level(&outcome, "database", "problem");
    assert_eq!(outcome.failure(), "there is a problem");
}

/// The finding about a pooler behind one of this kind, if there is one.
async fn about(pooler: Pooler, is_expected: &str) -> Option<String> {
    let database = TestDatabase::behind(pooler).await?;
    let settings = database.settings();
    let errand = Errand::new().with("DATABASE_URL", settings.url.expose_secret());
    let errand = errand.with("ERRAND__DATABASE__TRANSACTION_POOLER", is_expected);
    let outcome = doctor(&errand);
    assert_level(&outcome, "database", "ok");
    Some(finding(&outcome, "pooler").0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_in_transaction_mode_is_noticed_where_the_settings_do_not_expect_it() {
    for (pooler, is_expected, level) in [
        (Pooler::Unnamed, "false", "warning"),
        (Pooler::Named, "false", "warning"),
        (Pooler::Unnamed, "true", "ok"),
        (Pooler::Session, "false", "ok"),
    ] {
        if let Some(found) = about(pooler, is_expected).await {
            assert_eq!(found, level, "{pooler:?} {is_expected}");
        }
    }
}

on_both_databases! {
    async fn a_database_is_examined_without_a_change(database: TestDatabase) {
        let outcome = doctor(&on(&database));
        for check in ["database", "tables"] {
            assert_level(&outcome, check, "ok");
        }
        let (_, version) = finding(&outcome, "database");
        let name = if database.is_postgres() { "PostgreSQL 1" } else { "SQLite 3." };
        assert!(version.starts_with(name), "{version}");
        if database.is_postgres() {
            assert_level(&outcome, "clock", "ok");
            assert_level(&outcome, "search", "ok");
        }
        outcome.success();
        let writes = "SELECT CAST(COUNT(*) AS text) FROM readiness";
        assert_eq!(database.query_text(writes).await, "0");
    }

    async fn a_database_that_takes_no_writes_is_a_problem(database: TestDatabase) {
        let parameter = if database.is_postgres() {
            "options=-c%20default_transaction_read_only%3Don"
        } else {
            "mode=ro"
        };
        let separator = if database.url().contains('?') { '&' } else { '?' };
        let url = format!("{}{separator}{parameter}", database.url());
        let outcome = doctor(&Errand::new().with("DATABASE_URL", &url));
        assert_level(&outcome, "database", "problem");
        assert_eq!(outcome.failure(), "there is a problem");
    }

    async fn pending_migrations_are_a_warning_and_unknown_ones_a_problem(database: TestDatabase) {
        let errand = on(&database);
        database.execute("INSERT INTO migrations (name) VALUES ('m9')").await;
        let outcome = doctor(&errand);
        assert_level(&outcome, "tables", "problem");
        assert_eq!(outcome.failure(), "there is a problem");
        database.execute("DELETE FROM migrations WHERE name = 'm9'").await;
        errand.run(["migrate", "down"]).success();
        let outcome = doctor(&errand);
        assert_level(&outcome, "tables", "warning");
        outcome.success();
    }

    async fn the_mail_server_is_greeted_and_sent_nothing(database: TestDatabase) {
        let server = MailServer::start().await;
        let errand = on(&database).with("ERRAND__MAIL__TRANSPORT", "smtp");
        let errand = errand.with("ERRAND__MAIL__SMTP_URL", server.url());
        let outcome = doctor(&errand);
        assert_level(&outcome, "mail", "ok");
        assert!(server.mails().is_empty());
        let errand = errand.with("ERRAND__MAIL__SMTP_URL", "smtp://127.0.0.1:1");
        let outcome = doctor(&errand);
        assert_level(&outcome, "mail", "problem");
    }

    async fn the_server_and_its_public_url_are_asked(database: TestDatabase) {
        let errand = on(&database);
        let app = TestApp::on(database).await;
        let port = app.url.rsplit(':').next().unwrap();
        let outcome = doctor(&errand);
        assert_level(&outcome, "server", "warning");
        let errand = errand.with("PORT", port);
        let outcome = doctor(&errand);
        assert_level(&outcome, "server", "ok");
        assert_level(&outcome, "public URL", "warning");
        let errand = errand.with("ERRAND__SERVER__PUBLIC_URL", &app.url);
        let outcome = doctor(&errand);
        assert_level(&outcome, "public URL", "ok");
        let other = format!("http://127.0.0.1:{}", Stranger::start().port);
        let errand = errand.with("ERRAND__SERVER__PUBLIC_URL", &other);
        let (level, text) = finding(&doctor(&errand), "public URL");
        assert_eq!((level, text), ("problem".to_owned(), format!("what answers at {other} is not Errand")));
        let closed = errand.with("ERRAND__SERVER__PUBLIC_URL", "http://127.0.0.1:1");
        let outcome = doctor(&closed);
        assert_level(&outcome, "public URL", "warning");
    }
}
