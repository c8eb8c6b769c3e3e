//! Patches of one field each.

use errand_domain::tasks::{Change, Due, Priority, Task, TaskPatch};

use crate::store::later;
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
            |task| task.content.title = title("bread"),
        ),
        (
            TaskPatch {
                description: Change::Clear,
                ..keep()
            },
            |task| task.content.description = None,
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
            |task| task.content.priority = Priority::High,
        ),
        (
            TaskPatch {
                tags: Some(tags(["food", "kitchen"])),
                ..keep()
            },
            |task| task.content.tags = tags(["food", "kitchen"]),
        ),
        (
            TaskPatch {
                due_time: Change::Clear,
                ..keep()
            },
            |task| task.content.due.as_mut().unwrap().time = None,
        ),
        (
            TaskPatch {
                due_date: set(date("2026-07-01")),
                ..keep()
            },
            |task| {
                task.content.due = task.content.due.map(|due| Due {
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
            |task| task.content.time_zone = None,
        ),
    ]
}
