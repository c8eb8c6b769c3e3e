//! Undoing commits, and the history of an entity.

use std::collections::HashMap;
use std::sync::Arc;

use errand_domain::changes::{Change, ChangeCursor, ChangeLog, CommitId, EntityId, Put, Record};
use errand_domain::tasks::{TaskId, TaskRepository};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, Page, Timestamp};
use thiserror::Error;

use super::{Write, WriteError, Writer, Written};

/// Undoes commits and shows histories.
pub struct ChangeService {
    /// Writes what undoes a commit.
    pub writer: Arc<Writer>,
    /// The log of changes.
    pub log: Arc<dyn ChangeLog>,
    /// Reads the present tasks.
    pub tasks: Arc<dyn TaskRepository>,
}

impl ChangeService {
    /// Takes a commit back: everything it touched becomes as it was before. That is a commit too,
    /// so it can itself be undone.
    pub async fn undo(
        &self,
        write: &Write,
        commit: CommitId,
    ) -> Result<Written<Vec<Put>>, UndoError> {
        let undo = async |now| {
            let changes = self.log.of_commit(write.actor, commit).await?;
            if changes.is_empty() {
                return Err(UndoError::NotFound);
            }
            let ids = changes.iter().map(|change| change.entity);
            let present = self.present(write.actor, ids).await?;
            take_back(changes, present, now)
        };
        self.writer.write(write, undo).await
    }

    /// One page of a task's changes, the newest first. There are none if the user has no such task,
    /// or if all its changes are older than the log.
    pub async fn history(
        &self,
        owner: UserId,
        id: TaskId,
        after: Option<ChangeCursor>,
        limit: Limit,
    ) -> Result<Page<Change, ChangeCursor>, Failure> {
        let entity = EntityId::Task(id);
        self.log.of_entity(owner, entity, after, limit).await
    }

    /// The present state of entities. Those that do not exist are left out.
    async fn present(
        &self,
        owner: UserId,
        ids: impl Iterator<Item = EntityId>,
    ) -> Result<HashMap<EntityId, Record>, Failure> {
        let tasks: Vec<_> = ids.map(|EntityId::Task(id)| id).collect();
        let tasks = self.tasks.find_all(owner, &tasks).await?.into_iter();
        Ok(tasks
            .map(|task| (EntityId::Task(task.id), task.into()))
            .collect())
    }
}

/// The changes in the opposite direction.
fn take_back(
    changes: Vec<Change>,
    mut present: HashMap<EntityId, Record>,
    now: Timestamp,
) -> Result<Vec<Put>, UndoError> {
    let version = |record: Option<&Record>| record.map(Record::version);
    let has_changed =
        |change: &Change| version(present.get(&change.entity)) != version(change.after.as_ref());
    let in_the_way: Vec<_> = changes.iter().filter(|it| has_changed(it)).collect();
    if !in_the_way.is_empty() {
        let ids = in_the_way.into_iter().map(|change| change.entity);
        return Err(UndoError::Changed(ids.collect()));
    }
    let put = |change: Change| {
        let before = present.remove(&change.entity);
        let after = change.before.map(|record| {
            let last = before.as_ref().unwrap_or(&record).version();
            record.again_after(last, now)
        });
        Put { before, after }
    };
    Ok(changes.into_iter().map(put).collect())
}

/// Why a commit was not undone.
#[derive(Debug, Error)]
pub enum UndoError {
    /// There is no such commit, or it is no longer in the log.
    #[error("there is no such commit")]
    NotFound,
    /// These entities have changed since.
    #[error("something has changed since")]
    Changed(Vec<EntityId>),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
