//! Changes to some fields of a task.

use super::{
    Description, Due, DueDate, DueTime, DueTimeWithoutDate, Priority, Tags, Task, TaskContent,
    TaskTitle,
};
use crate::{TimeZone, Timestamp};

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
    /// The task after the change, in its next version.
    ///
    /// # Errors
    /// [`DueTimeWithoutDate`] if the task would have a due time but no due date.
    pub fn apply(&self, task: Task, now: Timestamp) -> Result<Task, DueTimeWithoutDate> {
        let content = self.content(task.content)?;
        let task = Task { content, ..task };
        Ok(match self.completed {
            Some(true) => task.complete(now),
            Some(false) => task.reopen(now),
            None => task.changed(now),
        })
    }

    fn content(&self, content: TaskContent) -> Result<TaskContent, DueTimeWithoutDate> {
        let date = self.due_date.apply(content.due.map(|due| due.date));
        let time = content.due.and_then(|due| due.time);
        let time = self.due_time.apply(time.filter(|_| date.is_some()));
        Ok(TaskContent {
            title: self.title.clone().unwrap_or(content.title),
            description: self.description.apply(content.description),
            priority: self.priority.unwrap_or(content.priority),
            tags: self.tags.clone().unwrap_or(content.tags),
            due: Due::parse(date, time)?,
            time_zone: self.time_zone.apply(content.time_zone),
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Tag;
    use super::super::sample::*;
    use super::*;

    fn patch() -> TaskPatch {
        TaskPatch::default()
    }

    #[rstest]
    #[case::nothing(patch(), |_: &mut Task| {})]
    #[case::title(
        TaskPatch { title: Some(bread().title), ..patch() },
        |task: &mut Task| task.content.title = bread().title
    )]
    #[case::description(
        TaskPatch { description: Change::Set(notes()), ..patch() },
        |task: &mut Task| task.content.description = Some(notes())
    )]
    #[case::completed(
        TaskPatch { completed: Some(true), ..patch() },
        |task: &mut Task| task.completed_at = Some(later())
    )]
    #[case::open(TaskPatch { completed: Some(false), ..patch() }, |_: &mut Task| {})]
    #[case::priority(
        TaskPatch { priority: Some(Priority::High), ..patch() },
        |task: &mut Task| task.content.priority = Priority::High
    )]
    #[case::tags(
        TaskPatch { tags: Some(tags()), ..patch() },
        |task: &mut Task| task.content.tags = tags()
    )]
    #[case::no_due_time(
        TaskPatch { due_time: Change::Clear, ..patch() },
        |task: &mut Task| task.content.due.as_mut().unwrap().time = None
    )]
    #[case::due_date(
        TaskPatch { due_date: Change::Set(day()), ..patch() },
        |task: &mut Task| task.content.due.as_mut().unwrap().date = day()
    )]
    #[case::no_due_date_and_so_no_due_time(
        TaskPatch { due_date: Change::Clear, ..patch() },
        |task: &mut Task| task.content.due = None
    )]
    #[case::time_zone(
        TaskPatch { time_zone: Change::Set(TimeZone::UTC), ..patch() },
        |task: &mut Task| task.content.time_zone = Some(TimeZone::UTC)
    )]
    fn a_patch_changes_only_the_field_it_names(
        #[case] patch: TaskPatch,
        #[case] change: fn(&mut Task),
    ) {
        let mut expected = open();
        change(&mut expected);
        expected.version = 2;
        expected.updated_at = later();
        assert_eq!(patch.apply(open(), later()).unwrap(), expected);
    }

    #[test]
    fn a_due_time_needs_a_due_date() {
        let ten = Change::Set(DueTime::parse("10:00").unwrap());
        let mut patch = TaskPatch {
            due_time: ten,
            ..patch()
        };
        let undated = Task {
            content: bread(),
            ..open()
        };
        assert_eq!(
            patch.apply(undated.clone(), later()),
            Err(DueTimeWithoutDate)
        );
        patch.due_date = Change::Clear;
        assert_eq!(patch.apply(open(), later()), Err(DueTimeWithoutDate));
        patch.due_date = Change::Set(day());
        let due = patch.apply(undated, later()).unwrap().content.due.unwrap();
        assert_eq!(due.date, day());
        assert!(due.time.is_some());
    }

    fn notes() -> Description {
        Description::parse("two litres".into()).unwrap()
    }

    fn tags() -> Tags {
        Tags::parse(vec![Tag::parse("shop").unwrap()]).unwrap()
    }

    fn day() -> DueDate {
        DueDate::parse("2026-07-01").unwrap()
    }
}
