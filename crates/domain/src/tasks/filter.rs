//! Queries for lists of tasks: which tasks, in which order, starting where.

use jiff::civil::DateTime;
use strum::{EnumString, VariantNames};

use super::{Due, DueDate, Priority, Tag, Task, TaskId};
use crate::{Invalid, Limit, Timestamp, text};

/// Which tasks to list. A task must meet all conditions; the values of one condition are
/// alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskFilter {
    /// Only completed tasks, or only open ones.
    pub completed: Option<bool>,
    /// Tasks with any of these priorities. Empty means all.
    pub priorities: Vec<Priority>,
    /// Tasks with any of these tags. Empty means all.
    pub tags: Vec<Tag>,
    /// Tasks that contain every one of these terms.
    pub search: SearchTerms,
    /// Due before this day, exclusive.
    pub due_before: Option<DueDate>,
    /// Due after this day, exclusive.
    pub due_after: Option<DueDate>,
    /// Only overdue tasks, or only the others. An open task is overdue once its due time has
    /// passed, or its due day if it has no time. The clock is that of the task's time zone, or of
    /// the user's if the task has none.
    pub overdue: Option<bool>,
}

/// What to search for. Every term must occur in the title, the description or a tag, compared as
/// [`text::fold`] defines.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SearchTerms(Vec<String>);

impl SearchTerms {
    /// The maximum length of a search, in code points.
    pub const MAX_LENGTH: usize = 200;

    /// Folds a text and splits it at white space. Splitting comes second because folding turns some
    /// characters into ones with white space. A search without any terms matches every task.
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

    /// The folded terms, without duplicates. None is empty.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The sort key of a list. Tasks with equal keys are sorted by id, in the same direction.
#[derive(Clone, Copy, Debug, Default, EnumString, Eq, PartialEq, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum TaskSort {
    /// When tasks were created.
    #[default]
    CreatedAt,
    /// When they were last changed.
    UpdatedAt,
    /// When tasks are due: by day, then by time of day. On one day, tasks without a time come after
    /// those with one. Tasks without a date come last in both directions.
    DueDate,
    /// How important tasks are.
    Priority,
    /// The title, folded by [`text::fold`] and compared by code point.
    Title,
}

impl TaskSort {
    /// The direction people expect of this sort: timestamps newest first, highest priority first,
    /// and the rest ascending.
    pub fn natural_order(self) -> Order {
        match self {
            Self::CreatedAt | Self::UpdatedAt | Self::Priority => Order::Descending,
            Self::DueDate | Self::Title => Order::Ascending,
        }
    }
}

/// A sort direction.
#[derive(Clone, Copy, Debug, EnumString, Eq, PartialEq, VariantNames)]
pub enum Order {
    /// Smallest first.
    #[strum(serialize = "asc")]
    Ascending,
    /// Largest first.
    #[strum(serialize = "desc")]
    Descending,
}

/// A query for one page of a user's tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskQuery {
    /// Which tasks to list.
    pub filter: TaskFilter,
    /// The sort key.
    pub sort: TaskSort,
    /// The sort direction.
    pub order: Order,
    /// The position after which the page begins, or `None` for the first page.
    pub after: Option<TaskCursor>,
    /// The maximum number of tasks.
    pub limit: Limit,
    /// Whether to count all tasks that match the filter.
    pub with_total: bool,
}

/// A position in a sorted list, just after one task. It remains valid if that task is deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskCursor {
    /// The sort key of the task.
    pub key: SortKey,
    /// The id of the task, which orders tasks with equal keys.
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
    /// The position after `task` in a list sorted by `sort`.
    pub fn after(task: &Task, sort: TaskSort) -> Self {
        let key = match sort {
            TaskSort::CreatedAt => SortKey::CreatedAt(task.created_at),
            TaskSort::UpdatedAt => SortKey::UpdatedAt(task.updated_at),
            TaskSort::DueDate => SortKey::DueDate(task.content.due.map(Due::deadline)),
            TaskSort::Priority => SortKey::Priority(task.content.priority),
            TaskSort::Title => SortKey::Title(text::fold(task.content.title.as_str())),
        };
        Self { key, id: task.id }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_search_is_folded_and_split_at_white_space() {
        let terms = SearchTerms::parse(" Milk\u{3000}50%\n'or' MILK \u{301} ").unwrap();
        assert_eq!(terms.iter().collect::<Vec<_>>(), ["'or'", "50%", "milk"]);
    }

    #[rstest]
    #[case::blank(" \t ")]
    #[case::invisible("\u{200b} \u{ad}")]
    #[case::accent("\u{301}")]
    #[case::accent_with_a_space_of_its_own("\u{b4}")]
    fn a_search_that_folds_to_nothing_has_no_terms(#[case] search: &str) {
        assert_eq!(SearchTerms::parse(search).unwrap(), SearchTerms::default());
    }

    #[test]
    fn no_term_contains_white_space() {
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
