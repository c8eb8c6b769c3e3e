//! The sources of settings, and which one wins.

use crate::errand::Errand;

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
    let expected = r#"server.port = "8080"  # built-in default.toml"#;
    assert_eq!(line(&errand, KEY), expected);
    let errand = errand.settings("[server]\nport = 8081");
    let expected = r#"server.port = "8081"  # errand.toml"#;
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
    let errand = Errand::new().with("ERRAND_ENVIRONMENT", "production");
    let expected = r#"server.host = "0.0.0.0"  # built-in production.toml"#;
    assert_eq!(line(&errand, "server.host"), expected);
    let expected = r#"environment = "production"  # ERRAND_ENVIRONMENT"#;
    assert_eq!(line(&errand, "environment"), expected);
    let errand = Errand::new().settings("environment = \"production\"");
    let expected = r#"server.host = "0.0.0.0"  # built-in production.toml"#;
    assert_eq!(line(&errand, "server.host"), expected);
}

#[test]
fn the_file_named_on_the_command_line_is_read_instead_of_that_of_the_variable() {
    let errand = Errand::new()
        .with("PORT", "")
        .settings("[server]\nport = 8081")
        .file("other.toml", "[server]\nport = 8082");
    for arguments in [
        ["--config", "other.toml", "config"],
        ["config", "--config", "other.toml"],
    ] {
        let report = errand.run(arguments).success();
        assert!(
            report.contains(r#"server.port = "8082"  # other.toml"#),
            "{report}"
        );
    }
}

#[test]
fn no_file_is_read_unless_it_is_named() {
    let errand = Errand::new()
        .with("PORT", "")
        .file("config/default.toml", "[server]\nport = 8081")
        .file("errand.toml", "[server]\nport = 8081");
    let expected = r#"server.port = "8080"  # built-in default.toml"#;
    assert_eq!(line(&errand, KEY), expected);
}

#[test]
fn a_variable_can_name_a_file_with_the_value() {
    for (name, key, text) in [
        ("DATABASE_URL_FILE", "database.url", "sqlite://data/a.db"),
        (
            "ERRAND__MAIL__SMTP_URL_FILE",
            "mail.smtp_url",
            "smtp://example.org",
        ),
        ("ERRAND__LOG__FILTER_FILE", "log.filter", "007"),
    ] {
        let source = if name.starts_with("ERRAND__") {
            "ERRAND__…"
        } else {
            name
        };
        for line_break in ["", "\n", "\r\n"] {
            let errand = Errand::new()
                .file("value", &format!("{text}{line_break}"))
                .with(name, "value");
            let expected = format!("{key} = {text:?}  # {source}");
            assert_eq!(line(&errand, key), expected);
        }
        // An empty variable is none.
        assert!(!line(&Errand::new().with(name, ""), key).contains(source));
    }
}

#[test]
fn a_variable_holds_a_list_separated_by_commas() {
    let key = "server.trusted_proxies";
    let variable = "ERRAND__SERVER__TRUSTED_PROXIES";
    let default = "server.trusted_proxies = []  # built-in default.toml";
    assert_eq!(line(&Errand::new(), key), default);
    let file = "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"fd00::/8\"]";
    let errand = Errand::new().settings(file);
    let expected = r#"server.trusted_proxies = ["10.0.0.0/8", "fd00::/8"]  # errand.toml"#;
    assert_eq!(line(&errand, key), expected);
    for (value, list) in [
        ("192.0.2.1/32", r#"["192.0.2.1/32"]"#),
        ("192.0.2.1/32, fd00::/8", r#"["192.0.2.1/32", "fd00::/8"]"#),
        ("192.0.2.1/32,fd00::/8,", r#"["192.0.2.1/32", "fd00::/8"]"#),
        ("", "[]"),
    ] {
        let errand = Errand::new().settings(file).with(variable, value);
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
