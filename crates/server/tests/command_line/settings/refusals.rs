//! Settings that are refused. The message names the key or the file.

use crate::errand::Errand;

#[test]
fn an_unknown_key_is_named_in_the_error() {
    for errand in [
        Errand::new().with("ERRAND__SERVER__PROT", "1"),
        Errand::new().settings("[server]\nprot = 1"),
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
        ("jobs.retry_seconds", ["0", "-1"]),
        ("jobs.max_attempts", ["0", "4294967296"]),
        ("retention.trash_days", ["0", "3651"]),
        ("retention.changes_days", ["0", "65536"]),
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
    let complaint = Errand::new().settings("[server").run(["config"]);
    let complaint = complaint.complaint;
    assert!(complaint.contains("errand.toml"), "{complaint}");
}

#[test]
fn a_file_that_is_named_must_exist() {
    let missing = [
        Errand::new().with("ERRAND_CONFIG", "no.toml").run([]),
        Errand::new().run(["--config", "no.toml"]),
        Errand::new().with("JWT_SECRET_FILE", "no.toml").run([]),
        Errand::new()
            .with("ERRAND__MAIL__SMTP_URL_FILE", "no.toml")
            .run([]),
    ];
    for run in missing {
        let complaint = run.failure();
        assert!(complaint.contains("no.toml"), "{complaint}");
    }
}

#[test]
fn a_value_and_a_file_with_it_contradict_each_other() {
    let errand = Errand::new()
        .file("secret", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")
        .with("JWT_SECRET_FILE", "secret")
        .with("JWT_SECRET", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.contains("JWT_SECRET and JWT_SECRET_FILE"),
        "{complaint}"
    );
}
