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
