//! `/tasks`.

mod bad_fields;
mod bulk;
mod conditions;
mod create;
mod delete;
mod history;
mod ids;
mod keys;
mod list;
mod patch;
mod read;
mod replace;
mod toggle;
mod trash;
mod undo;

use serde_json::{Value, json};

pub(crate) const TASKS: &str = "/api/v1/tasks";

/// The URL of a task.
pub(crate) fn address(task: &Value) -> String {
    format!("{TASKS}/{}", task["id"].as_str().unwrap())
}

/// A task with every field set.
fn whole_task() -> Value {
    json!({
        "title": "Buy milk",
        "description": "The one with\n\tthe green lid",
        "completed": true,
        "priority": "high",
        "tags": ["home", "Été", "🥛"],
        "due_date": "2026-12-31",
        "due_time": "09:30",
        "time_zone": "Europe/Berlin",
    })
}

/// A task with some fields replaced.
fn with(task: &Value, fields: &Value) -> Value {
    let mut task = task.clone();
    task.as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    task
}
