//! `errand health`.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;

use serde_json::{Value, json};

use crate::errand::{Errand, Serving};
use crate::sockets::Ready;
use crate::tls;

/// The port of a server, for the program that asks it.
fn port(serving: &Serving) -> String {
    serving.address.port().to_string()
}

#[test]
fn a_ready_server_is_healthy_at_any_of_its_addresses() {
    for host in ["127.0.0.1", "0.0.0.0", "::"] {
        let errand = Errand::new()
            .with("ERRAND__SERVER__HOST", host)
            .with("ERRAND__SERVER__PUBLIC_URL", "https://example.org/errand");
        let serving = errand.serve();
        let loopback = if host == "::" { "[::1]" } else { "127.0.0.1" };
        let address = format!("{loopback}:{}", port(&serving));
        let errand = errand.with("PORT", &port(&serving));
        let said = errand.run(["health"]).success();
        assert_eq!(said, format!("the server on {address} is ready\n"));
        let said = errand.run(["health", "--json"]).success();
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(
            said,
            json!({
                "ready": true,
                "address": address,
                "parts": [{ "name": "database", "ready": true }, { "name": "jobs", "ready": true }],
                "error": null,
            })
        );
    }
}

#[test]
fn a_server_with_tls_is_healthy_whatever_its_certificate_is_for() {
    let errand = tls::with_tls(&tls::pair());
    let serving = errand.serve();
    errand
        .with("PORT", &port(&serving))
        .run(["health"])
        .success();
}

#[test]
fn a_server_on_a_unix_socket_is_healthy() {
    let errand = Errand::new().with("ERRAND__SERVER__UNIX_SOCKET", "errand.sock");
    let _ready = Ready::of(errand.start([], Stdio::piped()));
    let said = errand.run(["health"]).success();
    assert_eq!(said, "the server on errand.sock is ready\n");
}

#[test]
fn a_server_that_is_not_there_is_not_healthy() {
    let errand = Errand::new().with("PORT", "1");
    let complaint = errand.run(["health"]).failure();
    let refused = "the server on 127.0.0.1:1 cannot be reached: Connection refused";
    assert!(complaint.starts_with(refused), "{complaint}");
    let outcome = errand.run(["health", "--json"]);
    let said: Value = serde_json::from_str(&outcome.output).unwrap();
    assert_eq!(said["ready"], false);
    assert!(
        said["error"].as_str().unwrap().starts_with(refused),
        "{said}"
    );
    outcome.failure();
    assert!(!errand.path("data").exists());
}

#[test]
fn a_port_that_is_not_known_cannot_be_asked() {
    let complaint = Errand::new().run(["health"]).failure();
    assert!(complaint.contains("server.port is 0"), "{complaint}");
}

#[test]
fn what_answers_otherwise_is_not_healthy() {
    for (answer, expected) in [
        (
            "HTTP/1.1 503 Service Unavailable\r\n\r\n{}",
            "is not ready: it answered 503 Service Unavailable",
        ),
        (
            "HTTP/1.1 503 Service Unavailable\r\n\r\n{\"status\":503,\"parts\":[\
             {\"name\":\"database\",\"ready\":true},{\"name\":\"jobs\",\"ready\":false}]}",
            "is not ready: it answered 503 Service Unavailable (jobs)",
        ),
        (
            "HTTP/1.1 503 Service Unavailable\r\n\r\n{\"status\":503,\"parts\":[\
             {\"name\":\"\\u001b[2J\",\"ready\":false}]}",
            "is not ready: it answered 503 Service Unavailable",
        ),
        ("HTTP/1.1 200 OK\r\n\r\nwelcome to nginx", "is not Errand"),
        ("SSH-2.0-OpenSSH\r\n", "is not Errand"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        thread::spawn(move || {
            let (mut client, _) = listener.accept().unwrap();
            client.read_exact(&mut [0; 10]).unwrap();
            client.write_all(answer.as_bytes()).unwrap();
            client.shutdown(std::net::Shutdown::Write).unwrap();
            let _ = client.read_to_end(&mut Vec::new());
        });
        let complaint = Errand::new().with("PORT", &port).run(["health"]).failure();
        assert!(complaint.ends_with(expected), "{complaint}");
    }
}
