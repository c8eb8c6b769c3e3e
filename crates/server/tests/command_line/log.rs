//! What the log says about a request.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::errand::{Errand, Serving};

/// The line about a request that a proxy passes on, or that pretends to be such.
fn line(serving: &Serving) -> String {
    let mut client = TcpStream::connect(serving.address).unwrap();
    let request = "GET /health/live HTTP/1.1\r\nHost: errand\r\nConnection: close\r\n\
        X-Forwarded-For: 6.6.6.6, 203.0.113.130\r\n\r\n";
    client.write_all(request.as_bytes()).unwrap();
    client.read_to_string(&mut String::new()).unwrap();
    serving.says("answered")
}

#[test]
fn a_client_is_known_by_the_prefix_of_its_address_alone() {
    for format in ["pretty", "json"] {
        let errand = Errand::new().with("ERRAND__LOG__FORMAT", format);
        let direct = line(&errand.serve());
        assert!(direct.contains("127.0.0.0/24"), "{direct}");
        assert!(!direct.contains("127.0.0.1"), "{direct}");

        let errand = errand.with("ERRAND__SERVER__TRUSTED_PROXIES", "127.0.0.1/32");
        let behind = line(&errand.serve());
        assert!(behind.contains("203.0.113.0/24"), "{behind}");
        for address in ["6.6.6", "203.0.113.130", "127.0.0"] {
            assert!(!behind.contains(address), "{behind}");
        }
    }
}
