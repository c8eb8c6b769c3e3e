//! `/metrics`: what is measured, for whom, and what is said about it elsewhere.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use errand_test_support::{JWT_SECRET, TestDatabase, on_both_databases};
use reqwest::{Client, Method};
use serde_json::json;

use crate::errand::Errand;

const TOKEN: &str = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";
const DOCUMENTATION: &str = include_str!("../../../../docs/deployment.md");
const ALERTS: &str = include_str!("../../../../deploy/monitoring/alerts.yaml");
const DASHBOARD: &str = include_str!("../../../../deploy/monitoring/dashboard.json");

fn on(database: &TestDatabase) -> Errand {
    Errand::new()
        .with("DATABASE_URL", database.url())
        .with("JWT_SECRET", JWT_SECRET)
        .with("ERRAND__AUTH__HASHING__COST", "10")
        .with("ERRAND__METRICS__TOKEN", TOKEN)
}

/// The status of an answer to a request, which may carry a token.
async fn status(address: SocketAddr, path: &str, token: Option<&str>) -> u16 {
    let request = Client::new().get(format!("http://{address}{path}"));
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    request.send().await.unwrap().status().as_u16()
}

async fn metrics(address: SocketAddr) -> String {
    let request = Client::new().get(format!("http://{address}/metrics"));
    let answer = request.bearer_auth(TOKEN).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let kind = &answer.headers()["content-type"];
    assert_eq!(kind, "text/plain; version=0.0.4; charset=utf-8");
    answer.text().await.unwrap()
}

/// Attempts to sign up until one is refused.
async fn sign_up(address: SocketAddr) {
    let client = Client::new();
    for number in 0.. {
        let user =
            json!({ "email": format!("ada{number}@example.org"), "password": "correct horse" });
        let request = client.post(format!("http://{address}/api/v1/auth/signup"));
        match request.json(&user).send().await.unwrap().status().as_u16() {
            201 => {}
            429 => return,
            status => panic!("{status}"),
        }
    }
}

/// The value of a line of the measurements.
fn value(metrics: &str, series: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(series));
    let value = line.unwrap_or_else(|| panic!("no {series} in {metrics}"));
    value.trim().parse().unwrap()
}

/// The names in a text that begin with "errand_", without what Prometheus appends.
fn names(text: &str) -> BTreeSet<&str> {
    let is_of_a_name = |character: char| character.is_ascii_lowercase() || character == '_';
    let words = text.split(|character| !is_of_a_name(character));
    let words = words.filter(|word| word.starts_with("errand_"));
    let base = |word: &'_ str| -> usize {
        let suffixes = ["_bucket", "_count", "_sum"].map(|suffix| word.strip_suffix(suffix));
        suffixes.into_iter().flatten().next().unwrap_or(word).len()
    };
    words.map(|word| &word[..base(word)]).collect()
}

