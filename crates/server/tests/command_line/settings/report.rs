//! `errand config`: the report of all settings, without secrets.

use serde_json::{Value, json};

use crate::errand::Errand;

#[test]
fn every_key_of_the_default_file_is_shown() {
    let report = Errand::new().run(["config"]).success();
    let default = include_str!("../../../../../config/default.toml");
    let is_key = |line: &&str| !line.starts_with(['#', '[']) && line.contains(" = ");
    let keys = default.lines().filter(is_key).count();
    // The environment is not in any file.
    assert_eq!(report.lines().count(), keys + 1);
}

#[test]
fn the_report_shows_no_secrets() {
    let errand = Errand::new()
        .with("JWT_SECRET", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")
        .with(
            "DATABASE_URL",
            "postgres://ada:hunter2@db.example.org/errand?password=hunter3&sslmode=require",
        );
    let errand = errand.with("ERRAND__MAIL__SMTP_URL", "smtps://ada:hunter4@example.org");
    let outcome = errand.run(["config"]);
    for secret in ["n4bQ", "hunter2", "hunter3", "hunter4"] {
        assert!(!outcome.output.contains(secret), "{}", outcome.output);
        assert!(!outcome.complaint.contains(secret), "{}", outcome.complaint);
    }
    let report = outcome.success();
    assert!(
        report.contains("auth.jwt_secret = [redacted]  # JWT_SECRET"),
        "{report}"
    );
    assert!(
        report.contains("postgres://ada:[redacted]@db.example.org/errand"),
        "{report}"
    );
}

#[test]
fn as_json_every_value_is_text_or_a_list_of_texts() {
    let errand = Errand::new()
        .with("JWT_SECRET", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")
        .with("ERRAND__SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1/128");
    let lines = errand.run(["config", "--json"]).success();
    let lines: Vec<Value> = serde_json::from_str(&lines).unwrap();
    let line = |key: &str| lines.iter().find(|line| line["key"] == key).unwrap();
    assert_eq!(
        line("auth.jwt_secret"),
        &json!({ "key": "auth.jwt_secret", "value": "[redacted]", "source": "JWT_SECRET" })
    );
    assert_eq!(line("server.port")["value"], "0");
    assert_eq!(line("auth.hashing.cost")["value"], "12");
    assert_eq!(
        line("server.trusted_proxies")["value"],
        json!(["10.0.0.0/8", "::1/128"])
    );
    let text = errand.run(["config"]).success();
    assert_eq!(lines.len(), text.lines().count());
}

#[test]
fn invalid_settings_are_printed_before_the_error() {
    let errand = Errand::new().with("ERRAND__AUTH__HASHING__COST", "1");
    let outcome = errand.run(["config", "--json"]);
    let lines: Vec<Value> = serde_json::from_str(&outcome.output).unwrap();
    assert!(lines.iter().any(|line| line["value"] == "1"));
    let complaint = outcome.failure();
    assert!(complaint.contains("auth.hashing.cost"), "{complaint}");
}

#[test]
fn a_secret_under_a_misspelled_name_is_not_shown_either() {
    let errand = Errand::new().with("ERRAND__AUTH__JWT_SECRETT", "hunter4");
    let outcome = errand.run(["config"]);
    let named = "auth.jwt_secrett = [not a setting]  # ERRAND__…";
    assert!(outcome.output.contains(named), "{}", outcome.output);
    assert!(!outcome.output.contains("hunter4"), "{}", outcome.output);
    assert!(
        !outcome.complaint.contains("hunter4"),
        "{}",
        outcome.complaint
    );
}
