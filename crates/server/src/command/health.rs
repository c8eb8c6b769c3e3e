//! Asks the server of these settings whether it is ready, for systems that check health with a
//! command.

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use errand_domain::error::chain;
use serde_json::json;
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

/// The body of the answer of a server that is ready.
pub(super) const READY: &str = r#"{"status":"ok"}"#;

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
            let is_ready = checked.is_ok();
            let error = checked.as_ref().err().map(|error| chain(error));
            let address = address.to_string();
            print_json(&json!({ "ready": is_ready, "address": address, "error": error }))?;
        } else if checked.is_ok() {
            print(&format!("the server on {address} is ready"))?;
        }
        Ok(checked?)
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
    #[error("the server on {0} is not ready: it answered {1}")]
    Unready(Address, String),
    #[error("what listens on {0} is not Errand")]
    Stranger(Address),
}

pub(super) async fn check(settings: &Settings, address: &Address) -> Result<(), NotReady> {
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
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let status = head
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("HTTP/1.1 "));
    match status {
        Some("200 OK") if body == READY => Ok(()),
        Some(status) if !status.starts_with('2') => {
            Err(NotReady::Unready(address.clone(), status.to_owned()))
        }
        _ => Err(NotReady::Stranger(address.clone())),
    }
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
