//! The one way to write user data.

use async_trait::async_trait;
use errand_domain::changes::{Commit, CommitError, Journal};
use errand_domain::{Failure, Timestamp};
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::{postgres, sqlite};
use crate::database::{Database, failure, violates};

/// How long a request with the same key is a repetition.
const KEY_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Writes user data to either database.
pub struct SqlJournal {
    database: Database,
}

impl SqlJournal {
    /// Writes to this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl Journal for SqlJournal {
    async fn commit(&self, commit: &Commit) -> Result<(), CommitError> {
        match self.database.connections.get_database_backend() {
            DbBackend::Postgres => postgres::commit(&self.database, commit).await,
            _ => sqlite::commit(&self.database, commit).await,
        }
    }
}

/// Converts an error of writing a commit.
pub(super) fn commit_error(error: DbErr) -> CommitError {
    if violates(&error, &["tasks_pkey", "tasks.id"]) {
        CommitError::IdTaken
    } else {
        failure(error).into()
    }
}

/// At `now`, keys used at this time or before have expired.
pub(super) fn key_expiry(now: Timestamp) -> Result<Timestamp, Failure> {
    now.checked_sub(KEY_LIFETIME).map_err(Failure::internal)
}
