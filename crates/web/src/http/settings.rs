//! The HTTP server settings.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use errand_domain::ClientAddress;
use ipnet::IpNet;
use serde::Deserialize;

use super::certificate::TlsSettings;
use super::cors::CorsOrigin;
use super::public_url::PublicUrl;

/// The section `server` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on. 0 means any free port.
    pub port: u16,
    /// The path of a Unix socket to listen on instead of the address. Empty for none.
    pub unix_socket: PathBuf,
    /// The certificate, if the server speaks TLS.
    pub tls: TlsSettings,
    /// The URL at which clients reach the server.
    pub public_url: PublicUrl,
    /// How many threads serve requests. 0 means one per core.
    pub workers: usize,
    /// The largest body under `/auth`, in bytes.
    pub auth_body_limit: usize,
    /// The largest body elsewhere, in bytes.
    pub body_limit: usize,
    /// How long a client may take to send its headers, and then its body, in milliseconds. At least
    /// 1000.
    pub read_timeout_ms: u64,
    /// How long a client may go without reading a pending answer, in milliseconds. At least 1000.
    pub write_timeout_ms: u64,
    /// How long a request may take in total, in milliseconds.
    pub request_timeout_ms: u64,
    /// How long requests in progress may take to finish once the server is told to stop, in
    /// seconds.
    pub shutdown_timeout_seconds: u64,
    /// The networks of the proxies that are trusted to describe their clients.
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they report where a request came from.
    pub forwarded_header: ForwardedHeader,
    /// The other origins whose pages may use the API.
    pub cors_origins: Vec<CorsOrigin>,
}

/// A header in which a proxy reports where a request came from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum ForwardedHeader {
    /// `Forwarded` (RFC 7239), which also reports the scheme and the host.
    Forwarded,
    /// `X-Forwarded-For`, with the scheme in `X-Forwarded-Proto` and the host in
    /// `X-Forwarded-Host`.
    #[serde(rename = "X-Forwarded-For")]
    XForwardedFor,
}

impl ServerSettings {
    /// Whether this is one of the trusted proxies.
    pub(crate) fn trusts(&self, address: ClientAddress) -> bool {
        let mut networks = self.trusted_proxies.iter();
        networks.any(|network| network.contains(&address.ip()))
    }

    /// The scheme the server speaks: `http`, or `https` with a certificate.
    pub fn scheme(&self) -> &'static str {
        if self.tls.is_on() { "https" } else { "http" }
    }

    /// Whether pages of this origin may use the API.
    pub(crate) fn allows(&self, origin: &str) -> bool {
        let mut origins = self.cors_origins.iter();
        origins.any(|allowed| allowed.as_str() == origin)
    }

    pub(crate) fn read_timeout(&self) -> Duration {
        Duration::from_millis(self.read_timeout_ms)
    }

    pub(crate) fn write_timeout(&self) -> Duration {
        Duration::from_millis(self.write_timeout_ms)
    }

    pub(crate) fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout_ms)
    }
}
