//! Tasks and changes of tasks as they are received.

use chrono::{NaiveDate, NaiveTime, SubsecRound, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use serde_json::value::to_raw_value;
use uuid::Uuid;

use crate::problem::Problem;
use crate::task::{Priority, Task};

/// A new task.
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

/// A new title of a task.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditTask {
    title: String,
}

impl EditTask {
    pub(crate) fn title(&self) -> Result<String, Problem> {
        line(&self.title, 200)
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
