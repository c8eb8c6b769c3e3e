//! TLS without a proxy, and the renewal of its certificate.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::errand::Errand;

/// A new certificate for `localhost` and its key, in PEM.
pub(crate) fn pair() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    (made.cert.pem(), made.signing_key.serialize_pem())
}

/// A program that speaks TLS with these files.
pub(crate) fn with_tls((certificate, key): &(String, String)) -> Errand {
    Errand::new()
        .file("tls/certificate.pem", certificate)
        .file("tls/key.pem", key)
        .with("ERRAND__SERVER__TLS__CERTIFICATE", "tls/certificate.pem")
        .with("ERRAND__SERVER__TLS__KEY", "tls/key.pem")
}

/// A client that trusts nothing but a certificate.
struct Client(StreamOwned<ClientConnection, TcpStream>);

impl Client {
    fn connect(address: SocketAddr, certificate: &str) -> Self {
        let mut roots = RootCertStore::empty();
        let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
        roots.add(certificate).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = "localhost".try_into().unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let socket = TcpStream::connect(address).unwrap();
        socket
            .set_read_timeout(Some(Duration::from_mins(1)))
            .unwrap();
        Self(StreamOwned::new(connection, socket))
    }

    /// Sends a request, and returns the answer if the certificate is the trusted one.
    fn post(&mut self, path: &str, body: &str) -> std::io::Result<String> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://localhost\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.write_all(request.as_bytes())?;
        let mut answer = BufReader::new(&mut self.0);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(answer.read_line(&mut head)? > 0, "{head}");
        }
        let length = head.split_once("content-length: ").unwrap().1;
        let length: u64 = length.lines().next().unwrap().parse().unwrap();
        answer.take(length).read_to_string(&mut head)?;
        Ok(head)
    }
}

const ACCOUNT: &str = r#"{"email":"ada@example.org","password":"correct horse battery"}"#;

#[test]
fn over_tls_answers_and_cookies_are_for_https_only() {
    let pair = pair();
    let errand = with_tls(&pair).with("ERRAND__AUTH__HASHING__COST", "10");
    let serving = errand.serve();
    assert!(
        serving
            .said
            .iter()
            .any(|line| line.contains("page: https://"))
    );
    let mut client = Client::connect(serving.address, &pair.0);
    let answer = client.post("/api/v1/auth/signup", ACCOUNT).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age="),
        "{answer}"
    );
    let answer = client.post("/api/v1/auth/login", ACCOUNT).unwrap();
    let cookie = answer
        .lines()
        .find(|line| line.starts_with("set-cookie: __Host-errand_refresh="));
    assert!(
        cookie.is_some_and(|cookie| cookie.contains("; Secure")),
        "{answer}"
    );
    assert!(
        serving
            .says("verify-email#token=")
            .starts_with("https://localhost:")
    );
}

#[test]
fn a_port_with_tls_does_not_answer_plain_http() {
    let serving = with_tls(&pair()).serve();
    let mut client = TcpStream::connect(serving.address).unwrap();
    client
        .write_all(b"GET /health/live HTTP/1.1\r\nHost: errand\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).unwrap();
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}

#[test]
fn a_client_that_does_not_begin_the_handshake_is_disconnected() {
    let serving = with_tls(&pair())
        .with("ERRAND__SERVER__READ_TIMEOUT_MS", "1000")
        .serve();
    let mut client = TcpStream::connect(serving.address).unwrap();
    client
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    assert_eq!(client.read(&mut [0]).unwrap(), 0);
}

#[test]
fn a_renewed_certificate_is_used_and_open_connections_stay() {
    let (old, new) = (pair(), pair());
    let errand = with_tls(&old);
    let serving = errand.serve();
    let mut open = Client::connect(serving.address, &old.0);
    open.post("/nothing", "").unwrap();
    let replace = |(certificate, key): &(String, String)| {
        fs::write(errand.path("tls/certificate.pem"), certificate).unwrap();
        fs::write(errand.path("tls/key.pem"), key).unwrap();
    };

    replace(&new);
    let since = Instant::now();
    while Client::connect(serving.address, &new.0)
        .post("/nothing", "")
        .is_err()
    {
        assert!(since.elapsed() < Duration::from_mins(1), "not renewed");
        std::thread::sleep(Duration::from_millis(50));
    }
    open.post("/nothing", "").unwrap();

    replace(&(old.0.clone(), new.1.clone()));
    let warning = serving.says("the old one stays");
    assert!(
        warning.contains("does not belong to the certificate"),
        "{warning}"
    );
    Client::connect(serving.address, &new.0)
        .post("/nothing", "")
        .unwrap();
    fs::remove_file(errand.path("tls/key.pem")).unwrap();
    let warning = serving.says("the old one stays");
    assert!(warning.contains("cannot be read"), "{warning}");
}

#[test]
fn a_certificate_that_cannot_be_used_prevents_the_start() {
    let (one, other) = (pair(), pair());
    for (certificate, key, complaint) in [
        (
            one.0.as_str(),
            other.1.as_str(),
            "the key in tls/key.pem does not belong to the certificate in tls/certificate.pem",
        ),
        (&one.0, &one.0, "tls/key.pem contains no private key in PEM"),
        (
            &one.1,
            &one.1,
            "tls/certificate.pem contains no certificate in PEM",
        ),
        (
            "",
            &one.1,
            "tls/certificate.pem contains no certificate in PEM",
        ),
        (
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            &one.1,
            "the certificate in tls/certificate.pem and the key in tls/key.pem cannot be used: ",
        ),
    ] {
        let errand = with_tls(&(certificate.to_owned(), key.to_owned()));
        let said = errand.run([]).failure();
        let complaint = format!("server.tls cannot be used: {complaint}");
        assert!(said.starts_with(&complaint), "{said}");
        assert!(!errand.path("data/errand.db").exists());
    }
    let errand = with_tls(&one);
    fs::remove_file(errand.path("tls/key.pem")).unwrap();
    let said = errand.run([]).failure();
    assert!(
        said.starts_with("server.tls cannot be used: tls/key.pem cannot be read: No such file"),
        "{said}"
    );
}

#[test]
fn a_certificate_needs_a_key_and_a_key_a_certificate() {
    for name in ["CERTIFICATE", "KEY"] {
        let errand = with_tls(&pair()).with(&format!("ERRAND__SERVER__TLS__{name}"), "");
        assert_eq!(
            errand.run([]).failure(),
            "the setting server.tls must be both certificate and key, or neither"
        );
    }
}

#[test]
fn the_text_of_a_key_in_place_of_its_path_is_refused_and_not_shown() {
    let pair = pair();
    let errand = with_tls(&pair)
        .with("ERRAND__SERVER__TLS__KEY", "")
        .with("ERRAND__SERVER__TLS__KEY_FILE", "tls/key.pem");
    let complaint = errand.run([]).failure();
    assert_eq!(
        complaint,
        "the setting server.tls must be the paths of two PEM files, not their text"
    );
    let report = errand.run(["config"]).output;
    assert!(report.contains("server.tls.key = [redacted]"), "{report}");
    assert!(!report.contains("PRIVATE KEY"), "{report}");
}
