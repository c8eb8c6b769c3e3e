//! A change of one task, and what is derived from it.

use serde::Deserialize;
use sqlx::{Error, Result};
use uuid::Uuid;

use crate::task::Task;

pub(super) struct Commit<'a> {
    pub(super) id: Uuid,
    pub(super) user: Uuid,
    pub(super) task: &'a Task,
    pub(super) title_folded: String,
    pub(super) search_text: String,
    /// Whether the search text is another than before.
    pub(super) is_text_new: bool,
    /// The task as JSON; none if it is new.
    pub(super) before: Option<String>,
    pub(super) after: String,
}

impl<'a> Commit<'a> {
    /// Stores `task`, in place of `before` if it is not new.
    pub(super) fn new(user: Uuid, before: Option<&Task>, task: &'a Task) -> Result<Self> {
        let search = search_text(task);
        Ok(Self {
            id: Uuid::now_v7(),
            user,
            task,
            title_folded: task.title.to_lowercase(),
            is_text_new: before.map(search_text).as_ref() != Some(&search),
            search_text: search,
            before: before.map(json).transpose()?,
            after: json(task)?,
        })
    }
}

/// The title, the description and each tag, one a line.
fn search_text(task: &Task) -> String {
    let tags = Vec::<String>::deserialize(&*task.tags).unwrap_or_default();
    let description = task.description.as_deref().unwrap_or_default();
    [&task.title, description, &tags.join("\n")]
        .join("\n")
        .to_lowercase()
}

fn json(task: &Task) -> Result<String> {
    serde_json::to_string(task).map_err(|error| Error::Encode(error.into()))
}
