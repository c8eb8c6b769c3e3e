//! The sources of settings, invalid settings, and the report.

use reqwest::Method;
use serde_json::json;

use crate::errand::Errand;
use crate::secrets::call;

/// The line of the report about a setting, with its value and source.
fn line(errand: &Errand, key: &str) -> String {
    let report = errand.run(["config"]).success();
    let start = format!("{key} = ");
    let found = report.lines().find(|line| line.starts_with(&start));
    found.unwrap_or_else(|| panic!("{report}")).to_owned()
}

const KEY: &str = "server.port";

#[test]
fn a_later_source_overrides_an_earlier_one() {
    let errand = Errand::new().with("PORT", "");
    let expected = r#"server.port = "8080"  # config/default.toml (built in)"#;
    assert_eq!(line(&errand, KEY), expected);
    let errand = errand.file("config/development.toml", "[server]\nport = 8081");
    let expected = r#"server.port = "8081"  # config/development.toml"#;
    assert_eq!(line(&errand, KEY), expected);
    let errand = errand.with("ERRAND__SERVER__PORT", "8082");
    let expected = r#"server.port = "8082"  # ERRAND__…"#;
    assert_eq!(line(&errand, KEY), expected);
    let errand = errand.with("PORT", "8083");
    let expected = r#"server.port = "8083"  # PORT"#;
    assert_eq!(line(&errand, KEY), expected);
}

#[test]
fn the_environment_selects_the_file() {
    let errand = Errand::new()
        .with("ERRAND_ENVIRONMENT", "production")
        .file("config/development.toml", "[server]\nhost = \"::1\"");
    let expected = r#"server.host = "0.0.0.0"  # config/production.toml (built in)"#;
    assert_eq!(line(&errand, "server.host"), expected);
    let expected = r#"environment = "production"  # ERRAND_ENVIRONMENT"#;
    assert_eq!(line(&errand, "environment"), expected);
}

#[test]
fn every_key_of_the_default_file_is_shown() {
    let report = Errand::new().run(["config"]).success();
    let default = include_str!("../../../../config/default.toml");
    let is_key = |line: &&str| !line.starts_with(['#', '[']) && line.contains(" = ");
    let keys = default.lines().filter(is_key).count();
    // The environment is not in any file.
    assert_eq!(report.lines().count(), keys + 1);
}

#[test]
fn an_unknown_key_is_named_in_the_error() {
    for errand in [
        Errand::new().with("ERRAND__SERVER__PROT", "1"),
        Errand::new().file("config/development.toml", "[server]\nprot = 1"),
        Errand::new().with("ERRAND__AUTH__HASHING__PROT", "1"),
        Errand::new().with("ERRAND__PROT", "1"),
    ] {
        let complaint = errand.run([]).failure();
        assert!(complaint.contains("`prot`"), "{complaint}");
    }
}

#[test]
fn an_unknown_environment_is_refused() {
    let errand = Errand::new().with("ERRAND_ENVIRONMENT", "prod");
    let complaint = errand.run([]).failure();
    assert!(complaint.contains("prod"), "{complaint}");
    assert!(complaint.contains("environment"), "{complaint}");
}

#[test]
fn a_value_out_of_range_is_refused_naming_its_key() {
    for (key, values) in [
        ("auth.passwords.min_length", ["7", "129"]),
        ("auth.hashing.cost", ["9", "17"]),
        ("auth.hashing.queue", ["10001", "18446744073709551615"]),
        ("auth.tokens.lifetime_seconds", ["0", "4294967296"]),
        ("database.max_connections", ["0", "10001"]),
        ("database.acquire_timeout_ms", ["0", "-1"]),
        ("database.url", ["mysql://localhost/errand", "nonsense"]),
        ("server.workers", ["513", "-1"]),
        ("server.read_timeout_ms", ["0", "999"]),
        ("server.write_timeout_ms", ["0", "999"]),
        ("server.request_timeout_ms", ["0", "1.5s"]),
        ("server.port", ["-1", "65536"]),
        ("server.port", ["http", "80 "]),
        ("server.host", ["localhost", "1"]),
        ("server.forwarded_header", ["X-Real-IP", "forwarded"]),
        ("mail.transport", ["sendmail", ""]),
        (
            "mail.from",
            ["nobody", "a@example.org\r\nBcc: b@example.org"],
        ),
        (
            "server.public_url",
            ["errand.example.org", "https://a.example/?b"],
        ),
        ("mail.retry_seconds", ["0", "-1"]),
        ("mail.max_attempts", ["0", "4294967296"]),
        ("log.format", ["xml", "JSON!"]),
        ("log.filter", ["info,=,=", "errand=loud"]),
    ] {
        let variable = format!("ERRAND__{}", key.to_uppercase().replace('.', "__"));
        for value in values {
            let errand = Errand::new().with("PORT", "").with(&variable, value);
            let complaint = errand.run([]).failure();
            assert!(complaint.contains(key), "{value}: {complaint}");
        }
    }
}

#[test]
fn smtp_mail_needs_the_url_of_a_server() {
    for url in ["", "mail.example.org", "https://mail.example.org"] {
        let errand = Errand::new()
            .with("ERRAND__MAIL__TRANSPORT", "smtp")
            .with("ERRAND__MAIL__SMTP_URL", url);
        let complaint = errand.run([]).failure();
        assert!(complaint.contains("mail.smtp_url"), "{complaint}");
    }
}

