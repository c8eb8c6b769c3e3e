//! Unix sockets, and sockets that systemd passes on.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::Stdio;

use crate::errand::{Errand, Process};

const SOCKET: &str = "run/errand.sock";

fn on_a_socket() -> Errand {
    let errand = Errand::new().with("ERRAND__SERVER__UNIX_SOCKET", SOCKET);
    fs::create_dir(errand.path("run")).unwrap();
    errand
}

/// The program, once it says that it is ready.
pub(crate) struct Ready {
    lines: BufReader<std::process::ChildStdout>,
    _process: Process,
}

impl Ready {
    pub(crate) fn of(mut process: Process) -> Self {
        let lines = BufReader::new(process.0.stdout.take().unwrap());
        let mut ready = Self {
            lines,
            _process: process,
        };
        ready.says("ready");
        ready
    }

    /// Waits for its next line that contains `text`.
    fn says(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "it ended");
            if line.contains(text) {
                return line;
            }
        }
    }
}

/// Asks whether the server lives, as a proxy of this client, and returns the answer.
fn ask(mut stream: impl Read + Write) -> String {
    let request = "GET /health/live HTTP/1.1\r\nHost: errand\r\nConnection: close\r\n\
                   X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    answer
}

#[test]
fn on_a_unix_socket_only_the_owner_and_the_group_may_connect() {
    let errand = on_a_socket();
    let _ready = Ready::of(errand.start([], Stdio::piped()));
    let path = errand.path(SOCKET);
    let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o660);
    ask(UnixStream::connect(path).unwrap());
}

#[test]
fn a_client_of_a_unix_socket_counts_as_this_machine() {
    for (trusted, client, is_https) in [
        ("", "127.0.0.0/24", false),
        ("127.0.0.1/32", "203.0.113.0/24", true),
    ] {
        let errand = on_a_socket().with("ERRAND__SERVER__TRUSTED_PROXIES", trusted);
        let mut ready = Ready::of(errand.start([], Stdio::piped()));
        let answer = ask(UnixStream::connect(errand.path(SOCKET)).unwrap());
        assert_eq!(
            answer.contains("strict-transport-security"),
            is_https,
            "{answer}"
        );
        let line = ready.says("answered");
        assert!(line.contains(client), "{line}");
    }
}

#[test]
fn the_socket_of_a_dead_process_is_replaced_and_that_of_a_live_one_is_not() {
    let errand = on_a_socket();
    let path = errand.path(SOCKET);
    drop(UnixListener::bind(&path).unwrap());
    let ready = Ready::of(errand.start([], Stdio::piped()));
    let complaint = errand.run([]).failure();
    assert_eq!(
        complaint,
        "cannot listen on run/errand.sock: another process listens on it"
    );
    ask(UnixStream::connect(&path).unwrap());
    drop(ready);
    let _next = Ready::of(errand.start([], Stdio::piped()));
    ask(UnixStream::connect(&path).unwrap());
}

#[test]
fn a_socket_that_cannot_be_made_is_a_clear_failure_and_removes_nothing() {
    let errand = on_a_socket().file(SOCKET, "precious");
    assert_eq!(
        errand.run([]).failure(),
        "cannot listen on run/errand.sock: the file exists and is not a socket"
    );
    assert_eq!(fs::read_to_string(errand.path(SOCKET)).unwrap(), "precious");
    let missing = errand.with("ERRAND__SERVER__UNIX_SOCKET", "missing/errand.sock");
    let complaint = missing.run([]).failure();
    assert!(
        complaint.starts_with("cannot listen on missing/errand.sock: No such file"),
        "{complaint}"
    );
    let long = "a".repeat(200);
    let complaint = missing
        .with("ERRAND__SERVER__UNIX_SOCKET", &long)
        .run([])
        .failure();
    assert!(
        complaint.starts_with(&format!("cannot listen on {long}: ")),
        "{complaint}"
    );
}

/// A program that starts as systemd starts it, with its standard input as the passed socket.
fn activated(sockets: &'static str) -> Errand {
    let errand = Errand::new().with("LISTEN_FDS", sockets);
    errand.run_by(["/bin/sh", "-c", r#"LISTEN_PID=$$ exec "$0" "$@" 3<&0"#])
}

#[test]
fn a_passed_tcp_socket_is_served_in_place_of_the_port() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let errand = activated("1").with("PORT", "1");
    let _ready = Ready::of(errand.start_on(OwnedFd::from(listener), [], Stdio::piped()));
    ask(TcpStream::connect(address).unwrap());
}

#[test]
fn a_passed_unix_socket_is_served() {
    let errand = activated("1");
    let path = errand.path("passed.sock");
    let listener = UnixListener::bind(&path).unwrap();
    let _ready = Ready::of(errand.start_on(OwnedFd::from(listener), [], Stdio::piped()));
    ask(UnixStream::connect(path).unwrap());
}

#[test]
fn what_systemd_passes_must_be_one_socket() {
    let complaint = activated("1").run([]).failure();
    assert_eq!(
        complaint,
        "cannot listen on the socket that systemd passed on: fd 3 is not a socket"
    );
    let complaint = activated("2").run([]).failure();
    assert_eq!(
        complaint,
        "cannot listen on the socket that systemd passed on: there are 2, not one"
    );
}