on_both_databases! {
    async fn what_is_measured_is_what_the_documentation_lists(database: TestDatabase) {
        let serving = on(&database).serve();
        sign_up(serving.address).await;
        let mut shown = metrics(serving.address).await;
        // The rest is measured every few seconds.
        let job = "errand_jobs{kind=\"purge_sessions\",state=\"waiting\"} 1\n";
        while !shown.contains(job) {
            tokio::time::sleep(Duration::from_millis(50)).await;
            shown = metrics(serving.address).await;
        }
        let (_, chapter) = DOCUMENTATION.split_once("\n## Metrics\n").unwrap();
        let (chapter, _) = chapter.split_once("\n## ").unwrap();
        let mut documented = names(chapter);
        if database.is_postgres() {
            assert!(documented.remove("errand_sqlite_wal_bytes"));
        }
        assert_eq!(names(&shown), documented);
        for name in documented {
            assert!(shown.contains(&format!("# HELP {name} ")), "{name}");
        }
        for used in [names(ALERTS), names(DASHBOARD)] {
            assert!(used.len() > 5, "{used:?}");
            let unknown: Vec<_> = used.difference(&names(chapter)).copied().collect();
            assert_eq!(unknown, [""; 0]);
        }

        let series = r#"errand_http_request_duration_seconds_count{method="POST",route="/api/v1/auth/signup",status="201"}"#;
        assert!(value(&shown, series) >= 1.0);
        assert!(value(&shown, r#"errand_throttled_total{limit="signup"}"#) >= 1.0);
        assert!(value(&shown, "errand_http_connections") >= 1.0);
        assert!(value(&shown, "errand_database_up") >= 1.0);
        assert!(value(&shown, r#"errand_database_connections{state="free"}"#) >= 1.0);
        assert!(value(&shown, r#"errand_hashes{state="running"}"#) < 1.0);
        assert!(!shown.contains("example.org"), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dead_and_late_jobs_show() {
    let database = TestDatabase::sqlite().await;
    let serving = on(&database).serve();
    database
        .execute(
            "INSERT INTO jobs (id, kind, payload, created_at, run_at, claimed_until, dead_at)
             VALUES (x'01', 'send_mail', '{}', '2026', '2026-01-01T00:00:00+00:00', NULL, '2026'),
                    (x'02', 'send_mail', '{}', '2026', '2026-01-01T00:00:00+00:00', NULL, '2026'),
                    (x'03', 'send_mail', '{}', '2026', '2026-01-01T00:00:00+00:00', '2099', NULL)",
        )
        .await;
    let dead = r#"errand_jobs{kind="send_mail",state="dead"}"#;
    let mut shown = metrics(serving.address).await;
    while !shown.contains(&format!("{dead} 2\n")) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        shown = metrics(serving.address).await;
    }
    let running = r#"errand_jobs{kind="send_mail",state="running"}"#;
    assert!((value(&shown, running) - 1.0).abs() < 0.1);
    let age = r#"errand_jobs_oldest_due_seconds{kind="send_mail"}"#;
    assert!(
        value(&shown, age) < 1.0,
        "dead and running jobs are not waiting"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_token_opens_the_measurements_and_without_one_there_are_none() {
    let database = TestDatabase::sqlite().await;
    let serving = on(&database).serve();
    let longer = format!("{TOKEN}=");
    for wrong in [None, Some("x"), Some(&TOKEN[1..]), Some(&longer)] {
        assert_eq!(
            status(serving.address, "/metrics", wrong).await,
            401,
            "{wrong:?}"
        );
    }
    assert_eq!(status(serving.address, "/metrics", Some(TOKEN)).await, 200);
    assert!(serving.stop().success());
    let serving = on(&database).with("ERRAND__METRICS__TOKEN", "").serve();
    for token in [None, Some(TOKEN), Some("")] {
        assert_eq!(
            status(serving.address, "/metrics", token).await,
            404,
            "{token:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_clients_make_up_becomes_no_label() {
    let database = TestDatabase::sqlite().await;
    let serving = on(&database).serve();
    let client = Client::new();
    for number in 0..20 {
        let method = Method::from_bytes(format!("MADEUP{number}").as_bytes()).unwrap();
        for path in [
            format!("/madeup{number}"),
            format!("/api/v1/tasks/madeup{number}"),
        ] {
            let url = format!("http://{}{path}", serving.address);
            client.request(method.clone(), &url).send().await.unwrap();
            client.get(&url).send().await.unwrap();
        }
    }
    let shown = metrics(serving.address).await;
    assert!(!shown.to_lowercase().contains("madeup"), "{shown}");
    let count = "errand_http_request_duration_seconds_count";
    let series = shown.lines().filter(|line| line.starts_with(count));
    assert!(series.count() <= 6, "{shown}");
}

#[test]
fn a_token_that_can_be_guessed_or_not_be_sent_is_refused() {
    for token in ["short", &TOKEN.replace('b', " "), &TOKEN[..31]] {
        let errand = Errand::new().with("ERRAND__METRICS__TOKEN", token);
        let said = errand.run(["serve"]).failure();
        let expected = "the setting metrics.token must be empty, or at least 32 letters, digits";
        assert!(said.starts_with(expected), "{said}");
    }
}
