//! The loop that every write of user data goes through.

use std::sync::Arc;

use errand_domain::changes::{
    Change, ChangeLog, Commit, CommitError, CommitId, Journal, Put, RequestKey,
};
use errand_domain::users::UserId;
use errand_domain::{Clock, Failure, Timestamp};
use thiserror::Error;

use super::running::RunningKeys;

/// How often a decision is made again because something else was written in the meantime. Of the
/// writers of one entity, one succeeds in each round.
const ATTEMPTS: usize = 100;

/// A user's request to write, and its conditions.
#[derive(Clone, Debug)]
pub struct Write {
    /// The user.
    pub actor: UserId,
    /// The versions that the entity may have, or `None` if any will do.
    pub expected: Option<Vec<i64>>,
    /// Makes the request safe to repeat.
    pub key: Option<RequestKey>,
}

impl Write {
    /// A write without conditions.
    pub fn by(actor: UserId) -> Self {
        Self {
            actor,
            expected: None,
            key: None,
        }
    }

    /// Whether the entity may have this version.
    pub fn expects(&self, version: i64) -> bool {
        let expected = self.expected.as_ref();
        expected.is_none_or(|versions| versions.contains(&version))
    }
}

/// The result of a write.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    /// The commit, or `None` if there was nothing to write.
    pub commit: Option<CommitId>,
    /// What was written.
    pub value: T,
}

/// Writes user data.
pub struct Writer {
    journal: Arc<dyn Journal>,
    log: Arc<dyn ChangeLog>,
    clock: Arc<dyn Clock>,
    running: RunningKeys,
}

impl Writer {
    /// Writes through this journal.
    pub fn new(journal: Arc<dyn Journal>, log: Arc<dyn ChangeLog>, clock: Arc<dyn Clock>) -> Self {
        Self {
            journal,
            log,
            clock,
            running: RunningKeys::default(),
        }
    }

    /// Commits what `decide` makes of the present state. If something else was written in between,
    /// it decides again. If the key of the request was committed before, that commit is the result.
    pub async fn write<E: From<WriteError>>(
        &self,
        write: &Write,
        decide: impl AsyncFn(Timestamp) -> Result<Vec<Put>, E>,
    ) -> Result<Written<Vec<Put>>, E> {
        let running = match &write.key {
            Some(key) => Some(
                self.running
                    .begin(write.actor, key)
                    .ok_or(WriteError::KeyInUse)?,
            ),
            None => None,
        };
        for _ in 0..ATTEMPTS {
            let now = self.clock.now();
            if let Some(key) = &write.key
                && let Some(written) = self.replay(write.actor, key, now).await?
            {
                return Ok(written);
            }
            let puts = decide(now).await?;
            if puts.is_empty() {
                return Ok(Written {
                    commit: None,
                    value: puts,
                });
            }
            let commit = Commit {
                id: CommitId::new(),
                actor: write.actor,
                at: now,
                key: write.key.clone(),
                puts,
            };
            match self.journal.commit(&commit).await {
                Ok(()) => {
                    return Ok(Written {
                        commit: Some(commit.id),
                        value: commit.puts,
                    });
                }
                Err(CommitError::Conflict) => {}
                // The id may be taken by this very request, which another process has just
                // committed.
                Err(CommitError::IdTaken) => {
                    let replayed = match &write.key {
                        Some(key) => self.replay(write.actor, key, now).await?,
                        None => None,
                    };
                    return replayed.ok_or_else(|| WriteError::IdTaken.into());
                }
                Err(CommitError::Failure(failure)) => return Err(WriteError::from(failure).into()),
            }
        }
        drop(running);
        Err(WriteError::from(Failure::Unavailable {
            what: "what many are writing at once",
            source: None,
        })
        .into())
    }

    /// What was committed with the key, if anything was.
    async fn replay(
        &self,
        actor: UserId,
        key: &RequestKey,
        now: Timestamp,
    ) -> Result<Option<Written<Vec<Put>>>, WriteError> {
        let Some((fingerprint, commit)) = self.log.by_key(actor, key, now).await? else {
            return Ok(None);
        };
        if fingerprint != key.fingerprint {
            return Err(WriteError::KeyReused);
        }
        let changes = self.log.of_commit(actor, commit).await?;
        Ok(Some(Written {
            commit: Some(commit),
            value: changes.into_iter().map(put).collect(),
        }))
    }
}

fn put(change: Change) -> Put {
    Put {
        before: change.before,
        after: change.after,
    }
}

/// Why nothing was written, whatever it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The id of a new entity exists already.
    #[error("the id exists already")]
    IdTaken,
    /// A request with the same key is being processed.
    #[error("a request with the same key is being processed")]
    KeyInUse,
    /// The key was used for another request.
    #[error("the key was used for another request")]
    KeyReused,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
