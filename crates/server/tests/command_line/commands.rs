//! The commands that run and exit.

use std::process::Stdio;

use serde_json::Value;

use crate::errand::Errand;

#[test]
fn help_names_every_command() {
    let help = Errand::new().run(["--help"]).success();
    for command in [
        "serve",
        "migrate",
        "user",
        "backup",
        "restore",
        "copy-db",
        "jobs",
        "demo",
        "health",
        "doctor",
        "openapi",
        "config",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
    }
}

#[test]
fn the_version_includes_that_of_the_time_zones() {
    let version = Errand::new().run(["--version"]).success();
    let release = version
        .strip_prefix(concat!(
            "errand ",
            env!("CARGO_PKG_VERSION"),
            " (time zones 20"
        ))
        .and_then(|rest| rest.strip_suffix(")\n"));
    assert!(
        release.is_some_and(|release| release.len() == 3),
        "{version}"
    );
}

#[test]
fn the_openapi_document_needs_no_settings_and_is_json() {
    let errand = Errand::new().with("DATABASE_URL", "nonsense");
    let document = errand.run(["openapi"]).success();
    let document: Value = serde_json::from_str(&document).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    assert!(document["paths"]["/api/v1/tasks"].is_object());
    assert!(!errand.path("data").exists());
}

#[test]
fn migrations_are_applied_reverted_and_listed() {
    let errand = Errand::new();
    let states = |step: &str| -> Vec<bool> {
        let lines = errand.run(["migrate", step]).success();
        let is_applied = |line: &str| match line.split_once("  m2") {
            Some(("applied", _)) => true,
            Some(("pending", _)) => false,
            _ => panic!("{lines}"),
        };
        lines.lines().map(is_applied).collect()
    };
    let before = states("status");
    assert!(!before.is_empty());
    assert!(before.iter().all(|applied| !applied));
    assert!(states("up").iter().all(|applied| *applied));
    let (last, others) = states("down")
        .split_last()
        .map(|(last, others)| (*last, others.to_vec()))
        .unwrap();
    assert!(!last && others.iter().all(|applied| *applied));
    assert!(states("up").iter().all(|applied| *applied));
    assert!(states("status").iter().all(|applied| *applied));
    assert!(errand.path("data/errand.db").is_file());
}

#[test]
fn migrations_are_printed_as_json() {
    let errand = Errand::new();
    let states = |step: &str| -> Vec<String> {
        let lines = errand.run(["migrate", step, "--json"]).success();
        let lines: Vec<Value> = serde_json::from_str(&lines).unwrap();
        let state = |line: &Value| {
            assert!(line["name"].as_str().unwrap().starts_with("m2"), "{line}");
            assert_eq!(line.as_object().unwrap().len(), 2);
            line["state"].as_str().unwrap().to_owned()
        };
        lines.iter().map(state).collect()
    };
    assert!(states("status").iter().all(|state| state == "pending"));
    assert!(states("up").iter().all(|state| state == "applied"));
    assert_eq!(states("down").pop().unwrap(), "pending");
}

#[test]
fn migrating_without_a_database_fails_with_a_clear_message() {
    let errand = Errand::new()
        .file("taken", "")
        .with("DATABASE_URL", "sqlite://taken/errand.db");
    let complaint = errand.run(["migrate", "up"]).failure();
    assert!(
        complaint.starts_with("the folder of the database cannot be made: "),
        "{complaint}"
    );
}

#[test]
fn an_unknown_command_is_refused() {
    let outcome = Errand::new().run(["destroy"]);
    assert!(
        outcome.complaint.contains("'destroy'"),
        "{}",
        outcome.complaint
    );
    assert!(outcome.output.is_empty());
}

#[test]
fn a_closed_output_causes_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut process = Errand::new().start(["openapi"], Stdio::from(writer));
    let mut complaint = String::new();
    let mut stream = process.0.stderr.take().unwrap();
    std::io::Read::read_to_string(&mut stream, &mut complaint).unwrap();
    assert_eq!(complaint, "");
    assert_eq!(process.0.wait().unwrap().code(), Some(0));
}
