//! The program, killed again and again while clients write with keys.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use errand_test_support::{JWT_SECRET, on_both_databases};
use futures_util::future::join_all;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::errand::Errand;
use crate::stopping::new_user;

const ROUNDS: usize = 10;
const WRITERS: usize = 8;

on_both_databases! {
    async fn every_write_happens_once_however_often_it_is_killed(database: TestDatabase) {
        let errand = Errand::new()
            .with("DATABASE_URL", database.url())
            .with("JWT_SECRET", JWT_SECRET)
            .with("ERRAND__AUTH__HASHING__COST", "10")
            .with("ERRAND__AUTH__THROTTLING__REQUESTS__BURST", "1000000");
        let mut serving = errand.serve();
        let token = new_user(serving.address).await;
        let answers = AtomicUsize::new(0);
        let writer = |number| Writer::new(number, &token, &answers);
        let mut writers: Vec<_> = (0..WRITERS).map(writer).collect();
        for round in 0..ROUNDS {
            let address = serving.address;
            let wanted = answers.load(Ordering::Relaxed) + 20 + round;
            let kill = async {
                while answers.load(Ordering::Relaxed) < wanted {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                serving.signal("-KILL");
            };
            let write = writers.iter_mut().map(|writer| writer.write_until_it_fails(address));
            tokio::join!(kill, join_all(write));
            serving = errand.serve();
        }
        for writer in &mut writers {
            writer.next(serving.address).await.unwrap();
        }

        let answered: usize = writers.iter().map(|writer| writer.answered).sum();
        let tasks: usize = writers.iter().map(|writer| writer.answered.div_ceil(2)).sum();
        for (count, expected) in [
            ("SELECT COUNT(*) FROM tasks", tasks),
            ("SELECT COUNT(DISTINCT title) FROM tasks", tasks),
            ("SELECT COUNT(*) FROM tasks WHERE completed_at IS NOT NULL", answered - tasks),
            ("SELECT SUM(version) FROM tasks", answered),
            ("SELECT COUNT(*) FROM changes", answered),
            ("SELECT MAX(seq) FROM changes", answered),
            ("SELECT MAX(seq) FROM scopes", answered),
            ("SELECT COUNT(*) FROM request_keys", answered),
            (
                "SELECT COUNT(*) FROM tasks JOIN changes ON entity_id = tasks.id \
                 WHERE CAST(after ->> 'version' AS bigint) = tasks.version",
                tasks,
            ),
        ] {
            let text = count.replacen("SELECT ", "SELECT CAST(", 1).replacen(" FROM", " AS TEXT) FROM", 1);
            assert_eq!(database.query_text(&text).await, expected.to_string(), "{count}");
        }
    }
}

/// Creates a task, completes it, creates the next, and so on. The key of a request is its number,
/// so one that got no answer is repeated with the same key.
struct Writer<'a> {
    client: Client,
    number: usize,
    token: &'a str,
    answered: usize,
    /// The answers to all writers.
    answers: &'a AtomicUsize,
    task: String,
}

impl<'a> Writer<'a> {
    fn new(number: usize, token: &'a str, answers: &'a AtomicUsize) -> Self {
        Self {
            client: Client::new(),
            number,
            token,
            answered: 0,
            answers,
            task: String::new(),
        }
    }

    async fn write_until_it_fails(&mut self, address: SocketAddr) {
        while self.next(address).await.is_ok() {}
    }

    /// Makes the next request. Fails if it gets no answer.
    async fn next(&mut self, address: SocketAddr) -> Result<(), reqwest::Error> {
        let creates = self.answered.is_multiple_of(2);
        let answer = if creates {
            let title = format!("{} of {}", self.answered, self.number);
            let request = self.request(Method::POST, address, "");
            request.json(&json!({ "title": title })).send().await?
        } else {
            let complete = format!("/{}/complete", self.task);
            self.request(Method::PATCH, address, &complete)
                .send()
                .await?
        };
        let status = answer.status();
        let body = answer.text().await?;
        assert!(status.is_success(), "{status} {body}");
        let task: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(task["completed"], !creates, "{task}");
        task["id"].as_str().unwrap().clone_into(&mut self.task);
        self.answered += 1;
        self.answers.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn request(&self, method: Method, address: SocketAddr, path: &str) -> RequestBuilder {
        let url = format!("http://{address}/api/v1/tasks{path}");
        let key = format!("{}-{}", self.number, self.answered);
        let request = self.client.request(method, url).bearer_auth(self.token);
        request.header("Idempotency-Key", key)
    }
}
