//! What can be set about the HTTP server.

use std::net::IpAddr;
use std::time::Duration;

use errand_domain::ClientAddress;
use ipnet::IpNet;
use serde::Deserialize;

use super::cors::CorsOrigin;
use super::public_url::PublicUrl;

/// The section `server` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// The address at which clients reach the server.
    pub public_url: PublicUrl,
    /// How many threads serve requests; 0 for one a core.
    pub workers: usize,
    /// The largest body under `/auth`, in bytes.
    pub auth_body_limit: usize,
    /// The largest body elsewhere, in bytes.
    pub body_limit: usize,
    /// How long a client may take to send its headers, and then its body, in milliseconds; 1000
    /// at least.
    pub read_timeout_ms: u64,
    /// How long a client may take nothing of an answer that waits for it, in milliseconds; 1000 at
    /// least.
    pub write_timeout_ms: u64,
    /// How long a request may take in all, in milliseconds.
    pub request_timeout_ms: u64,
    /// How long requests under way may go on once the server is told to stop, in seconds.
    pub shutdown_timeout_seconds: u64,
    /// The networks of the proxies whose word about a client is taken.
    pub trusted_proxies: Vec<IpNet>,
    /// The header in which they tell where a request came from.
    pub forwarded_header: ForwardedHeader,
    /// The origins beside the server's own whose pages may use the API.
    pub cors_origins: Vec<CorsOrigin>,
}

/// A header in which a proxy tells where a request came from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum ForwardedHeader {
    /// `Forwarded` (RFC 7239), which tells the scheme and the host as well.
    Forwarded,
    /// `X-Forwarded-For`; `X-Forwarded-Proto` and `X-Forwarded-Host` tell the scheme and the host.
    #[serde(rename = "X-Forwarded-For")]
    XForwardedFor,
}

impl ServerSettings {
    /// Whether this is one of the trusted proxies.
    pub(crate) fn trusts(&self, address: ClientAddress) -> bool {
        let mut networks = self.trusted_proxies.iter();
        networks.any(|network| network.contains(&address.ip()))
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
