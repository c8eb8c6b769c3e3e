//! Requests while the program is stopped or suspended.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use errand_test_support::{JWT_SECRET, PASSWORD, Proxy, TestDatabase, on_both_databases};
use reqwest::Client;
use serde_json::json;

use crate::errand::Errand;

/// Each test stops a process twenty times.
const ROUNDS: usize = 2;
const PROCESSES: usize = 10;
/// Database connections of each process.
const CONNECTIONS: usize = 3;

on_both_databases! {
    async fn every_request_in_progress_is_answered_truthfully_with_1_worker(database: TestDatabase) {
        stop_again_and_again(database, 1).await;
    }

    async fn every_request_in_progress_is_answered_truthfully_with_2_workers(database: TestDatabase) {
        stop_again_and_again(database, 2).await;
    }

    async fn every_request_in_progress_is_answered_truthfully_with_8_workers(database: TestDatabase) {
        stop_again_and_again(database, 8).await;
    }
}

/// Stops several processes while a lock holds all their requests, then releases the lock.
async fn stop_again_and_again(database: TestDatabase, workers: usize) {
    let errand = Errand::new()
        .with("DATABASE_URL", database.url())
        .with("JWT_SECRET", JWT_SECRET)
        .with("ERRAND__AUTH__HASHING__COST", "10")
        .with("ERRAND__DATABASE__ACQUIRE_TIMEOUT_MS", "30000")
        .with("ERRAND__SERVER__REQUEST_TIMEOUT_MS", "30000")
        .with(
            "ERRAND__DATABASE__MAX_CONNECTIONS",
            &CONNECTIONS.to_string(),
        )
        .with("ERRAND__SERVER__WORKERS", &workers.to_string());
    let serving = errand.serve();
    let token = new_user(serving.address).await;
    assert_eq!(serving.stop().code(), Some(0));
    let mut created = 0;
    for _ in 0..ROUNDS {
        let processes: Vec<_> = (0..PROCESSES).map(|_| errand.serve()).collect();
        let send = |requests: fn(usize) -> usize| {
            let addresses = processes.iter().map(|serving| serving.address);
            let addresses = addresses.enumerate();
            let each = addresses.flat_map(|(n, address)| vec![address; requests(n)]);
            each.map(|address| creating(address, &token))
                .collect::<Vec<_>>()
        };
        // Any thread may later use a connection that another one opened.
        let lock = database.lock_writes().await;
        let opening = send(|_| CONNECTIONS);
        lock.rollback().await.unwrap();
        created += expect_created(&opening);

        // From a single request, which leaves threads idle, to more requests than connections.
        let lock = database.lock_writes().await;
        let held = send(|n| n + 1);
        for serving in &processes {
            serving.signal("-TERM");
        }
        for serving in &processes {
            until("it takes no new connections", || {
                TcpStream::connect(serving.address).is_err()
            });
        }
        lock.rollback().await.unwrap();
        created += expect_created(&held);
        for serving in processes {
            let rest = serving.rest();
            assert!(!rest.contains("being shutdown"), "{rest}");
        }
        let kept = "SELECT CAST(COUNT(*) AS TEXT) FROM tasks";
        let kept = database.query_text(kept).await;
        assert_eq!(kept, created.to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_although_the_database_does_not_answer() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let proxy = Proxy::to(database.url()).await;
    let errand = Errand::new()
        .with("DATABASE_URL", proxy.url())
        .with("JWT_SECRET", JWT_SECRET)
        .with("ERRAND__AUTH__HASHING__COST", "10")
        .with("ERRAND__SERVER__SHUTDOWN_TIMEOUT_SECONDS", "1");
    let mut serving = errand.serve();
    let token = new_user(serving.address).await;
    // This use is to be recorded at the end, because the last one is long ago.
    let age = "UPDATE sessions SET last_used_at = last_used_at - interval '1 hour'";
    database.execute(age).await;
    let tasks = format!("http://{}/api/v1/tasks", serving.address);
    let tasks = Client::new().get(tasks).bearer_auth(token).send().await;
    assert_eq!(tasks.unwrap().status(), 200);

    proxy.freeze();
    serving.signal("-TERM");
    let since = Instant::now();
    let status = loop {
        if let Some(status) = serving.status() {
            break status;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "it never stops");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_thousand_connections_wait_while_it_is_suspended() {
    let errand = Errand::new();
    let serving = errand.serve();
    serving.signal("-STOP");
    let patience = Duration::from_secs(10);
    let waiting: Vec<_> = (0..1000)
        .map(|_| TcpStream::connect_timeout(&serving.address, patience).unwrap())
        .collect();
    serving.signal("-CONT");
    for mut client in waiting {
        get(&mut client, "/health/live");
        assert!(line_of(&client).starts_with("HTTP/1.1 200 "));
    }
}

/// The access token of a new user.
pub(crate) async fn new_user(address: SocketAddr) -> String {
    let account = json!({ "email": "ada@example.org", "password": PASSWORD });
    let client = Client::new();
    let post = async |path| {
        let url = format!("http://{address}/api/v1/auth/{path}");
        let answer = client.post(url).json(&account).send().await.unwrap();
        let answer: serde_json::Value =
            serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        answer
    };
    post("signup").await;
    let granted = post("login").await;
    granted["access_token"].as_str().unwrap().to_owned()
}

/// Checks that every request is answered with a new task, and returns their number.
#[track_caller]
fn expect_created(requests: &[TcpStream]) -> usize {
    for request in requests {
        let answer = line_of(request);
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    }
    requests.len()
}

/// Sends a request for a new task, and waits until the server has confirmed receiving its head.
fn creating(address: SocketAddr, token: &str) -> TcpStream {
    let mut client = TcpStream::connect(address).unwrap();
    let body = r#"{"title":"milk"}"#;
    let head = format!(
        "POST /api/v1/tasks HTTP/1.1\r\nHost: errand\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    client.write_all(head.as_bytes()).unwrap();
    let mut go_on = [0; 25];
    client.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    client.write_all(body.as_bytes()).unwrap();
    client
}

fn get(client: &mut TcpStream, path: &str) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: errand\r\nConnection: close\r\n\r\n");
    client.write_all(request.as_bytes()).unwrap();
}

/// The first line of an answer. Empty if the connection ended without one.
fn line_of(client: &TcpStream) -> String {
    let mut line = String::new();
    // A reset connection also ended without an answer.
    let _ = BufReader::new(client).read_line(&mut line);
    line
}

fn until(what: &str, condition: impl Fn() -> bool) {
    let since = Instant::now();
    while !condition() {
        assert!(since.elapsed() < Duration::from_secs(10), "never: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
