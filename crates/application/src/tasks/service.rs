//! The task use cases.

use std::sync::Arc;

use errand_domain::tasks::{
    DueTimeWithoutDate, NewTask, Tag, TagCount, Task, TaskCursor, TaskId, TaskPatch, TaskQuery,
    TaskRepository, UpdateError,
};
use errand_domain::users::{User, UserId};
use errand_domain::{Clock, Failure, Limit, LocalTime, Page};
use thiserror::Error;

/// Manages users' tasks.
pub struct TaskService {
    tasks: Arc<dyn TaskRepository>,
    clock: Arc<dyn Clock>,
}

impl TaskService {
    /// Creates the service.
    pub fn new(tasks: Arc<dyn TaskRepository>, clock: Arc<dyn Clock>) -> Self {
        Self { tasks, clock }
    }

    /// Creates a task.
    pub async fn create(&self, owner: UserId, content: NewTask) -> Result<Task, Failure> {
        let task = Task::new(content, self.clock.now());
        self.tasks.insert(owner, &task).await?;
        Ok(task)
    }

    /// Returns a task.
    pub async fn get(&self, owner: UserId, id: TaskId) -> Result<Task, TaskError> {
        let task = self.tasks.find(owner, id).await?;
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
        owner: UserId,
        id: TaskId,
        content: NewTask,
    ) -> Result<Task, TaskError> {
        self.patch(owner, id, content.into()).await
    }

    /// Changes some fields of a task. An empty patch changes nothing.
    pub async fn patch(
        &self,
        owner: UserId,
        id: TaskId,
        patch: TaskPatch,
    ) -> Result<Task, TaskError> {
        if patch == TaskPatch::default() {
            return self.get(owner, id).await;
        }
        let now = self.clock.now();
        let task = self.tasks.update(owner, id, &patch, now).await?;
        task.ok_or(TaskError::NotFound)
    }

    /// Completes an open task or reopens a completed one.
    pub async fn toggle(&self, owner: UserId, id: TaskId) -> Result<Task, TaskError> {
        let task = self.tasks.toggle(owner, id, self.clock.now()).await?;
        task.ok_or(TaskError::NotFound)
    }

    /// Deletes a task.
    pub async fn delete(&self, owner: UserId, id: TaskId) -> Result<(), TaskError> {
        let existed = self.tasks.delete(owner, id).await?;
        existed.then_some(()).ok_or(TaskError::NotFound)
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
}

/// Why a task was not returned or changed.
#[derive(Debug, Error)]
pub enum TaskError {
    /// The user has no such task.
    #[error("there is no such task")]
    NotFound,
    /// The task would have a due time without a due date.
    #[error(transparent)]
    DueTimeWithoutDate(#[from] DueTimeWithoutDate),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<UpdateError> for TaskError {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::DueTimeWithoutDate(error) => Self::DueTimeWithoutDate(error),
            UpdateError::Failure(failure) => Self::Failure(failure),
        }
    }
}
