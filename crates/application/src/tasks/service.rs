//! The task use cases.

use std::sync::Arc;

use errand_domain::changes::{Put, Record};
use errand_domain::tasks::{
    DueTimeWithoutDate, NewTask, Tag, TagCount, Task, TaskCursor, TaskId, TaskPatch, TaskQuery,
    TaskRepository,
};
use errand_domain::users::{User, UserId};
use errand_domain::{Clock, Failure, Limit, LocalTime, Page, Timestamp};
use thiserror::Error;

use crate::changes::{Write, WriteError, Writer, Written};

/// Manages users' tasks.
pub struct TaskService {
    /// Reads tasks.
    pub tasks: Arc<dyn TaskRepository>,
    /// Writes tasks.
    pub writer: Arc<Writer>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl TaskService {
    /// Creates a task with this id.
    pub async fn create(
        &self,
        write: &Write,
        id: TaskId,
        new: NewTask,
    ) -> Result<Written<Task>, TaskError> {
        let create = async |now| Ok(Some(Put::create(Task::new(id, new.clone(), now))));
        self.write(write, id, create).await
    }

    /// Returns a task.
    pub async fn get(&self, owner: UserId, id: TaskId) -> Result<Task, TaskError> {
        let task = self.tasks.find(owner, id).await?;
        let task = task.filter(|task| task.deleted_at.is_none());
        task.ok_or(TaskError::NotFound)
    }

    /// Returns one page of a user's tasks. Tasks without a time zone of their own are overdue by
    /// the user's.
    pub async fn list(
        &self,
        owner: &User,
        query: &TaskQuery,
    ) -> Result<Page<Task, TaskCursor>, Failure> {
        let time = LocalTime {
            now: self.clock.now(),
            home: owner.time_zone,
        };
        self.tasks.list(owner.id, query, time).await
    }

    /// Replaces a task's content. The id and the creation time stay. So does the completion time if
    /// the task stays completed.
    pub async fn replace(
        &self,
        write: &Write,
        id: TaskId,
        new: NewTask,
    ) -> Result<Written<Task>, TaskError> {
        self.change(write, id, |task, now| Ok(task.replace(new.clone(), now)))
            .await
    }

    /// Changes some fields of a task. An empty patch changes nothing.
    pub async fn patch(
        &self,
        write: &Write,
        id: TaskId,
        patch: &TaskPatch,
    ) -> Result<Written<Task>, TaskError> {
        let apply = |task: Task, now| {
            let is_empty = *patch == TaskPatch::default();
            if is_empty {
                Ok(task)
            } else {
                Ok(patch.apply(task, now)?)
            }
        };
        self.change(write, id, apply).await
    }

    /// Completes an open task or reopens a completed one.
    pub async fn toggle(&self, write: &Write, id: TaskId) -> Result<Written<Task>, TaskError> {
        self.change(write, id, |task, now| Ok(task.toggle(now)))
            .await
    }

    /// Moves a task to the trash.
    pub async fn delete(&self, write: &Write, id: TaskId) -> Result<Written<Task>, TaskError> {
        self.change(write, id, |task, now| Ok(task.delete(now)))
            .await
    }

    /// Returns one page of the tags in use.
    pub async fn tags(
        &self,
        owner: UserId,
        after: Option<Tag>,
        limit: Limit,
    ) -> Result<Page<TagCount, Tag>, Failure> {
        self.tasks.tags(owner, after, limit).await
    }

    /// Writes what `decide` makes of a task outside the trash, if that is another.
    async fn change(
        &self,
        write: &Write,
        id: TaskId,
        decide: impl Fn(Task, Timestamp) -> Result<Task, TaskError>,
    ) -> Result<Written<Task>, TaskError> {
        let change = async |now| {
            let before = expected(write, self.get(write.actor, id).await?)?;
            let after = decide(before.clone(), now)?;
            let is_same = after == before;
            Ok((!is_same).then(|| Put::change(before, after)))
        };
        self.write(write, id, change).await
    }

    /// Writes one task, if there is something to write, and returns the task as it is then.
    pub(super) async fn write(
        &self,
        write: &Write,
        id: TaskId,
        decide: impl AsyncFn(Timestamp) -> Result<Option<Put>, TaskError>,
    ) -> Result<Written<Task>, TaskError> {
        let decide = async |now| Ok(decide(now).await?.into_iter().collect());
        let written: Written<Vec<Put>> = self.writer.write::<TaskError>(write, decide).await?;
        let value = match written.value.into_iter().find_map(|put| put.after) {
            Some(Record::Task(task)) => *task,
            None => self.get(write.actor, id).await?,
        };
        Ok(Written {
            commit: written.commit,
            value,
        })
    }
}

/// The task, if it is of a version that the write may change.
pub(super) fn expected(write: &Write, task: Task) -> Result<Task, TaskError> {
    if write.expects(task.version) {
        Ok(task)
    } else {
        Err(TaskError::OtherVersion(Box::new(task)))
    }
}

/// Why a task was not returned or changed.
#[derive(Debug, Error)]
pub enum TaskError {
    /// The user has no such task.
    #[error("there is no such task")]
    NotFound,
    /// The task is not of the expected version. This is how it is now.
    #[error("the task is of another version")]
    OtherVersion(Box<Task>),
    /// The task would have a due time without a due date.
    #[error(transparent)]
    DueTimeWithoutDate(#[from] DueTimeWithoutDate),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
