//! Asks the server of these settings whether it is ready, for systems that check health with a
//! command.

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use errand_domain::error::chain;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{self, CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{self, ClientConfig, DigitallySignedStruct, SignatureScheme};

use super::output::{print, print_json};
use crate::{Address, Settings};

/// How long the whole check may take.
pub(super) const WITHIN: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The body of an answer of Errand.
#[derive(Deserialize)]
struct Answer {
    /// `ok` if the server is ready; otherwise the status code.
    status: Value,
    #[serde(default)]
    parts: Vec<Part>,
}

/// Whether a part of the server is ready.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Part {
    name: String,
    ready: bool,
}

/// The options of `errand health`.
#[derive(Debug, Args)]
pub(super) struct Health {
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
}

impl Health {
    /// Prints that the server is ready, or fails and says why it is not.
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(file)?;
        let address = Address::in_settings(&settings.server).on_this_machine();
        let checked = match tokio::time::timeout(WITHIN, check(&settings, &address)).await {
            Ok(checked) => checked,
            Err(_elapsed) => Err(NotReady::Silent(address.clone())),
        };
        if self.json {
            let parts = match &checked {
                Ok(parts) | Err(NotReady::Unready { parts, .. }) => parts.as_slice(),
                Err(_) => &[],
            };
            print_json(&json!({
                "ready": checked.is_ok(),
                "address": address.to_string(),
                "parts": parts,
                "error": checked.as_ref().err().map(|error| chain(error)),
            }))?;
        } else if checked.is_ok() {
            print(&format!("the server on {address} is ready"))?;
        }
        checked?;
        Ok(())
    }
}

/// Why a server is not ready.
#[derive(Debug, Error)]
pub(super) enum NotReady {
    #[error("cannot ask the server, because server.port is 0, which is any free port")]
    UnknownPort,
    #[error("the server on {0} cannot be reached")]
    Unreachable(Address, #[source] io::Error),
    #[error("the server on {0} did not answer within {seconds} seconds", seconds = WITHIN.as_secs())]
    Silent(Address),
    #[error(
        "the server on {address} is not ready: it answered {status}{}",
        those_not_ready(parts)
    )]
    Unready {
        address: Address,
        status: String,
        parts: Vec<Part>,
    },
    #[error("what listens on {0} is not Errand")]
    Stranger(Address),
}

/// The parts of the answer that are not ready, in brackets.
fn those_not_ready(parts: &[Part]) -> String {
    let parts = parts.iter().filter(|part| !part.ready);
    let names: Vec<_> = parts.map(|part| part.name.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(" ({})", names.join(", "))
}

/// Asks the server, and returns its parts if it is ready.
pub(super) async fn check(settings: &Settings, address: &Address) -> Result<Vec<Part>, NotReady> {
    let path = settings.server.public_url.path();
    let unreachable = |error| NotReady::Unreachable(address.clone(), error);
    let answer = match address {
        Address::Tcp(address) if address.port() == 0 => return Err(NotReady::UnknownPort),
        Address::Tcp(address) => {
            let socket = TcpStream::connect(address).await.map_err(unreachable)?;
            ask(socket, path, settings).await
        }
        Address::Unix(file) => {
            let socket = UnixStream::connect(file).await.map_err(unreachable)?;
            ask(socket, path, settings).await
        }
    };
    let answer = answer.map_err(unreachable)?;
    if let Some(parts) = parts_if_ready(&answer) {
        return Ok(parts);
    }
    let status = answer
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("HTTP/1.1 "));
    match status {
        Some(status) if !status.starts_with('2') => Err(NotReady::Unready {
            address: address.clone(),
            status: status.to_owned(),
            parts: body(&answer).map(|body| body.parts).unwrap_or_default(),
        }),
        _ => Err(NotReady::Stranger(address.clone())),
    }
}

/// The parts of a server that answered that it is ready.
pub(super) fn parts_if_ready(answer: &str) -> Option<Vec<Part>> {
    let is_ok = answer.starts_with("HTTP/1.1 200 OK\r\n");
    let body = body(answer).filter(|body| is_ok && body.status == "ok");
    body.map(|body| body.parts)
}

/// The body of an answer, if it may be one of Errand. What else may answer gets no say in what is
/// printed.
fn body(answer: &str) -> Option<Answer> {
    let (_, body) = answer.split_once("\r\n\r\n")?;
    let is_word = |name: &str| name.chars().all(|letter| letter.is_ascii_lowercase());
    let body: Answer = serde_json::from_str(body).ok()?;
    let is_ours = body.parts.iter().all(|part| is_word(&part.name));
    is_ours.then_some(body)
}

async fn ask(
    socket: impl AsyncRead + AsyncWrite + Unpin,
    path: &str,
    settings: &Settings,
) -> io::Result<String> {
    if !settings.server.tls.is_on() {
        return exchange(socket, "localhost", path).await;
    }
    let name = ServerName::try_from("localhost").map_err(io::Error::other)?;
    let tls = TlsConnector::from(Arc::new(client_config().map_err(io::Error::other)?));
    exchange(tls.connect(name, socket).await?, "localhost", path).await
}

/// Sends the request, and reads until the server closes the connection.
pub(super) async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    host: &str,
    path: &str,
) -> io::Result<String> {
    let request =
        format!("GET {path}/health/ready HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer).await?;
    Ok(answer)
}

fn client_config() -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Arc::new(AnyCertificate(Arc::clone(&provider)));
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth())
}

/// Accepts every certificate. That of the server is for its public name, not for the address it is
/// asked at, and nothing secret is sent.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
