//! The task, and the two commands that create and change it.

use uuid::Uuid;

use super::{Description, Due, DueDate, DueTime, DueTimeWithoutDate, Priority, Tags, TaskTitle};
use crate::{TimeZone, Timestamp};

/// Identifies a task: a UUIDv7 (RFC 9562), so ids sort in the order they were created.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TaskId(pub Uuid);

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The id of the task.
    pub id: TaskId,
    /// What has to be done.
    pub title: TaskTitle,
    /// More about it.
    pub description: Option<Description>,
    /// When it was completed, or `None` if it is open.
    pub completed_at: Option<Timestamp>,
    /// How important it is.
    pub priority: Priority,
    /// Words that group it with other tasks.
    pub tags: Tags,
    /// When it is due.
    pub due: Option<Due>,
    /// The time zone it is due in, or `None` for the user's own.
    pub time_zone: Option<TimeZone>,
    /// Starts at 1 and increases by one with every change.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Task {
    /// Creates a task.
    pub fn new(content: NewTask, now: Timestamp) -> Self {
        Self {
            id: TaskId(Uuid::now_v7()),
            title: content.title,
            description: content.description,
            completed_at: content.completed.then_some(now),
            priority: content.priority,
            tags: content.tags,
            due: content.due,
            time_zone: content.time_zone,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

/// The content of a new task, or of one that replaces another.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of a task")]
pub struct NewTask {
    pub title: TaskTitle,
    pub description: Option<Description>,
    pub completed: bool,
    pub priority: Priority,
    pub tags: Tags,
    pub due: Option<Due>,
    pub time_zone: Option<TimeZone>,
}

/// A change to an optional field.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Change<T> {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Clear it.
    Clear,
    /// Set it to this value.
    Set(T),
}

impl<T: Clone> Change<T> {
    /// The value of the field after the change.
    pub fn apply(&self, value: Option<T>) -> Option<T> {
        match self {
            Self::Keep => value,
            Self::Clear => None,
            Self::Set(value) => Some(value.clone()),
        }
    }
}

impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

/// A change to some fields of a task. In required fields, `None` means no change. Clearing the due
/// date also clears the due time, unless the same patch sets one.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of a task")]
pub struct TaskPatch {
    pub title: Option<TaskTitle>,
    pub description: Change<Description>,
    pub completed: Option<bool>,
    pub priority: Option<Priority>,
    pub tags: Option<Tags>,
    pub due_date: Change<DueDate>,
    pub due_time: Change<DueTime>,
    pub time_zone: Change<TimeZone>,
}

impl TaskPatch {
    /// The task after the change, with its version increased by one.
    ///
    /// # Errors
    /// [`DueTimeWithoutDate`] if the task would have a due time but no due date.
    pub fn apply(&self, task: Task, now: Timestamp) -> Result<Task, DueTimeWithoutDate> {
        let date = self.due_date.apply(task.due.map(|due| due.date));
        let time = task.due.and_then(|due| due.time).filter(|_| date.is_some());
        let due = Due::parse(date, self.due_time.apply(time))?;
        Ok(Task {
            id: task.id,
            title: self.title.clone().unwrap_or(task.title),
            description: self.description.apply(task.description),
            completed_at: match self.completed {
                Some(true) => task.completed_at.or(Some(now)),
                Some(false) => None,
                None => task.completed_at,
            },
            priority: self.priority.unwrap_or(task.priority),
            tags: self.tags.clone().unwrap_or(task.tags),
            due,
            time_zone: self.time_zone.apply(task.time_zone),
            version: task.version + 1,
            created_at: task.created_at,
            updated_at: now,
        })
    }
}

impl From<NewTask> for TaskPatch {
    /// The patch that replaces everything with this content.
    fn from(content: NewTask) -> Self {
        Self {
            title: Some(content.title),
            description: content.description.into(),
            completed: Some(content.completed),
            priority: Some(content.priority),
            tags: Some(content.tags),
            due_date: content.due.map(|due| due.date).into(),
            due_time: content.due.and_then(|due| due.time).into(),
            time_zone: content.time_zone.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task() -> Task {
        let content = NewTask {
            title: TaskTitle::parse("milk").unwrap(),
            description: None,
            completed: true,
            priority: Priority::Medium,
            tags: Tags::default(),
            due: Some(Due {
                date: DueDate::parse("2026-06-15").unwrap(),
                time: Some(DueTime::parse("09:30").unwrap()),
            }),
            time_zone: None,
        };
        Task::new(content, "2026-06-14T12:00:00Z".parse().unwrap())
    }

    fn later() -> Timestamp {
        "2026-06-14T13:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_patch_changes_the_named_fields_the_version_and_the_update_time() {
        let patch = TaskPatch {
            description: Change::Set(Description::parse("two litres".into()).unwrap()),
            ..TaskPatch::default()
        };
        let expected = Task {
            description: Some(Description::parse("two litres".into()).unwrap()),
            version: 2,
            updated_at: later(),
            ..task()
        };
        let before = Task {
            id: expected.id,
            ..task()
        };
        assert_eq!(patch.apply(before, later()).unwrap(), expected);
    }

    #[test]
    fn completing_a_completed_task_keeps_its_completion_time() {
        let complete = |completed| TaskPatch {
            completed: Some(completed),
            ..TaskPatch::default()
        };
        let done = task();
        let again = complete(true).apply(done.clone(), later()).unwrap();
        assert_eq!(again.completed_at, done.completed_at);
        let open = complete(false).apply(done, later()).unwrap();
        assert_eq!(open.completed_at, None);
        let done = complete(true).apply(open, later()).unwrap();
        assert_eq!(done.completed_at, Some(later()));
    }

    #[test]
    fn clearing_the_due_date_clears_the_time_which_needs_a_date() {
        let mut patch = TaskPatch {
            due_date: Change::Clear,
            ..TaskPatch::default()
        };
        assert_eq!(patch.apply(task(), later()).unwrap().due, None);
        patch.due_time = Change::Set(DueTime::parse("10:00").unwrap());
        assert_eq!(patch.apply(task(), later()), Err(DueTimeWithoutDate));
    }
}
