//! How requests are logged.

use std::io::{Read, Write};
use std::net::TcpStream;

use reqwest::Method;
use serde_json::{Value, json};

use crate::errand::{Errand, Serving};
use crate::secrets::call;

/// Logs one request that claims to be forwarded by a proxy, and returns its line.
fn line(serving: &Serving) -> String {
    let mut client = TcpStream::connect(serving.address).unwrap();
    let request = "GET /health/live HTTP/1.1\r\nHost: errand\r\nConnection: close\r\n\
        X-Forwarded-For: 6.6.6.6, 203.0.113.130\r\n\r\n";
    client.write_all(request.as_bytes()).unwrap();
    client.read_to_string(&mut String::new()).unwrap();
    serving.says("answered")
}

#[test]
fn only_the_prefix_of_a_clients_address_is_logged() {
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

#[tokio::test]
async fn only_the_id_of_a_user_is_logged() {
    for format in ["pretty", "json"] {
        let errand = Errand::new().with("ERRAND__LOG__FORMAT", format);
        let serving = errand.serve();
        let ada = json!({ "email": "ada@example.org", "password": "correct horse battery" });
        let post = async |path, body| call(&serving, Method::POST, path, "", "", body).await.0;
        let account = post("/api/v1/auth/signup", ada.clone()).await;
        let login = post("/api/v1/auth/login", ada).await;
        let token = login["access_token"].as_str().unwrap();
        let login = serving.says("session.id");
        assert!(login.contains("/api/v1/auth/login"), "{login}");
        let tags = "/api/v1/tags";
        call(&serving, Method::GET, tags, token, "", Value::Null).await;
        let line = serving.says(tags);
        assert!(line.contains(account["id"].as_str().unwrap()), "{line}");
        assert!(!line.contains("example.org"), "{line}");
    }
}
