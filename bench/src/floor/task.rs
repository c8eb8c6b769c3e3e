//! Tasks as they are stored, sent and received.

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use sqlx::types::Json;
use uuid::Uuid;

use crate::problem::Problem;

/// The columns of [`Row`], in its order.
macro_rules! columns {
    () => {
        "t.id, t.title, t.description, t.completed_at, t.priority, t.tags, t.due_date, t.due_time, \
         t.time_zone, t.version, t.created_at, t.updated_at"
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
#[derive(Serialize)]
pub(crate) struct Task {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    completed: bool,
    pub(crate) completed_at: Option<DateTime<Utc>>,
    pub(crate) priority: Priority,
    pub(crate) tags: Box<RawValue>,
    pub(crate) due_date: Option<NaiveDate>,
    #[serde(serialize_with = "wall_clock")]
    pub(crate) due_time: Option<NaiveTime>,
    pub(crate) time_zone: Option<String>,
    version: i64,
    pub(crate) created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
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

/// A task as it is received.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateTask {
    title: String,
    description: Option<String>,
    #[serde(default)]
    completed: bool,
    #[serde(default)]
    priority: Priority,
    #[serde(default)]
    tags: Vec<String>,
    due_date: Option<NaiveDate>,
    due_time: Option<NaiveTime>,
    time_zone: Option<String>,
}

impl TryFrom<CreateTask> for Task {
    type Error = Problem;

    fn try_from(body: CreateTask) -> Result<Self, Problem> {
        let tags: Vec<_> = body.tags.iter().map(|tag| line(tag, 50)).collect();
        let tags: Vec<_> = tags.into_iter().collect::<Result<_, _>>()?;
        if tags.len() > 20 {
            return Err(Problem::Invalid("must be at most 20 tags".into()));
        }
        if body.due_time.is_some() && body.due_date.is_none() {
            return Err(Problem::Invalid("a due_time needs a due_date".into()));
        }
        let zone = body.time_zone.as_deref().map(str::parse::<Tz>).transpose();
        if zone.is_err() {
            return Err(Problem::Invalid("must be an IANA time zone".into()));
        }
        let now = Utc::now().trunc_subsecs(6);
        Ok(Self {
            id: Uuid::now_v7(),
            title: line(&body.title, 200)?,
            description: body.description.map(description).transpose()?,
            completed: body.completed,
            completed_at: body.completed.then_some(now),
            priority: body.priority,
            tags: to_raw_value(&tags).map_err(|error| Problem::Invalid(error.to_string()))?,
            due_date: body.due_date,
            due_time: body.due_time,
            time_zone: body.time_zone,
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }
}

/// Trims a line of 1 to `max` characters.
fn line(text: &str, max: usize) -> Result<String, Problem> {
    let line = text.trim();
    let length = line.chars().count();
    if length == 0 || length > max || line.contains(char::is_control) {
        return Err(Problem::Invalid(format!(
            "must be a line of 1 to {max} characters"
        )));
    }
    Ok(line.to_owned())
}

fn description(text: String) -> Result<String, Problem> {
    if text.chars().count() > 10_000 || text.contains('\0') {
        return Err(Problem::Invalid(
            "must be a text of at most 10000 characters".into(),
        ));
    }
    Ok(text)
}

#[expect(clippy::ref_option, reason = "serde passes a reference")]
fn wall_clock<S: Serializer>(time: &Option<NaiveTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) if time.second() == 0 => serializer.collect_str(&time.format("%H:%M")),
        Some(time) => serializer.collect_str(time),
        None => serializer.serialize_none(),
    }
}
