//! The task itself, and the two commands that shape one.

use uuid::Uuid;

use super::{Description, Due, DueDate, DueTime, DueTimeWithoutDate, Priority, Tags, TaskTitle};
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

impl<T: Clone> Change<T> {
    /// What the field is then.
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

impl TaskPatch {
    /// The task as it is after the change, one version later.
    ///
    /// # Errors
    /// A time without a day.
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
    fn a_patch_changes_what_it_names_the_version_and_the_time_of_the_change() {
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
    fn a_task_that_stays_completed_keeps_the_time_of_it() {
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
    fn the_time_goes_with_the_day_but_cannot_be_set_without_one() {
        let mut patch = TaskPatch {
            due_date: Change::Clear,
            ..TaskPatch::default()
        };
        assert_eq!(patch.apply(task(), later()).unwrap().due, None);
        patch.due_time = Change::Set(DueTime::parse("10:00").unwrap());
        assert_eq!(patch.apply(task(), later()), Err(DueTimeWithoutDate));
    }
}
