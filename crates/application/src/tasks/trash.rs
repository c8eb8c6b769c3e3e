//! The trash, which keeps deleted tasks until they are purged.

use errand_domain::changes::{CommitId, Put};
use errand_domain::tasks::{Task, TaskId, TrashCursor};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, Page};

use super::service::expected;
use super::{TaskError, TaskService};
use crate::changes::{Write, WriteError, Written};

impl TaskService {
    /// Returns one page of the tasks in the trash, the last deleted first.
    pub async fn trash(
        &self,
        owner: UserId,
        after: Option<TrashCursor>,
        limit: Limit,
    ) -> Result<Page<Task, TrashCursor>, Failure> {
        self.tasks.trash(owner, after, limit).await
    }

    /// Returns how many tasks are in the trash.
    pub async fn count_trash(&self, owner: UserId) -> Result<u64, Failure> {
        self.tasks.count_trash(owner).await
    }

    /// Takes a task back from the trash. One that is not there stays as it is.
    pub async fn restore(&self, write: &Write, id: TaskId) -> Result<Written<Task>, TaskError> {
        let restore = async |now| {
            let task = self.tasks.find(write.actor, id).await?;
            let before = expected(write, task.ok_or(TaskError::NotFound)?)?;
            if before.deleted_at.is_none() {
                return Ok(None);
            }
            let after = before.clone().restore(now);
            Ok(Some(Put::change(before, after)))
        };
        self.write(write, id, restore).await
    }

    /// Removes everything from the trash for good, and returns the commit unless the trash was empty.
    pub async fn empty_trash(&self, write: &Write) -> Result<Option<CommitId>, WriteError> {
        let whole_page = Limit::parse(Limit::MAX.into()).unwrap_or_default();
        let remove = async |_| -> Result<_, WriteError> {
            let (mut puts, mut after) = (Vec::new(), None);
            loop {
                let page = self.tasks.trash(write.actor, after, whole_page).await?;
                puts.extend(page.items.into_iter().map(Put::remove));
                after = page.next;
                if after.is_none() {
                    return Ok(puts);
                }
            }
        };
        Ok(self.writer.write(write, remove).await?.commit)
    }
}
