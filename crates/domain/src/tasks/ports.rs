//! Where tasks are kept.

use async_trait::async_trait;
use thiserror::Error;

use super::{DueTimeWithoutDate, Tag, Task, TaskCursor, TaskId, TaskPatch, TaskQuery};
use crate::users::UserId;
use crate::{Failure, Limit, LocalTime, Page, Timestamp};

/// Keeps tasks. Every method sees only the tasks of `owner`: a task of somebody else is as absent
/// as one that never was. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait TaskRepository: Send + Sync {
    /// Keeps a new task.
    async fn insert(&self, owner: UserId, task: &Task) -> Result<(), Failure>;

    /// The task with this id.
    async fn find(&self, owner: UserId, id: TaskId) -> Result<Option<Task>, Failure>;

    /// One page of the tasks that pass the filter. `time` is what overdue is reckoned by.
    async fn list(
        &self,
        owner: UserId,
        query: &TaskQuery,
        time: LocalTime,
    ) -> Result<Page<Task, TaskCursor>, Failure>;

    /// Changes a task, raises its version, and returns it as it is then. Of two changes at once
    /// neither is lost where they name different fields.
    async fn update(
        &self,
        owner: UserId,
        id: TaskId,
        patch: &TaskPatch,
        now: Timestamp,
    ) -> Result<Option<Task>, UpdateError>;

    /// Completes an open task, or opens a completed one, and returns it as it is then.
    async fn toggle(
        &self,
        owner: UserId,
        id: TaskId,
        now: Timestamp,
    ) -> Result<Option<Task>, Failure>;

    /// Removes a task, and tells whether there was one.
    async fn delete(&self, owner: UserId, id: TaskId) -> Result<bool, Failure>;

    /// One page of the tags in use, in the order of their code points, from after `after` on.
    async fn tags(
        &self,
        owner: UserId,
        after: Option<Tag>,
        limit: Limit,
    ) -> Result<Page<TagCount, Tag>, Failure>;
}

/// A tag, and how many tasks have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// The number of tasks, open and completed.
    pub count: u64,
}

/// Why a task was not changed, besides its absence.
#[derive(Debug, Error)]
pub enum UpdateError {
    /// The task would have a time without a day.
    #[error(transparent)]
    DueTimeWithoutDate(#[from] DueTimeWithoutDate),
    /// The repository failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
