//! The places in lists of tasks and tags and in the trash, as cursors carry them.

use errand_domain::tasks::{SortKey, Tag, TaskCursor, TaskId, TaskSort, TrashCursor};
use errand_domain::{Invalid, Timestamp, text};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::input::invalid_cursor as invalid;
use crate::timestamp::is_in_years;

/// The place after a task.
#[derive(Deserialize, Serialize)]
pub(crate) struct AfterTask {
    key: Key,
    id: Uuid,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Key {
    CreatedAt(Timestamp),
    UpdatedAt(Timestamp),
    DueDate(Option<DateTime>),
    Priority(String),
    Title(String),
}

impl From<TaskCursor> for AfterTask {
    fn from(cursor: TaskCursor) -> Self {
        Self {
            key: match cursor.key {
                SortKey::CreatedAt(instant) => Key::CreatedAt(instant),
                SortKey::UpdatedAt(instant) => Key::UpdatedAt(instant),
                SortKey::DueDate(deadline) => Key::DueDate(deadline),
                SortKey::Priority(priority) => Key::Priority(priority.name().to_owned()),
                SortKey::Title(title) => Key::Title(title),
            },
            id: cursor.id.0,
        }
    }
}

impl AfterTask {
    /// The place in a list sorted by `sort`. A forged token may name a key of another sort, or a
    /// value that no database can hold.
    pub(crate) fn parse(self, sort: TaskSort) -> Result<TaskCursor, Invalid> {
        let key = match (sort, self.key) {
            (TaskSort::CreatedAt, Key::CreatedAt(at)) => SortKey::CreatedAt(in_years(at)?),
            (TaskSort::UpdatedAt, Key::UpdatedAt(at)) => SortKey::UpdatedAt(in_years(at)?),
            (TaskSort::DueDate, Key::DueDate(at)) => {
                let is_possible = at.is_none_or(|at| at.year() >= 1);
                SortKey::DueDate(is_possible.then_some(at).ok_or_else(invalid)?)
            }
            (TaskSort::Priority, Key::Priority(name)) => {
                SortKey::Priority(name.parse().map_err(|_| invalid())?)
            }
            (TaskSort::Title, Key::Title(title)) => {
                SortKey::Title(text::parse_text(title, usize::MAX)?)
            }
            _ => return Err(invalid()),
        };
        Ok(TaskCursor {
            key,
            id: TaskId(self.id),
        })
    }
}

/// The place after a task in the trash.
#[derive(Deserialize, Serialize)]
pub(super) struct AfterDeleted {
    deleted_at: Timestamp,
    id: Uuid,
}

impl From<TrashCursor> for AfterDeleted {
    fn from(cursor: TrashCursor) -> Self {
        Self {
            deleted_at: cursor.deleted_at,
            id: cursor.id.0,
        }
    }
}

impl AfterDeleted {
    pub(super) fn parse(self) -> Result<TrashCursor, Invalid> {
        Ok(TrashCursor {
            deleted_at: in_years(self.deleted_at)?,
            id: TaskId(self.id),
        })
    }
}

/// The place after a tag.
pub(super) fn parse_tag(name: &str) -> Result<Tag, Invalid> {
    Tag::parse(name).map_err(|_| invalid())
}

fn in_years(at: Timestamp) -> Result<Timestamp, Invalid> {
    is_in_years(at).then_some(at).ok_or_else(invalid)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use rstest::rstest;

    use super::*;
    use crate::input::{Cursor, encode_cursor as encode};

    fn decode(text: &str, of: u64) -> Result<AfterTask, Invalid> {
        Cursor::parse(text)?.place(of)
    }

    fn forged(json: &str) -> String {
        URL_SAFE_NO_PAD.encode(json)
    }

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        let cursor = TaskCursor {
            key: SortKey::DueDate(None),
            id: TaskId(Uuid::now_v7()),
        };
        let text = encode(AfterTask::from(cursor.clone()), 7);
        let place: AfterTask = decode(&text, 7).unwrap();
        assert_eq!(place.parse(TaskSort::DueDate).unwrap(), cursor);
    }

    #[rstest]
    #[case::other_sort(
        r#"{"of":7,"after":{"key":{"title":"a"},"id":"00000000-0000-0000-0000-000000000000"}}"#
    )]
    #[case::far_year(r#"{"of":7,"after":{"key":{"due_date":"-000001-12-31T00:00:00"},"id":"00000000-0000-0000-0000-000000000000"}}"#)]
    fn a_forged_place_is_refused(#[case] json: &str) {
        let place: AfterTask = decode(&forged(json), 7).unwrap();
        assert!(place.parse(TaskSort::DueDate).is_err());
    }
}
