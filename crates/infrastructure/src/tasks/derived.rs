//! What is stored of a task besides itself, for sorting and searching.

use errand_domain::tasks::{Description, Task};
use errand_domain::text;

/// The title as lists sort it.
pub(crate) fn title_folded(task: &Task) -> String {
    text::fold(task.content.title.as_str())
}

/// What is searched of a task: its title, its description and each tag, one a line. No term has a
/// line's end, so none is found across two of them.
pub(crate) fn search_text(task: &Task) -> String {
    let content = &task.content;
    let description = content.description.as_ref().map_or("", Description::as_str);
    let texts: Vec<_> = [content.title.as_str(), description]
        .into_iter()
        .chain(content.tags.iter())
        .collect();
    text::fold(&texts.join("\n"))
}

/// The tags that lists find the task by: none while it is in the trash.
pub(crate) fn listed_tags(task: &Task) -> Vec<&str> {
    let tags = task.content.tags.iter();
    tags.filter(|_| task.deleted_at.is_none()).collect()
}
