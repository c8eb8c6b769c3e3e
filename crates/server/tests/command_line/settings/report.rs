//! `errand config`: the report of all settings, without secrets.

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
