//! A task as JSON: what the log of changes keeps, and what a write sends to PostgreSQL.

use errand_domain::tasks::{
    Description, Due, DueDate, DueTime, Tags, Task, TaskContent, TaskId, TaskTitle,
};
use errand_domain::{Failure, TimeZone, Timestamp};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entity::{priority, rank};

/// The columns of a task that are not derived, by their names.
#[derive(Deserialize, Serialize)]
pub(crate) struct TaskRecord {
    id: Uuid,
    title: String,
    description: Option<String>,
    completed_at: Option<Timestamp>,
    deleted_at: Option<Timestamp>,
    priority: i16,
    tags: Vec<String>,
    due_date: Option<Date>,
    due_time: Option<Time>,
    time_zone: Option<String>,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<&Task> for TaskRecord {
    fn from(task: &Task) -> Self {
        let content = &task.content;
        let description = content.description.as_ref();
        Self {
            id: task.id.0,
            title: content.title.as_str().to_owned(),
            description: description.map(|text| text.as_str().to_owned()),
            completed_at: task.completed_at,
            deleted_at: task.deleted_at,
            priority: rank(content.priority),
            tags: content.tags.iter().map(str::to_owned).collect(),
            due_date: content.due.map(|due| due.date.get()),
            due_time: content.due.and_then(|due| due.time).map(DueTime::get),
            time_zone: content.time_zone.map(|zone| zone.name().to_owned()),
            version: task.version,
            created_at: task.created_at,
            updated_at: task.updated_at,
        }
    }
}

impl TryFrom<TaskRecord> for Task {
    type Error = Failure;

    fn try_from(record: TaskRecord) -> Result<Self, Failure> {
        let due = Due::parse(
            record.due_date.map(DueDate::restore),
            record.due_time.map(DueTime::restore),
        );
        let time_zone = record.time_zone.as_deref().map(TimeZone::parse).transpose();
        Ok(Self {
            id: TaskId(record.id),
            content: TaskContent {
                title: TaskTitle::restore(record.title),
                description: record.description.map(Description::restore),
                priority: priority(record.priority),
                tags: Tags::restore(record.tags),
                due: due.map_err(Failure::internal)?,
                time_zone: time_zone.map_err(Failure::internal)?,
            },
            completed_at: record.completed_at,
            deleted_at: record.deleted_at,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        })
    }
}
