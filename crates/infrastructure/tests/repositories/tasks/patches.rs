//! Patches of one field each.

use errand_domain::Timestamp;
use errand_domain::tasks::{Change, Due, Priority, Task, TaskPatch};

use crate::store::instant;
use crate::tasks::draft::{Draft, date, set, tags, task, title};

/// A task in which every field a patch can change is set.
pub(crate) fn full() -> Draft {
    task("milk")
        .description("two litres")
        .priority(Priority::Low)
        .tags(["shop", "food"])
        .due("2026-06-15 09:30")
        .zone("Europe/Berlin")
}

pub(crate) fn later() -> Timestamp {
    instant("2026-06-15T13:00:00.000001Z")
}

/// A patch and its effect on [`full`], apart from the version and the time of the change.
pub(crate) type Patch = (TaskPatch, fn(&mut Task));

/// An empty patch, and one for each field.
pub(crate) fn patches() -> Vec<Patch> {
    let keep = TaskPatch::default;
    vec![
        (keep(), |_| {}),
        (
            TaskPatch {
                title: Some(title("bread")),
                ..keep()
            },
            |task| task.title = title("bread"),
        ),
        (
            TaskPatch {
                description: Change::Clear,
                ..keep()
            },
            |task| task.description = None,
        ),
        (
            TaskPatch {
                completed: Some(true),
                ..keep()
            },
            |task| task.completed_at = Some(later()),
        ),
        (
            TaskPatch {
                priority: Some(Priority::High),
                ..keep()
            },
            |task| task.priority = Priority::High,
        ),
        (
            TaskPatch {
                tags: Some(tags(["food", "kitchen"])),
                ..keep()
            },
            |task| task.tags = tags(["food", "kitchen"]),
        ),
        (
            TaskPatch {
                due_time: Change::Clear,
                ..keep()
            },
            |task| task.due.as_mut().unwrap().time = None,
        ),
        (
            TaskPatch {
                due_date: set(date("2026-07-01")),
                ..keep()
            },
            |task| {
                task.due = task.due.map(|due| Due {
                    date: date("2026-07-01"),
                    ..due
                });
            },
        ),
        (
            TaskPatch {
                time_zone: Change::Clear,
                ..keep()
            },
            |task| task.time_zone = None,
        ),
    ]
}
