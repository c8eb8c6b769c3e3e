//! Writing one task on SQLite, with everything derived from it.

use errand_domain::TimeZone;
use errand_domain::changes::{Put, Record};
use errand_domain::tasks::{Description, DueTime, Tags, Task, TaskTitle};
use sea_orm::{JsonValue as Json, Value};

use super::derived;
use super::entity::{rank, tags_as_json};
use crate::database::Stored;

/// Inserts the task. The parameters before $9 are those of the journal: $1 is the owner, and $6 the
/// task's id.
const INSERT: &str = "
    INSERT INTO tasks (
        id, owner_id, title, description, completed_at, deleted_at, priority, tags, due_date,
        due_time, time_zone, version, created_at, updated_at, title_folded, search_text
    )
    VALUES ($6, $1, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
    RETURNING seq;";
const DELETE: &str = "
    DELETE FROM tasks WHERE id = $6 AND owner_id = $1 AND version = $9 RETURNING seq;";

/// Takes the text out of the index.
const FORGET_TEXT: &str = "
    DELETE FROM tasks_search
    WHERE rowid = (SELECT seq FROM tasks WHERE id = $6 AND owner_id = $1);";
/// Lets the text wait for being indexed, and indexes all that wait once there are 64. Until then,
/// searches read them.
const INDEX_TEXT: &str = "
    INSERT OR IGNORE INTO tasks_to_index
    SELECT seq FROM tasks WHERE id = $6 AND owner_id = $1;
    INSERT OR REPLACE INTO tasks_search (rowid, search_text)
    SELECT seq, search_text FROM tasks_to_index CROSS JOIN tasks USING (seq)
    WHERE (SELECT COUNT(*) FROM tasks_to_index) >= 64;
    DELETE FROM tasks_to_index WHERE (SELECT COUNT(*) FROM tasks_to_index) >= 64;";

const DELETE_TAGS: &str = "
    DELETE FROM task_tags
    WHERE owner_id = $1 AND task_id = $6 AND tag IN (SELECT value FROM json_each($24));";
/// A task that has been changed since may have some of them. What follows then rolls this back.
const INSERT_TAGS: &str = "
    INSERT OR IGNORE INTO task_tags (owner_id, tag, task_id)
    SELECT $1, value, $6 FROM json_each($25);";

/// Adds the statements that write the task, and their values. The batch returns one row if the task
/// was of the version that the decision saw, or if it is new.
pub(crate) fn sqlite(put: &Put, sql: &mut String, values: &mut Vec<Value>) {
    let before = put.before.as_ref().map(task);
    let after = put.after.as_ref().map(task);
    values.push(before.map(|task| task.version).into());
    let text_changes = before.map(searched) != after.map(searched);
    let old_tags = before.map_or_else(Vec::new, derived::listed_tags);
    let new_tags = after.map_or_else(Vec::new, derived::listed_tags);
    let tags_change = old_tags != new_tags;

    if after.is_none() {
        sql.push_str(FORGET_TEXT);
    }
    if tags_change && !old_tags.is_empty() {
        sql.push_str(DELETE_TAGS);
    }
    match (before, after) {
        (None, _) => sql.push_str(INSERT),
        (Some(before), Some(after)) => sql.push_str(&update(before, after)),
        (Some(_), None) => sql.push_str(DELETE),
    }
    if let Some(task) = after {
        values.extend(columns(task));
    } else {
        values.extend(std::iter::repeat_n(Value::String(None), COLUMNS));
    }
    if text_changes && after.is_some() {
        sql.push_str(INDEX_TEXT);
    }
    if tags_change && !new_tags.is_empty() {
        sql.push_str(INSERT_TAGS);
    }
    values.push(Json::from(old_tags).to_string().into());
    values.push(Json::from(new_tags).to_string().into());
}

/// Changes the columns whose values differ, and no others: SQLite writes anew the entries of every
/// index that has one of the columns that are set.
fn update(before: &Task, after: &Task) -> String {
    let (old, new) = (&before.content, &after.content);
    let columns = [
        (old.title != new.title, "title = $10, title_folded = $22"),
        (old.description != new.description, "description = $11"),
        (
            before.completed_at != after.completed_at,
            "completed_at = $12",
        ),
        (before.deleted_at != after.deleted_at, "deleted_at = $13"),
        (old.priority != new.priority, "priority = $14"),
        (old.tags != new.tags, "tags = $15"),
        (old.due != new.due, "due_date = $16, due_time = $17"),
        (old.time_zone != new.time_zone, "time_zone = $18"),
        (searched(before) != searched(after), "search_text = $23"),
        (true, "version = $19, updated_at = $21"),
    ];
    let changed = columns.iter().filter(|(differs, _)| *differs);
    let changed: Vec<_> = changed.map(|(_, column)| *column).collect();
    format!(
        "UPDATE tasks SET {}
         WHERE id = $6 AND owner_id = $1 AND version = $9
         RETURNING seq;",
        changed.join(", ")
    )
}

/// What the text to search is made of. Making the text costs more than comparing these.
fn searched(task: &Task) -> (&TaskTitle, Option<&Description>, &Tags) {
    let content = &task.content;
    (&content.title, content.description.as_ref(), &content.tags)
}

const COLUMNS: usize = 14;

/// The values of $10 to $23.
fn columns(task: &Task) -> [Value; COLUMNS] {
    let content = &task.content;
    let description = content.description.as_ref().map(Description::as_str);
    let due_time = content.due.and_then(|due| due.time).map(DueTime::get);
    [
        content.title.as_str().into(),
        description.into(),
        task.completed_at.stored().into(),
        task.deleted_at.stored().into(),
        rank(content.priority).into(),
        tags_as_json(&content.tags).into(),
        content.due.map(|due| due.date.get()).stored().into(),
        due_time.stored().into(),
        content.time_zone.map(TimeZone::name).into(),
        task.version.into(),
        task.created_at.stored().into(),
        task.updated_at.stored().into(),
        derived::title_folded(task).into(),
        derived::search_text(task).into(),
    ]
}

fn task(Record::Task(task): &Record) -> &Task {
    task
}
