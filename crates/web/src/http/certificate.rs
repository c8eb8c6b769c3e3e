//! The certificate of a server that speaks TLS. Its files are read again when they change, so
//! renewing it takes no restart.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use std::{fs, io};

use serde::Deserialize;
use thiserror::Error;
use tokio::task::spawn_blocking;
use tokio::time::interval;
use tokio_rustls::rustls;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// How often the files are read. The tools that renew certificates replace files, links or folders,
/// and reading notices all of it.
const EVERY: Duration = Duration::from_secs(1);

/// The section `server.tls` of the settings. Both paths are set or neither is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsSettings {
    /// The PEM file with the certificate, followed by those of its issuers. Without one, the server
    /// does not speak TLS.
    pub certificate: PathBuf,
    /// The PEM file with its private key.
    pub key: PathBuf,
}

impl TlsSettings {
    /// Whether the server speaks TLS.
    pub fn is_on(&self) -> bool {
        !self.certificate.as_os_str().is_empty()
    }

    fn read(&self) -> Result<CertifiedKey, CertificateError> {
        let chain: Result<Vec<_>, _> =
            CertificateDer::pem_slice_iter(&read(&self.certificate)?).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        let chain = chain
            .ok_or_else(|| CertificateError::NotPem(self.certificate.clone(), "certificate"))?;
        let key = PrivateKeyDer::from_pem_slice(&read(&self.key)?)
            .map_err(|_| CertificateError::NotPem(self.key.clone(), "private key"))?;
        let files = || (self.certificate.clone(), self.key.clone());
        CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => CertificateError::Mismatch(files()),
            error => CertificateError::Unusable(files(), error),
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CertificateError> {
    fs::read(path).map_err(|error| CertificateError::Unreadable(path.to_owned(), error))
}

/// The certificate in use, with its key. Open connections keep the one they began with.
#[derive(Debug)]
pub struct Certificate {
    settings: TlsSettings,
    current: RwLock<Arc<CertifiedKey>>,
}

impl Certificate {
    /// Reads the files, if the server speaks TLS.
    pub fn load(settings: &TlsSettings) -> Result<Option<Arc<Self>>, CertificateError> {
        if !settings.is_on() {
            return Ok(None);
        }
        let current = RwLock::new(Arc::new(settings.read()?));
        let settings = settings.clone();
        Ok(Some(Arc::new(Self { settings, current })))
    }

    /// Follows the changes of the files until it is aborted. While they cannot be used, the
    /// certificate in use stays, and the log says so once for each reason.
    pub async fn reload(self: Arc<Self>) {
        let mut seconds = interval(EVERY);
        let mut last_failure = None;
        loop {
            seconds.tick().await;
            let settings = self.settings.clone();
            // It does not panic, and is not aborted.
            let Ok(read) = spawn_blocking(move || settings.read()).await else {
                return;
            };
            let failure = match read {
                Ok(read) => {
                    self.replace(read);
                    None
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(error) = failure.as_deref().filter(|_| failure != last_failure) {
                tracing::warn!(
                    error,
                    "the new certificate cannot be used; the old one stays"
                );
            }
            last_failure = failure;
        }
    }

    fn replace(&self, read: CertifiedKey) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // A certificate contains its public key, so it determines the private one.
        if current.cert != read.cert {
            *current = Arc::new(read);
            tracing::info!("the certificate was renewed");
        }
    }

    /// The settings of TLS with this certificate.
    pub(super) fn server_config(self: Arc<Self>) -> Result<Arc<ServerConfig>, rustls::Error> {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let mut config = config
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }
}

/// Why the files of a certificate cannot be used. The messages include the cause.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// A file cannot be read.
    #[error("{} cannot be read: {_1}", _0.display())]
    Unreadable(PathBuf, io::Error),
    /// A file lacks what it should contain.
    #[error("{} contains no {_1} in PEM", _0.display())]
    NotPem(PathBuf, &'static str),
    /// The key is that of another certificate.
    #[error("the key in {} does not belong to the certificate in {}", _0.1.display(), _0.0.display())]
    Mismatch((PathBuf, PathBuf)),
    /// The key or the certificate is of a kind that is not supported, or damaged.
    #[error("the certificate in {} and the key in {} cannot be used: {_1}", _0.0.display(), _0.1.display())]
    Unusable((PathBuf, PathBuf), rustls::Error),
}
