//! How a list of tasks is asked for: which ones, in which order, from where on.

use jiff::civil::DateTime;

use super::{Due, DueDate, Priority, Tag, Task, TaskId};
use crate::{Invalid, Limit, Timestamp, text};

/// Which tasks. Conditions of different kinds narrow the list; the values of one kind are alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskFilter {
    /// Only completed ones, or only open ones.
    pub completed: Option<bool>,
    /// With any of these priorities; all where empty.
    pub priorities: Vec<Priority>,
    /// With any of these tags; all where empty.
    pub tags: Vec<Tag>,
    /// With every one of these terms.
    pub search: SearchTerms,
    /// Due before this day, the day itself excluded.
    pub due_before: Option<DueDate>,
    /// Due after this day, the day itself excluded.
    pub due_after: Option<DueDate>,
    /// Only those that are open and past due, or only the others. Past due is what was due at an
    /// earlier time of day, or on an earlier day if no time was set, by the clock of the task's
    /// time zone, and of the user's own where the task has none.
    pub overdue: Option<bool>,
}

/// What is searched for: every term occurs in the title, the description or a tag, as
/// [`text::fold`] compares.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SearchTerms(Vec<String>);

impl SearchTerms {
    /// The longest search, in code points.
    pub const MAX_LENGTH: usize = 200;

    /// Folds a text and takes it apart at white space, of which some characters have some when they
    /// are folded. A search of which nothing is left finds everything.
    ///
    /// # Errors
    /// `too_long` or `control_character` (U+0000).
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        let text = text::parse_text(value.to_owned(), Self::MAX_LENGTH)?;
        let folded = text::fold(&text);
        let mut terms: Vec<_> = folded.split_whitespace().map(str::to_owned).collect();
        terms.sort_unstable();
        terms.dedup();
        Ok(Self(terms))
    }

    /// The folded terms, each once, none empty.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// What a list is sorted by. Tasks that are equal in it are sorted by id, in the same direction.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum TaskSort {
    /// When they were made.
    #[default]
    CreatedAt,
    /// When they were last changed.
    UpdatedAt,
    /// When they are due: day, then time of day, tasks of the whole day after those with a time.
    /// Tasks without a date are last in both directions.
    DueDate,
    /// How much they matter.
    Priority,
    /// Their title, as [`text::fold`] compares, by code point.
    Title,
}

impl TaskSort {
    /// The direction one expects of this sort: dates of the past newest first, the rest as read.
    pub fn natural_order(self) -> Order {
        match self {
            Self::CreatedAt | Self::UpdatedAt | Self::Priority => Order::Descending,
            Self::DueDate | Self::Title => Order::Ascending,
        }
    }
}

/// A direction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// A question for one page of a user's tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskQuery {
    /// Which tasks.
    pub filter: TaskFilter,
    /// What they are sorted by.
    pub sort: TaskSort,
    /// In which direction.
    pub order: Order,
    /// The task after which the page begins; the first page where there is none.
    pub after: Option<TaskCursor>,
    /// How many at most.
    pub limit: Limit,
    /// Whether to count all tasks that pass the filter.
    pub with_total: bool,
}

/// A place in a sorted list, after one task. It stays a place when that task is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskCursor {
    /// What the list is sorted by, of that task.
    pub key: SortKey,
    /// Which task, among those with the same key.
    pub id: TaskId,
}

/// The value a task is sorted by.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the variants are those of a sort")]
pub enum SortKey {
    CreatedAt(Timestamp),
    UpdatedAt(Timestamp),
    DueDate(Option<DateTime>),
    Priority(Priority),
    Title(String),
}

impl TaskCursor {
    /// The place after `task` in a list sorted by `sort`.
    pub fn after(task: &Task, sort: TaskSort) -> Self {
        let key = match sort {
            TaskSort::CreatedAt => SortKey::CreatedAt(task.created_at),
            TaskSort::UpdatedAt => SortKey::UpdatedAt(task.updated_at),
            TaskSort::DueDate => SortKey::DueDate(task.due.map(Due::deadline)),
            TaskSort::Priority => SortKey::Priority(task.priority),
            TaskSort::Title => SortKey::Title(text::fold(task.title.as_str())),
        };
        Self { key, id: task.id }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_search_is_taken_apart_at_white_space_and_folded() {
        let terms = SearchTerms::parse(" Milk\u{3000}50%\n'or' MILK \u{301} ").unwrap();
        assert_eq!(terms.iter().collect::<Vec<_>>(), ["'or'", "50%", "milk"]);
    }

    #[rstest]
    #[case::blank(" \t ")]
    #[case::invisible("\u{200b} \u{ad}")]
    #[case::accent("\u{301}")]
    #[case::accent_with_a_space_of_its_own("\u{b4}")]
    fn a_search_of_which_nothing_is_left_has_no_terms(#[case] search: &str) {
        assert_eq!(SearchTerms::parse(search).unwrap(), SearchTerms::default());
    }

    #[test]
    fn no_term_has_white_space() {
        let terms = SearchTerms::parse("a\u{b4}b \u{fdfa}").unwrap();
        assert!(terms.iter().len() > 2);
        assert!(terms.iter().all(|term| !term.contains(char::is_whitespace)));
    }

    #[test]
    fn a_search_has_at_most_200_characters_and_no_null() {
        assert!(SearchTerms::parse(&"é".repeat(200)).is_ok());
        assert!(SearchTerms::parse(&"é".repeat(201)).is_err());
        assert!(SearchTerms::parse("a\0b").is_err());
    }
}
