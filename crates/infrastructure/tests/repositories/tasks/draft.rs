//! A short notation for tasks: `task("milk").due("2026-06-15").tags(["shop"])`.

use errand_domain::tasks::{
    Change, Description, Due, DueDate, DueTime, NewTask, Priority, SearchTerms, Tag, Tags, Task,
    TaskContent, TaskId, TaskTitle,
};
use errand_domain::{TimeZone, Timestamp};
use uuid::Uuid;

use crate::store::{instant, noon};

/// A task under construction. Fields that are not set have default values.
pub(crate) struct Draft {
    content: TaskContent,
    completed: bool,
    created_at: Timestamp,
    updated_at: Option<Timestamp>,
}

pub(crate) fn task(title: &str) -> Draft {
    Draft {
        content: TaskContent::titled(TaskTitle::parse(title).unwrap()),
        completed: false,
        created_at: noon().now,
        updated_at: None,
    }
}

impl Draft {
    pub(crate) fn description(mut self, text: &str) -> Self {
        self.content.description = Some(description(text));
        self
    }

    pub(crate) fn completed(mut self) -> Self {
        self.completed = true;
        self
    }

    pub(crate) fn priority(mut self, priority: Priority) -> Self {
        self.content.priority = priority;
        self
    }

    pub(crate) fn tags<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.content.tags = tags(names);
        self
    }

    /// Due on a day (`2026-06-15`) or at a time of a day (`2026-06-15 09:30`).
    pub(crate) fn due(mut self, text: &str) -> Self {
        self.content.due = Some(due(text));
        self
    }

    pub(crate) fn zone(mut self, name: &str) -> Self {
        self.content.time_zone = Some(zone(name));
        self
    }

    pub(crate) fn created(mut self, at: &str) -> Self {
        self.created_at = instant(at);
        self
    }

    pub(crate) fn updated(mut self, at: &str) -> Self {
        self.updated_at = Some(instant(at));
        self
    }

    pub(crate) fn task(self) -> Task {
        let new = NewTask {
            content: self.content,
            completed: self.completed,
        };
        let mut task = Task::new(TaskId(Uuid::now_v7()), new, self.created_at);
        task.updated_at = self.updated_at.unwrap_or(task.updated_at);
        task
    }
}

pub(crate) fn title(text: &str) -> TaskTitle {
    TaskTitle::parse(text).unwrap()
}

pub(crate) fn description(text: &str) -> Description {
    Description::parse(text.to_owned()).unwrap()
}

pub(crate) fn tag(name: &str) -> Tag {
    Tag::parse(name).unwrap()
}

pub(crate) fn tags<'a>(names: impl IntoIterator<Item = &'a str>) -> Tags {
    Tags::parse(names.into_iter().map(tag).collect()).unwrap()
}

pub(crate) fn date(text: &str) -> DueDate {
    DueDate::parse(text).unwrap()
}

pub(crate) fn time(text: &str) -> DueTime {
    DueTime::parse(text).unwrap()
}

pub(crate) fn due(text: &str) -> Due {
    let (day, hour) = match text.split_once(' ') {
        Some((day, hour)) => (day, Some(time(hour))),
        None => (text, None),
    };
    Due {
        date: date(day),
        time: hour,
    }
}

pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::parse(name).unwrap()
}

pub(crate) fn terms(text: &str) -> SearchTerms {
    SearchTerms::parse(text).unwrap()
}

pub(crate) fn set<T>(value: T) -> Change<T> {
    Change::Set(value)
}
