//! What can be set about the HTTP server.

use std::net::IpAddr;
use std::time::Duration;

use serde::Deserialize;

/// The section `server` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// How many threads serve requests; 0 for one a core.
    pub workers: usize,
    /// The largest body under `/auth`, in bytes.
    pub auth_body_limit: usize,
    /// The largest body elsewhere, in bytes.
    pub body_limit: usize,
    /// How long a client may take to send its headers, and then its body, in milliseconds; 1000
    /// at least.
    pub read_timeout_ms: u64,
    /// How long a request may take in all, in milliseconds.
    pub request_timeout_ms: u64,
    /// How long requests under way may go on once the server is told to stop, in seconds.
    pub shutdown_timeout_seconds: u64,
}

impl ServerSettings {
    pub(crate) fn read_timeout(&self) -> Duration {
        Duration::from_millis(self.read_timeout_ms)
    }

    pub(crate) fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout_ms)
    }
}
