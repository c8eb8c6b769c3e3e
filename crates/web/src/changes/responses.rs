//! Responses about changes.

use errand_domain::TimeZone;
use errand_domain::changes::{Change, Record};
use errand_domain::tasks::Task;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::tasks::TaskResponse;
use crate::timestamp::Timestamp;

/// What was undone.
#[derive(Serialize, ToSchema)]
pub(crate) struct UndoResponse<'a> {
    /// The tasks the undo changed, as they are now, in the trash or not. Those it removed are left
    /// out.
    pub(super) items: Vec<TaskResponse<'a>>,
}

/// One page of a history.
#[derive(Serialize, ToSchema)]
pub(crate) struct History {
    pub(super) items: Vec<ChangeResponse>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

/// One change of a task.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangeResponse {
    /// The commit it was part of.
    commit_id: Uuid,
    at: Timestamp,
    /// The user who made it.
    actor_id: Uuid,
    action: Action,
    /// The fields that were changed, sorted by name. `id`, `version`, `created_at` and `updated_at`
    /// are left out.
    fields: Vec<FieldChange>,
}

/// What happened to a task. `deleted` means moved to the trash, and `removed` means gone for good;
/// `restored` follows either.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Action {
    Created,
    Updated,
    Completed,
    Reopened,
    Deleted,
    Restored,
    Removed,
}

/// One changed field.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct FieldChange {
    /// The name of the field.
    #[schema(example = "title")]
    field: String,
    /// Its value before; `null` if the task did not exist.
    #[schema(example = "Buy milk")]
    from: Value,
    /// Its value afterwards; `null` if the task no longer exists.
    #[schema(example = "Buy oat milk")]
    to: Value,
}

impl From<&Change> for ChangeResponse {
    fn from(change: &Change) -> Self {
        let (before, after) = (task(change.before.as_ref()), task(change.after.as_ref()));
        Self {
            commit_id: change.commit.0,
            at: change.at.into(),
            actor_id: change.actor.0,
            action: action(before, after),
            fields: changed_fields(before, after),
        }
    }
}

fn task(record: Option<&Record>) -> Option<&Task> {
    record.map(|Record::Task(task)| task.as_ref())
}

fn action(before: Option<&Task>, after: Option<&Task>) -> Action {
    let (Some(before), Some(after)) = (before, after) else {
        return match after {
            Some(task) if task.version == 1 => Action::Created,
            Some(_) => Action::Restored,
            None => Action::Removed,
        };
    };
    let was_set = |field: fn(&Task) -> bool| (field(before), field(after));
    match was_set(|task| task.deleted_at.is_some()) {
        (false, true) => return Action::Deleted,
        (true, false) => return Action::Restored,
        _ => {}
    }
    match was_set(|task| task.completed_at.is_some()) {
        (false, true) => Action::Completed,
        (true, false) => Action::Reopened,
        _ => Action::Updated,
    }
}

/// The fields whose values differ.
fn changed_fields(before: Option<&Task>, after: Option<&Task>) -> Vec<FieldChange> {
    let (mut before, after) = (fields(before), fields(after));
    let names = if after.is_empty() { &before } else { &after };
    let names: Vec<_> = names.keys().cloned().collect();
    let mut after = after;
    let change = |field: String| {
        let [from, to] = [&mut before, &mut after].map(|task| task.remove(&field));
        FieldChange {
            field,
            from: from.unwrap_or_default(),
            to: to.unwrap_or_default(),
        }
    };
    let changes = names.into_iter().map(change);
    changes.filter(|change| change.from != change.to).collect()
}

/// The fields of a task that a history compares; none of no task.
fn fields(task: Option<&Task>) -> Map<String, Value> {
    let task = task.map(|task| serde_json::to_value(TaskResponse::new(task, TimeZone::UTC)));
    let Some(Ok(Value::Object(mut fields))) = task else {
        return Map::new();
    };
    for name in ["id", "due_at", "version", "created_at", "updated_at"] {
        fields.remove(name);
    }
    fields
}
