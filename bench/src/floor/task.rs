//! Tasks as they are stored and sent.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use sqlx::types::Json;
use uuid::Uuid;

/// The columns of [`Row`], in its order.
macro_rules! columns {
    () => {
        "tasks.id, tasks.title, tasks.description, tasks.completed_at, tasks.priority, tasks.tags, \
         tasks.due_date, tasks.due_time, tasks.time_zone, tasks.version, tasks.created_at, \
         tasks.updated_at"
    };
}
pub(crate) use columns;

/// A row of either database. Its tags are already JSON.
pub(crate) type Row = (
    Uuid,
    String,
    Option<String>,
    Option<DateTime<Utc>>,
    i16,
    Json<Box<RawValue>>,
    Option<NaiveDate>,
    Option<NaiveTime>,
    Option<String>,
    i64,
    DateTime<Utc>,
    DateTime<Utc>,
);

/// A task as it is sent.
#[derive(Clone, Serialize)]
pub(crate) struct Task {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) completed: bool,
    pub(crate) completed_at: Option<DateTime<Utc>>,
    pub(crate) priority: Priority,
    pub(crate) tags: Box<RawValue>,
    pub(crate) due_date: Option<NaiveDate>,
    #[serde(serialize_with = "wall_clock")]
    pub(crate) due_time: Option<NaiveTime>,
    pub(crate) time_zone: Option<String>,
    pub(crate) version: i64,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

impl From<Row> for Task {
    fn from(row: Row) -> Self {
        Self {
            id: row.0,
            title: row.1,
            description: row.2,
            completed: row.3.is_some(),
            completed_at: row.3,
            priority: match row.4 {
                1 => Priority::Low,
                2 => Priority::Medium,
                _ => Priority::High,
            },
            tags: row.5.0,
            due_date: row.6,
            due_time: row.7,
            time_zone: row.8,
            version: row.9,
            created_at: row.10,
            updated_at: row.11,
        }
    }
}

#[derive(Clone, Copy, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Priority {
    Low = 1,
    #[default]
    Medium,
    High,
}

#[expect(clippy::ref_option, reason = "serde passes a reference")]
fn wall_clock<S: Serializer>(time: &Option<NaiveTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) if time.second() == 0 => serializer.collect_str(&time.format("%H:%M")),
        Some(time) => serializer.collect_str(time),
        None => serializer.serialize_none(),
    }
}
