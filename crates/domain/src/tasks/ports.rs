//! The port that reads tasks.

use async_trait::async_trait;

use super::{Tag, Task, TaskCursor, TaskFilter, TaskId, TaskQuery};
use crate::users::UserId;
use crate::{Failure, Limit, LocalTime, Page, Timestamp};

/// Reads tasks. Every method sees only the tasks of `owner`: another user's task is
/// indistinguishable from one that never existed.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait TaskRepository: Send + Sync {
    /// The task with this id, in the trash or not.
    async fn find(&self, owner: UserId, id: TaskId) -> Result<Option<Task>, Failure>;

    /// The tasks with these ids, in the trash or not, in no particular order. Ids without a task
    /// are left out.
    async fn find_all(&self, owner: UserId, ids: &[TaskId]) -> Result<Vec<Task>, Failure>;

    /// One page of the tasks outside the trash that match the filter. `time` decides which tasks
    /// are overdue.
    async fn list(
        &self,
        owner: UserId,
        query: &TaskQuery,
        time: LocalTime,
    ) -> Result<Page<Task, TaskCursor>, Failure>;

    /// The ids of the tasks outside the trash that match the filter, in the order of their
    /// creation, but at most `most`.
    async fn matching(
        &self,
        owner: UserId,
        filter: &TaskFilter,
        time: LocalTime,
        most: usize,
    ) -> Result<Vec<TaskId>, Failure>;

    /// One page of the tasks in the trash, the last deleted first.
    async fn trash(
        &self,
        owner: UserId,
        after: Option<TrashCursor>,
        limit: Limit,
    ) -> Result<Page<Task, TrashCursor>, Failure>;

    /// How many tasks are in the trash.
    async fn count_trash(&self, owner: UserId) -> Result<u64, Failure>;

    /// One page of the tags in use, sorted by code point, starting after `after`.
    async fn tags(
        &self,
        owner: UserId,
        after: Option<Tag>,
        limit: Limit,
    ) -> Result<Page<TagCount, Tag>, Failure>;

    /// Removes tasks of all users that were moved to the trash before `before`.
    async fn purge_trash(&self, before: Timestamp) -> Result<(), Failure>;
}

/// A place in the trash: that of this task.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TrashCursor {
    /// When the task was deleted.
    pub deleted_at: Timestamp,
    /// The id of the task.
    pub id: TaskId,
}

/// A tag and the number of tasks that have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// The number of tasks outside the trash, open and completed together.
    pub count: u64,
}