#[tokio::test]
async fn links_lead_to_the_served_port_unless_a_public_url_is_set() {
    let path = "verify-email#token=";
    let port = "ERRAND__SERVER__PORT";
    for (name, value, expected) in [
        ("PORT", "0", None),
        (port, "0", None),
        (
            "ERRAND__SERVER__PUBLIC_URL",
            "https://example.org/errand/",
            Some("https://example.org/errand"),
        ),
    ] {
        // An empty variable is none, so the second one counts.
        let port_of_tests = if name == port { "" } else { "0" };
        let errand = Errand::new().with("PORT", port_of_tests).with(name, value);
        let serving = errand.serve();
        let served = format!("http://localhost:{}", serving.address.port());
        let account = json!({ "email": "ada@example.org", "password": "correct horse battery" });
        call(
            &serving,
            Method::POST,
            "/api/v1/auth/signup",
            "",
            "",
            account,
        )
        .await;
        let link = serving.says(path);
        let expected = format!("{}/{path}", expected.unwrap_or(&served));
        assert!(link.starts_with(&expected), "{name}: {link}");
    }
}

#[test]
fn verified_emails_are_required_only_where_mail_is_sent() {
    let required = || Errand::new().with("ERRAND__AUTH__REQUIRE_VERIFIED_EMAIL", "true");
    required().serve();
    let errand = required().with("ERRAND__MAIL__TRANSPORT", "none");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.contains("auth.require_verified_email"),
        "{complaint}"
    );
}

#[test]
fn production_sends_no_mail_by_default_and_never_logs_it() {
    let production = || {
        Errand::new()
            .with("ERRAND_ENVIRONMENT", "production")
            .with("JWT_SECRET", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")
            .with("ERRAND__SERVER__HOST", "127.0.0.1")
    };
    let said = production().serve().said;
    assert!(
        said.iter().any(|line| line.contains("mail is off")),
        "{said:?}"
    );
    let errand = production().with("ERRAND__MAIL__TRANSPORT", "log");
    let complaint = errand.run([]).failure();
    assert!(complaint.contains("mail.transport"), "{complaint}");
    let said = Errand::new().serve().said;
    assert!(
        !said.iter().any(|line| line.contains("mail is off")),
        "{said:?}"
    );
}

#[test]
fn a_variable_holds_a_list_separated_by_commas() {
    let key = "server.trusted_proxies";
    let variable = "ERRAND__SERVER__TRUSTED_PROXIES";
    let default = "server.trusted_proxies = []  # config/default.toml (built in)";
    assert_eq!(line(&Errand::new(), key), default);
    let file = "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"fd00::/8\"]";
    let errand = Errand::new().file("config/development.toml", file);
    let expected =
        r#"server.trusted_proxies = ["10.0.0.0/8", "fd00::/8"]  # config/development.toml"#;
    assert_eq!(line(&errand, key), expected);
    for (value, list) in [
        ("192.0.2.1/32", r#"["192.0.2.1/32"]"#),
        ("192.0.2.1/32, fd00::/8", r#"["192.0.2.1/32", "fd00::/8"]"#),
        ("192.0.2.1/32,fd00::/8,", r#"["192.0.2.1/32", "fd00::/8"]"#),
        ("", "[]"),
    ] {
        let errand = Errand::new().file("config/development.toml", file);
        let errand = errand.with(variable, value);
        let expected = format!("server.trusted_proxies = {list}  # ERRAND__…");
        assert_eq!(line(&errand, key), expected);
        errand.serve();
    }
}

#[test]
fn a_variable_that_is_not_a_list_is_taken_literally() {
    for (key, text) in [
        // The library could parse these as lists or numbers, which would alter a secret.
        ("database.url", "sqlite://data/a,b.db"),
        ("log.filter", "1e3"),
        ("log.filter", "007"),
        ("log.filter", "TRUE"),
    ] {
        let variable = format!("ERRAND__{}", key.to_uppercase().replace('.', "__"));
        let errand = Errand::new().with(&variable, text);
        let expected = format!("{key} = {text:?}  # ERRAND__…");
        assert_eq!(line(&errand, key), expected);
    }
}

#[test]
fn invalid_networks_and_origins_are_refused() {
    for (variable, values) in [
        (
            "TRUSTED_PROXIES",
            ["10.0.0.0", "10.0.0.0/33", "proxy.example.org", "*"],
        ),
        (
            "CORS_ORIGINS",
            ["*", "https://*.example.org", "https://a.example/", "null"],
        ),
    ] {
        let name = format!("ERRAND__SERVER__{variable}");
        for value in values {
            let errand = Errand::new().with(&name, value);
            let complaint = errand.run([]).failure();
            let key = format!("server.{}", variable.to_lowercase());
            assert!(complaint.contains(&key), "{value}: {complaint}");
        }
    }
}

#[test]
fn a_file_that_is_not_toml_is_named_in_the_error() {
    let errand = Errand::new().file("config/default.toml", "[server");
    let complaint = errand.run(["config"]);
    assert!(
        complaint.complaint.contains("config/default.toml"),
        "{}",
        complaint.complaint
    );
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
