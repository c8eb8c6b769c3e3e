//! The database settings.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::url;

/// The section `database` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite://path` or `postgres://user:password@host/name?parameters`.
    pub url: SecretString,
    /// The maximum number of connections of one process: 1..=10 000. On SQLite one more connection
    /// writes.
    pub max_connections: u32,
    /// How long a request waits for a free connection, and on SQLite for the writer before it, in
    /// milliseconds.
    pub acquire_timeout_ms: u64,
    /// Whether the URL leads to a pooler in transaction mode.
    pub transaction_pooler: bool,
    /// The time limit for a statement on PostgreSQL, in milliseconds. 0 leaves it to the server.
    pub statement_timeout_ms: u64,
    /// When SQLite waits for the disk.
    pub sqlite_synchronous: Synchronous,
}

/// When SQLite waits until a write has reached the disk.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Synchronous {
    /// At checkpoints. A crash of the process loses nothing; a crash of the machine may lose the
    /// last writes.
    Normal,
    /// At every write.
    Full,
}

impl DatabaseSettings {
    /// Checks that the URL can be used.
    ///
    /// # Errors
    /// What the URL must be.
    pub fn check_url(&self) -> Result<(), &'static str> {
        url::parse(self.url()).map(drop)
    }

    pub(super) fn url(&self) -> &str {
        self.url.expose_secret()
    }

    pub(crate) fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.acquire_timeout_ms)
    }
}
