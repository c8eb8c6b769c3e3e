//! Tasks for the tests of the rules.

use uuid::Uuid;

use super::{Due, DueDate, DueTime, NewTask, Task, TaskContent, TaskId, TaskTitle};
use crate::Timestamp;

pub(super) fn now() -> Timestamp {
    "2026-06-14T12:00:00Z".parse().unwrap()
}

pub(super) fn later() -> Timestamp {
    "2026-06-14T13:00:00Z".parse().unwrap()
}

/// A content with a due time.
pub(super) fn milk() -> TaskContent {
    TaskContent {
        title: TaskTitle::parse("milk").unwrap(),
        due: Some(Due {
            date: DueDate::parse("2026-06-15").unwrap(),
            time: Some(DueTime::parse("09:30").unwrap()),
        }),
        ..bread()
    }
}

/// A content with nothing but a title.
pub(super) fn bread() -> TaskContent {
    TaskContent::titled(TaskTitle::parse("bread").unwrap())
}

pub(super) fn open() -> Task {
    task(false)
}

pub(super) fn completed() -> Task {
    task(true)
}

fn task(completed: bool) -> Task {
    let content = milk();
    let new = NewTask { content, completed };
    Task::new(TaskId(Uuid::from_u128(1)), new, now())
}
