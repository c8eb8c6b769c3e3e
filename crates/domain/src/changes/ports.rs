//! The ports that write user data and read the log of it.

use async_trait::async_trait;
use thiserror::Error;

use super::{Change, ChangeCursor, Commit, CommitId, EntityId, Fingerprint, RequestKey};
use crate::users::UserId;
use crate::{Failure, Limit, Page, Timestamp};

/// Writes user data. There is no other way to write it.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Journal: Send + Sync {
    /// Writes everything in the commit, with one entry in the log for each put, or nothing at all.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] if an entity is no longer of the version in `before`, or if the
    /// key was used within 24 hours. [`CommitError::IdTaken`] if a new entity has the id of
    /// another, whoever owns that.
    async fn commit(&self, commit: &Commit) -> Result<(), CommitError>;
}

/// Reads the log of changes.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait ChangeLog: Send + Sync {
    /// What a user's key was committed with in the 24 hours before `now`.
    async fn by_key(
        &self,
        user: UserId,
        key: &RequestKey,
        now: Timestamp,
    ) -> Result<Option<(Fingerprint, CommitId)>, Failure>;

    /// The changes of a user's commit, in order. There are none if it is unknown, somebody else's,
    /// or no longer in the log.
    async fn of_commit(&self, actor: UserId, commit: CommitId) -> Result<Vec<Change>, Failure>;

    /// One page of the changes of one of the user's entities, the newest first.
    async fn of_entity(
        &self,
        owner: UserId,
        entity: EntityId,
        after: Option<ChangeCursor>,
        limit: Limit,
    ) -> Result<Page<Change, ChangeCursor>, Failure>;

    /// Deletes the changes that happened before `before`, and expired keys.
    async fn purge(&self, before: Timestamp, now: Timestamp) -> Result<(), Failure>;
}

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Something else was written since the decision was made.
    #[error("something else was written in the meantime")]
    Conflict,
    /// The id of a new entity exists already.
    #[error("the id exists already")]
    IdTaken,
    /// The journal failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
