//! What can be set about the database.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

/// The section `database` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite://path` or `postgres://user:password@host/name?parameters`.
    pub url: SecretString,
    /// The most connections of one process, at least 1.
    pub max_connections: u32,
    /// How long a request waits for a free connection, in milliseconds.
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
    pub(crate) fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.acquire_timeout_ms)
    }

    pub(crate) fn statement_timeout(&self) -> Option<Duration> {
        (self.statement_timeout_ms > 0).then(|| Duration::from_millis(self.statement_timeout_ms))
    }
}
