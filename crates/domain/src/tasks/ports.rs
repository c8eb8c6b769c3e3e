//! The port that stores tasks.

use async_trait::async_trait;
use thiserror::Error;

use super::{DueTimeWithoutDate, Tag, Task, TaskCursor, TaskId, TaskPatch, TaskQuery};
use crate::users::UserId;
use crate::{Failure, Limit, LocalTime, Page, Timestamp};

/// Stores tasks. Every method is atomic and sees only the tasks of `owner`: another user's task is
/// indistinguishable from one that never existed.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait TaskRepository: Send + Sync {
    /// Stores a new task.
    async fn insert(&self, owner: UserId, task: &Task) -> Result<(), Failure>;

    /// The task with this id.
    async fn find(&self, owner: UserId, id: TaskId) -> Result<Option<Task>, Failure>;

    /// One page of the tasks that match the filter. `time` decides which tasks are overdue.
    async fn list(
        &self,
        owner: UserId,
        query: &TaskQuery,
        time: LocalTime,
    ) -> Result<Page<Task, TaskCursor>, Failure>;

    /// Changes a task, raises its version, and returns the changed task. Simultaneous changes to
    /// different fields are all kept.
    async fn update(
        &self,
        owner: UserId,
        id: TaskId,
        patch: &TaskPatch,
        now: Timestamp,
    ) -> Result<Option<Task>, UpdateError>;

    /// Completes an open task or reopens a completed one, and returns the changed task.
    async fn toggle(
        &self,
        owner: UserId,
        id: TaskId,
        now: Timestamp,
    ) -> Result<Option<Task>, Failure>;

    /// Deletes a task. Returns whether it existed.
    async fn delete(&self, owner: UserId, id: TaskId) -> Result<bool, Failure>;

    /// One page of the tags in use, sorted by code point, starting after `after`.
    async fn tags(
        &self,
        owner: UserId,
        after: Option<Tag>,
        limit: Limit,
    ) -> Result<Page<TagCount, Tag>, Failure>;
}

/// A tag and the number of tasks that have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// The number of tasks, open and completed together.
    pub count: u64,
}

/// Why a task was not changed, other than that it does not exist.
#[derive(Debug, Error)]
pub enum UpdateError {
    /// The task would have a due time without a due date.
    #[error(transparent)]
    DueTimeWithoutDate(#[from] DueTimeWithoutDate),
    /// The repository failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
