//! Changing many tasks at once.

use std::collections::{HashMap, HashSet};

use errand_domain::changes::{CommitId, EntityId, Put, Record};
use errand_domain::tasks::{BulkChange, Skipped, Task, TaskFilter, TaskId};
use errand_domain::users::{User, UserId};
use errand_domain::{Failure, LocalTime, Timestamp};
use thiserror::Error;

use super::TaskService;
use crate::changes::{Write, WriteError, Written};

/// What a bulk change did.
#[derive(Debug, Default)]
pub struct BulkOutcome {
    /// How many tasks were changed.
    pub changed: usize,
    /// The tasks that were left as they are.
    pub skipped: Vec<Skipped>,
    /// The commits, in order.
    pub commits: Vec<CommitId>,
}

impl TaskService {
    /// Changes these tasks, in commits of at most [`BulkChange::COMMIT_SIZE`]. Duplicates count
    /// once.
    pub async fn change_all(
        &self,
        write: &Write,
        ids: &[TaskId],
        change: &BulkChange,
    ) -> Result<BulkOutcome, WriteError> {
        let mut seen = HashSet::new();
        let ids: Vec<_> = ids.iter().copied().filter(|id| seen.insert(*id)).collect();
        let (first, rest) = ids.split_at(ids.len().min(BulkChange::COMMIT_SIZE));
        let mut commits = vec![self.change_some(write, first, change, None).await?];
        let began = began(&commits[0]);
        // A repeated request begins with the commit that it made before, and then finishes what is
        // left. What was changed since then is not part of it.
        let mut changed: HashSet<_> = changed(&commits[0]).collect();
        let is_repeated = changed.iter().any(|id| !first.contains(id));
        let left = if is_repeated { &ids } else { rest };
        let write = Write::by(write.actor);
        for chunk in left.chunks(BulkChange::COMMIT_SIZE) {
            let commit = self.change_some(&write, chunk, change, began).await?;
            changed.extend(self::changed(&commit));
            commits.push(commit);
        }
        let others = ids.into_iter().filter(|id| !changed.contains(id)).collect();
        Ok(BulkOutcome {
            changed: changed.len(),
            skipped: self.skipped(write.actor, others, change).await?,
            commits: commits.into_iter().filter_map(|it| it.commit).collect(),
        })
    }

    /// Changes all tasks that match the filter, of which there may be
    /// [`BulkChange::MAX_TASKS`].
    pub async fn change_matching(
        &self,
        write: &Write,
        owner: &User,
        filter: &TaskFilter,
        change: &BulkChange,
    ) -> Result<BulkOutcome, BulkError> {
        let time = LocalTime {
            now: self.clock.now(),
            home: owner.time_zone,
        };
        let most = BulkChange::MAX_TASKS;
        let ids = self
            .tasks
            .matching(owner.id, filter, time, most + 1)
            .await?;
        if ids.len() > most {
            return Err(BulkError::TooMany);
        }
        Ok(self.change_all(write, &ids, change).await?)
    }

    /// Changes some tasks in one commit, but none that was changed after `began`.
    async fn change_some(
        &self,
        write: &Write,
        ids: &[TaskId],
        change: &BulkChange,
        began: Option<Timestamp>,
    ) -> Result<Written<Vec<Put>>, WriteError> {
        let decide = async |now| {
            let present = self.present(write.actor, ids).await?;
            let put = |before: &Task| {
                let after = change.apply(Some(before), now).ok()?;
                Some(Put::change(before.clone(), after))
            };
            let tasks = ids.iter().filter_map(|id| present.get(id));
            let tasks = tasks.filter(|task| began.is_none_or(|began| task.updated_at <= began));
            Ok::<_, WriteError>(tasks.filter_map(put).collect())
        };
        self.writer.write(write, decide).await
    }

    /// Why these tasks were left as they are.
    async fn skipped(
        &self,
        owner: UserId,
        ids: Vec<TaskId>,
        change: &BulkChange,
    ) -> Result<Vec<Skipped>, Failure> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let present = self.present(owner, &ids).await?;
        let now = self.clock.now();
        let skipped = |id: TaskId| {
            let reason = change.apply(present.get(&id), now).err()?;
            Some(Skipped { id, reason })
        };
        Ok(ids.into_iter().filter_map(skipped).collect())
    }

    async fn present(
        &self,
        owner: UserId,
        ids: &[TaskId],
    ) -> Result<HashMap<TaskId, Task>, Failure> {
        let tasks = self.tasks.find_all(owner, ids).await?.into_iter();
        Ok(tasks.map(|task| (task.id, task)).collect())
    }
}

/// The ids of the tasks that were changed.
fn changed(written: &Written<Vec<Put>>) -> impl Iterator<Item = TaskId> {
    let ids = written.value.iter().filter_map(Put::id);
    ids.map(|EntityId::Task(id)| id)
}

/// When the tasks were changed.
fn began(written: &Written<Vec<Put>>) -> Option<Timestamp> {
    let mut after = written.value.iter().filter_map(|put| put.after.as_ref());
    after.next().map(|Record::Task(task)| task.updated_at)
}

/// Why tasks were not changed in bulk.
#[derive(Debug, Error)]
pub enum BulkError {
    /// More tasks match than one request may change.
    #[error("more than {} tasks match", BulkChange::MAX_TASKS)]
    TooMany,
    /// They could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
