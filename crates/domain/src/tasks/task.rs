//! The task, and what can happen to it as a whole.

use uuid::Uuid;

use super::{Description, Due, Priority, Tags, TaskTitle};
use crate::{TimeZone, Timestamp};

/// Identifies a task: a UUIDv7 (RFC 9562), so ids sort in the order they were created.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TaskId(pub Uuid);

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The id of the task.
    pub id: TaskId,
    /// What its user wrote.
    pub content: TaskContent,
    /// When it was completed, or `None` if it is open.
    pub completed_at: Option<Timestamp>,
    /// When it was moved to the trash, or `None` if it is not there.
    pub deleted_at: Option<Timestamp>,
    /// Starts at 1 and increases by one with every change.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What the user of a task writes.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskContent {
    /// What has to be done.
    pub title: TaskTitle,
    /// More about it.
    pub description: Option<Description>,
    /// How important it is.
    pub priority: Priority,
    /// Words that group it with other tasks.
    pub tags: Tags,
    /// When it is due.
    pub due: Option<Due>,
    /// The time zone it is due in, or `None` for the user's own.
    pub time_zone: Option<TimeZone>,
}

impl TaskContent {
    /// A content with nothing but a title.
    pub fn titled(title: TaskTitle) -> Self {
        Self {
            title,
            description: None,
            priority: Priority::Medium,
            tags: Tags::default(),
            due: None,
            time_zone: None,
        }
    }

    /// The last moment at which the task is not overdue, for a user in `own_zone`; `None` without a
    /// due date.
    pub fn due_at(&self, own_zone: TimeZone) -> Option<Timestamp> {
        let zone = self.time_zone.unwrap_or(own_zone);
        self.due.map(|due| zone.instant(due.deadline()))
    }
}

/// A task that does not exist yet, or what replaces an existing one.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTask {
    /// What the user wrote.
    pub content: TaskContent,
    /// Whether it is completed from the start.
    pub completed: bool,
}

impl Task {
    /// Creates a task.
    pub fn new(id: TaskId, new: NewTask, now: Timestamp) -> Self {
        Self {
            id,
            content: new.content,
            completed_at: new.completed.then_some(now),
            deleted_at: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// The task with another content. It stays completed since when it was if it is still
    /// completed.
    #[must_use]
    pub fn replace(self, new: NewTask, now: Timestamp) -> Self {
        let task = Self {
            content: new.content,
            ..self
        };
        if new.completed {
            task.complete(now)
        } else {
            task.reopen(now)
        }
    }

    /// The task, completed: now, or when it already was.
    #[must_use]
    pub fn complete(self, now: Timestamp) -> Self {
        let completed_at = self.completed_at.or(Some(now));
        Self {
            completed_at,
            ..self.changed(now)
        }
    }

    /// The task, open.
    #[must_use]
    pub fn reopen(self, now: Timestamp) -> Self {
        Self {
            completed_at: None,
            ..self.changed(now)
        }
    }

    /// The task, completed if it was open, and open if it was completed.
    #[must_use]
    pub fn toggle(self, now: Timestamp) -> Self {
        match self.completed_at {
            Some(_) => self.reopen(now),
            None => self.complete(now),
        }
    }

    /// The task, in the trash.
    #[must_use]
    pub fn delete(self, now: Timestamp) -> Self {
        Self {
            deleted_at: Some(now),
            ..self.changed(now)
        }
    }

    /// The task, back from the trash.
    #[must_use]
    pub fn restore(self, now: Timestamp) -> Self {
        Self {
            deleted_at: None,
            ..self.changed(now)
        }
    }

    /// The task's next version.
    pub(super) fn changed(self, now: Timestamp) -> Self {
        Self {
            version: self.version + 1,
            updated_at: now,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;

    #[test]
    fn a_new_task_may_be_completed_from_the_start() {
        assert_eq!(open().completed_at, None);
        assert_eq!(completed().completed_at, Some(now()));
        assert_eq!((open().version, open().created_at), (1, now()));
    }

    #[test]
    fn completing_a_completed_task_keeps_its_completion_time() {
        let again = completed().complete(later());
        assert_eq!(again.completed_at, Some(now()));
        let done = again.reopen(later()).complete(later());
        assert_eq!((done.completed_at, done.version), (Some(later()), 4));
    }

    #[test]
    fn a_toggle_completes_an_open_task_and_reopens_a_completed_one() {
        let done = open().toggle(later());
        assert_eq!((done.completed_at, done.version), (Some(later()), 2));
        let open_again = done.toggle(later());
        assert_eq!((open_again.completed_at, open_again.version), (None, 3));
    }

    #[test]
    fn a_replacement_takes_the_content_and_keeps_the_completion_time() {
        let new = |completed| NewTask {
            content: bread(),
            completed,
        };
        let replaced = completed().replace(new(true), later());
        let expected = Task {
            content: bread(),
            version: 2,
            updated_at: later(),
            ..completed()
        };
        assert_eq!(replaced, expected);
        let reopened = completed().replace(new(false), later());
        assert_eq!((reopened.completed_at, reopened.version), (None, 2));
    }

    #[test]
    fn a_deleted_task_comes_back_as_it_was() {
        let deleted = completed().delete(later());
        assert_eq!((deleted.deleted_at, deleted.version), (Some(later()), 2));
        let expected = Task {
            version: 3,
            updated_at: later(),
            ..completed()
        };
        assert_eq!(deleted.restore(later()), expected);
    }
}
