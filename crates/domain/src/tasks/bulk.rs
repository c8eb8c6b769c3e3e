//! Changing many tasks in the same way.

use super::{DueTimeWithoutDate, Tags, Task, TaskId, TaskPatch};
use crate::Timestamp;

/// What happens to each of many tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BulkChange {
    /// The fields that change.
    pub patch: TaskPatch,
    /// The tags that are then added.
    pub add_tags: Tags,
    /// The tags that are removed, but for those that are added.
    pub remove_tags: Tags,
    /// Whether the tasks are then moved to the trash.
    pub deletes: bool,
}

/// A task that a bulk change left as it is, and why.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Skipped {
    /// The id of the task.
    pub id: TaskId,
    /// The reason.
    pub reason: SkipReason,
}

/// Why a bulk change left a task as it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SkipReason {
    /// The user has no such task, or it is in the trash.
    NotFound,
    /// The change makes no difference to the task.
    Unchanged,
    /// The task would have a due time without a due date.
    NeedsDueDate,
    /// The task would have more than [`Tags::MAX_COUNT`] tags.
    TooManyTags,
}

impl BulkChange {
    /// The most tasks that one commit changes.
    pub const COMMIT_SIZE: usize = 500;
    /// The most tasks that one request changes.
    pub const MAX_TASKS: usize = 10_000;

    /// The task after the change, in its next version, or why it stays as it is.
    pub fn apply(&self, task: Option<&Task>, now: Timestamp) -> Result<Task, SkipReason> {
        let outside_trash = task.filter(|task| task.deleted_at.is_none());
        let task = outside_trash.ok_or(SkipReason::NotFound)?;
        let patched = self.patch.apply(task.clone(), now);
        let mut after = patched.map_err(|DueTimeWithoutDate| SkipReason::NeedsDueDate)?;
        let tags = after.content.tags.retag(&self.add_tags, &self.remove_tags);
        after.content.tags = tags.map_err(|_| SkipReason::TooManyTags)?;
        after.deleted_at = self.deletes.then_some(now);
        let what = |task: &Task| (task.completed_at, task.deleted_at);
        if after.content == task.content && what(&after) == what(task) {
            return Err(SkipReason::Unchanged);
        }
        Ok(after)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::sample::*;
    use super::super::{Change, DueTime, Tag};
    use super::*;

    fn complete() -> BulkChange {
        BulkChange {
            patch: TaskPatch {
                completed: Some(true),
                ..TaskPatch::default()
            },
            ..BulkChange::default()
        }
    }

    #[test]
    fn a_change_that_makes_no_difference_is_skipped() {
        let done = complete().apply(Some(&open()), later()).unwrap();
        assert_eq!(done, open().complete(later()));
        let skipped = |task: Option<&Task>| complete().apply(task, later()).unwrap_err();
        assert_eq!(skipped(Some(&completed())), SkipReason::Unchanged);
        assert_eq!(skipped(Some(&open().delete(now()))), SkipReason::NotFound);
        assert_eq!(skipped(None), SkipReason::NotFound);
    }

    #[test]
    fn a_due_time_needs_a_due_date() {
        let mut change = complete();
        change.patch.due_time = Change::Set(DueTime::parse("10:00").unwrap());
        let undated = Task {
            content: bread(),
            ..open()
        };
        let skipped = change.apply(Some(&undated), later());
        assert_eq!(skipped, Err(SkipReason::NeedsDueDate));
        assert!(change.apply(Some(&open()), later()).is_ok());
    }

    #[test]
    fn tags_are_added_and_removed_but_no_task_gets_more_than_20() {
        let tags = |numbers: Range<u8>| {
            let tags = numbers.map(|n| Tag::parse(&n.to_string()).unwrap());
            Tags::parse(tags.collect()).unwrap()
        };
        let add = |numbers| BulkChange {
            add_tags: tags(numbers),
            ..BulkChange::default()
        };
        let remove = |numbers| BulkChange {
            remove_tags: tags(numbers),
            ..BulkChange::default()
        };
        let full = add(0..20).apply(Some(&open()), later()).unwrap();
        assert_eq!(full.content.tags, tags(0..20));
        let skipped = |change: BulkChange| change.apply(Some(&full), later()).unwrap_err();
        assert_eq!(skipped(add(20..21)), SkipReason::TooManyTags);
        assert_eq!(skipped(add(3..9)), SkipReason::Unchanged);
        assert_eq!(skipped(remove(20..21)), SkipReason::Unchanged);
        let after = remove(0..19).apply(Some(&full), later()).unwrap();
        assert_eq!(after.content.tags, tags(19..20));
    }

    #[test]
    fn tasks_are_changed_before_they_are_deleted() {
        let change = BulkChange {
            deletes: true,
            ..complete()
        };
        let after = change.apply(Some(&open()), later()).unwrap();
        assert_eq!(
            (after.completed_at, after.deleted_at),
            (Some(later()), Some(later()))
        );
        assert_eq!(after.version, 2);
    }
}
