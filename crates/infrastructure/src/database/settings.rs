//! What can be set about the database.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

/// The section `database` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite://path` or `postgres://user:password@host/name?parameters`.
    pub url: SecretString,
    /// The most connections of one process for single statements, beside two for transactions and
    /// for the writes to SQLite: 1..=10 000.
    pub max_connections: u32,
    /// How long a request waits for a free connection and, on SQLite, for the writer before it, in
    /// milliseconds.
    pub acquire_timeout_ms: u64,
    /// How long a statement may take on PostgreSQL, in milliseconds; 0 leaves it to the server,
    /// which poolers such as `PgBouncer` need.
    pub statement_timeout_ms: u64,
    /// When SQLite waits for the disk.
    pub sqlite_synchronous: Synchronous,
}

/// When SQLite waits until a write is on the disk.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Synchronous {
    /// At checkpoints: a crash of the process loses nothing, one of the machine perhaps the last writes.
    Normal,
    /// At every write.
    Full,
}

impl DatabaseSettings {
    /// Whether the URL can be taken apart and is of SQLite or PostgreSQL. Of any other sea-orm
    /// panics, or repeats it with its password in an error.
    pub fn has_known_url(&self) -> bool {
        Url::parse(self.url.expose_secret())
            .is_ok_and(|url| matches!(url.scheme(), "sqlite" | "postgres" | "postgresql"))
    }

    pub(crate) fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.acquire_timeout_ms)
    }

    pub(crate) fn statement_timeout(&self) -> Option<Duration> {
        (self.statement_timeout_ms > 0).then(|| Duration::from_millis(self.statement_timeout_ms))
    }
}
