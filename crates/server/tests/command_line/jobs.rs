//! `errand jobs`, and the jobs that recur.

use std::thread;
use std::time::{Duration, Instant};

use errand_test_support::{JWT_SECRET, TestDatabase, on_both_databases};
use serde_json::Value;

use crate::errand::Errand;

const DEAD: &str = "0194e2a5-0000-7000-8000-000000000001";
const EXPIRED: &str = "0194e2a5-0000-7000-8000-000000000002";
const WAITING: &str = "0194e2a5-0000-7000-8000-000000000003";

/// The program on a database with a dead job, an expired one that is dead too, and a waiting one.
async fn errand_with_jobs(database: &TestDatabase) -> Errand {
    for (id, kind, expires_at, dead_at, error) in [
        (
            DEAD,
            "send_mail",
            "9999-01-01",
            "'2026-06-15T12:03:00+00:00'",
            "'no such\u{1b}[31m mailbox'",
        ),
        (
            EXPIRED,
            "send_mail",
            "2026-06-16",
            "'2026-06-15T12:04:00+00:00'",
            "'too late'",
        ),
        (WAITING, "send_pigeon", "9999-01-01", "NULL", "NULL"),
    ] {
        let id = if database.is_postgres() {
            format!("'{id}'")
        } else {
            format!("x'{}'", id.replace('-', ""))
        };
        let payload = r#"{"text": "secret-token"}"#;
        let insert = format!(
            "INSERT INTO jobs (id, kind, payload, created_at, run_at, expires_at, dead_at, last_error,
                               attempts)
             VALUES ({id}, '{kind}', '{payload}', '2026-06-15T12:00:00+00:00',
                     '2026-06-15T12:01:00+00:00', '{expires_at}T00:00:00+00:00', {dead_at}, {error}, 3)"
        );
        database.execute(&insert).await;
    }
    Errand::new().with("DATABASE_URL", database.url())
}

/// The jobs in the order in which they are listed, as JSON.
fn listed(errand: &Errand) -> Vec<Value> {
    let text = errand.run(["jobs", "--json"]).success();
    assert!(!text.contains("secret-token"), "{text}");
    serde_json::from_str(&text).unwrap()
}

fn states(errand: &Errand) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let state = |job: &Value| (text(&job["id"]), text(&job["state"]));
    listed(errand).iter().map(state).collect()
}

fn pair(id: &str, state: &str) -> (String, String) {
    (id.to_owned(), state.to_owned())
}

on_both_databases! {
    async fn jobs_are_listed_without_their_payloads(database: TestDatabase) {
        let errand = errand_with_jobs(&database).await;
        let table = errand.run(["jobs"]).success();
        let expected = format!(
            "ID                                    KIND         STATE    AT                    ATTEMPTS  ERROR\n\
             {DEAD}  send_mail    dead     2026-06-15T12:03:00Z  3         no such [31m mailbox\n\
             {EXPIRED}  send_mail    dead     2026-06-15T12:04:00Z  3         too late\n\
             {WAITING}  send_pigeon  waiting  2026-06-15T12:01:00Z  3\n"
        );
        assert_eq!(table, expected);
        let job = &listed(&errand)[0];
        assert_eq!(job["kind"], "send_mail");
        assert_eq!(job["created_at"], "2026-06-15T12:00:00Z");
        assert_eq!(job["run_at"], "2026-06-15T12:01:00Z");
        assert_eq!(job["dead_at"], "2026-06-15T12:03:00Z");
        assert_eq!(job["expires_at"], "9999-01-01T00:00:00Z");
        assert_eq!(job["claimed_until"], Value::Null);
        assert_eq!(job["attempts"], 3);
        assert_eq!(job["last_error"], "no such\u{1b}[31m mailbox");
        assert_eq!(job.as_object().unwrap().len(), 10);
    }

    async fn a_dead_job_is_retried_or_deleted(database: TestDatabase) {
        let errand = errand_with_jobs(&database).await;
        let said = errand.run(["jobs", "retry", DEAD]).success();
        assert_eq!(said, format!("The job {DEAD} will be retried.\n"));
        let said = errand.run(["jobs", "delete", EXPIRED]).success();
        assert_eq!(said, format!("The job {EXPIRED} was deleted.\n"));
        assert_eq!(states(&errand), [pair(WAITING, "waiting"), pair(DEAD, "waiting")]);
    }

    async fn what_was_retried_or_deleted_is_printed_as_json(database: TestDatabase) {
        let errand = errand_with_jobs(&database).await;
        let dead = listed(&errand);
        let changed = |step: &str, id: &str| -> Value {
            serde_json::from_str(&errand.run(["jobs", step, id, "--json"]).success()).unwrap()
        };
        assert_eq!(changed("delete", EXPIRED), dead[1]);
        let retried = changed("retry", DEAD);
        assert_eq!(listed(&errand)[1], retried);
        assert_eq!((&retried["state"], &retried["attempts"]), (&"waiting".into(), &0.into()));
        let outcome = errand.run(["jobs", "--json", "delete", DEAD]);
        assert_eq!(outcome.output, "");
        assert_eq!(outcome.failure(), format!("no dead job has the id {DEAD}"));
    }

    async fn no_other_job_is_retried_or_deleted(database: TestDatabase) {
        let errand = errand_with_jobs(&database).await;
        let before = states(&errand);
        for (step, id) in [("retry", WAITING), ("delete", WAITING), ("retry", EXPIRED)] {
            let complaint = errand.run(["jobs", step, id]).failure();
            let expected = format!("no dead job has the id {id}");
            assert!(complaint.starts_with(&expected), "{complaint}");
        }
        let complaint = errand.run(["jobs", "retry", "7"]).complaint;
        assert!(complaint.contains("invalid value '7'"), "{complaint}");
        assert_eq!(states(&errand), before);
    }

    async fn several_processes_share_the_jobs_that_recur(database: TestDatabase) {
        let errand = Errand::new()
            .with("DATABASE_URL", database.url())
            .with("JWT_SECRET", JWT_SECRET);
        let processes = [errand.serve(), errand.serve(), errand.serve()];
        let started = Instant::now();
        let done = loop {
            let jobs = listed(&errand);
            let is_done = |job: &&Value| {
                let time = |name: &str| job[name].as_str().unwrap().to_owned();
                job["state"] == "waiting" && time("run_at") > time("created_at")
            };
            if jobs.len() == 7 && jobs.iter().filter(is_done).count() == 7 {
                break jobs;
            }
            assert!(started.elapsed() < Duration::from_mins(1), "{jobs:?}");
            thread::sleep(Duration::from_millis(100));
        };
        let mut kinds: Vec<_> = done.iter().map(|job| job["kind"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        let expected = [
            "purge_changes",
            "purge_email_tokens",
            "purge_events",
            "purge_jobs",
            "purge_sessions",
            "purge_throttles",
            "purge_trash",
        ];
        assert_eq!(kinds, expected);
        for job in done {
            assert_eq!((&job["attempts"], &job["last_error"]), (&0.into(), &Value::Null));
        }
        for process in processes {
            assert_eq!(process.stop().code(), Some(0));
        }
    }
}

#[test]
fn jobs_need_a_database_with_all_its_tables() {
    let errand = Errand::new();
    let said = errand.run(["jobs"]).failure();
    assert_eq!(
        said,
        "there is no database at data/errand.db: run `errand migrate` first"
    );
    assert!(!errand.path("data").exists());
    errand.run(["migrate"]).success();
    assert_eq!(errand.run(["jobs", "--json"]).success(), "[]\n");
}
