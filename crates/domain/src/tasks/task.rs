//! The task itself, and the two commands that shape one.

use uuid::Uuid;

use super::{Description, Due, DueDate, DueTime, Priority, Tags, TaskTitle};
use crate::{TimeZone, Timestamp};

/// Identifies a task: a UUIDv7 (RFC 9562), so ids made later sort later.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TaskId(pub Uuid);

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What it is found by.
    pub id: TaskId,
    /// What is to be done.
    pub title: TaskTitle,
    /// More about it.
    pub description: Option<Description>,
    /// When it was completed; an open task has none.
    pub completed_at: Option<Timestamp>,
    /// How much it matters.
    pub priority: Priority,
    /// What groups it with others.
    pub tags: Tags,
    /// When it is due.
    pub due: Option<Due>,
    /// The zone it is due in, where it is not its user's own.
    pub time_zone: Option<TimeZone>,
    /// 1 at first, and one more with every change.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Task {
    /// Makes a task of what was asked for.
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

/// The content of a task that is made, or that takes the place of another.
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

/// What becomes of a field that may be empty.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes empty.
    Clear,
    /// It takes this value.
    Set(T),
}

impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

/// A change to some fields of a task. Fields that cannot be empty are `None` to stay as they are.
/// Clearing the due date clears the due time with it, unless the same patch sets one.
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

impl From<NewTask> for TaskPatch {
    /// The patch that puts this content in place of all there was.
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
