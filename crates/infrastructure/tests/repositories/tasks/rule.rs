//! The domain's rules for lists, applied in memory to check what the databases return.

use std::cmp::Ordering;

use errand_domain::tasks::{Description, Due, Order, Task, TaskFilter, TaskSort};
use errand_domain::{LocalTime, text};

use crate::tasks::draft::tag;

pub(crate) const SORTS: [TaskSort; 5] = [
    TaskSort::CreatedAt,
    TaskSort::UpdatedAt,
    TaskSort::DueDate,
    TaskSort::Priority,
    TaskSort::Title,
];

pub(crate) const ORDERS: [Order; 2] = [Order::Ascending, Order::Descending];

/// The list in the domain's order: equal keys are ordered by id, in the same direction.
pub(crate) fn sorted(tasks: &[Task], sort: TaskSort, order: Order) -> Vec<Task> {
    let directed = |ordering: Ordering| match order {
        Order::Ascending => ordering,
        Order::Descending => ordering.reverse(),
    };
    let compare = |one: &Task, other: &Task| match sort {
        TaskSort::CreatedAt => directed(one.created_at.cmp(&other.created_at)),
        TaskSort::UpdatedAt => directed(one.updated_at.cmp(&other.updated_at)),
        TaskSort::Priority => directed(one.content.priority.cmp(&other.content.priority)),
        TaskSort::Title => directed(folded(one).cmp(&folded(other))),
        TaskSort::DueDate => match (
            one.content.due.map(Due::deadline),
            other.content.due.map(Due::deadline),
        ) {
            (Some(one), Some(other)) => directed(one.cmp(&other)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        },
    };
    let mut tasks = tasks.to_vec();
    tasks.sort_by(|one, other| compare(one, other).then(directed(one.id.cmp(&other.id))));
    tasks
}

fn folded(task: &Task) -> String {
    text::fold(task.content.title.as_str())
}

/// Whether a task matches a filter.
pub(crate) fn passes(task: &Task, filter: &TaskFilter, time: LocalTime) -> bool {
    let texts: Vec<_> = std::iter::once(task.content.title.as_str())
        .chain(task.content.description.as_ref().map(Description::as_str))
        .chain(task.content.tags.iter())
        .map(text::fold)
        .collect();
    let clock = task
        .content
        .time_zone
        .unwrap_or(time.home)
        .wall_clock(time.now);
    let past = task.content.due.is_some_and(|due| due.deadline() < clock);
    let overdue = past && task.completed_at.is_none();
    let day = task.content.due.map(|due: Due| due.date);
    filter
        .completed
        .is_none_or(|completed| completed == task.completed_at.is_some())
        && filter.overdue.is_none_or(|wanted| wanted == overdue)
        && (filter.priorities.is_empty() || filter.priorities.contains(&task.content.priority))
        && (filter.tags.is_empty()
            || task
                .content
                .tags
                .iter()
                .any(|name| filter.tags.contains(&tag(name))))
        && filter
            .due_before
            .is_none_or(|limit| day.is_some_and(|day| day < limit))
        && filter
            .due_after
            .is_none_or(|limit| day.is_some_and(|day| day > limit))
        && filter
            .search
            .iter()
            .all(|term| texts.iter().any(|text| text.contains(term)))
}
