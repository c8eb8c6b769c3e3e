//! What requests about tasks bring, and what they are answered.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use deserr::Deserr;
use errand_domain::tasks::{
    Change, Description, Due, DueDate, DueTime, NewTask, Priority, TagCount, Tags, Task, TaskPatch,
    TaskTitle,
};
use errand_domain::{Invalid, TimeZone};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::input::{FieldErrors, Given};

/// The content of a task that is made, or that takes the place of another.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct CreateTaskRequest {
    /// What is to be done: one line, not blank, white space around it dropped.
    #[schema(value_type = String, min_length = 1, max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "Buy milk")]
    title: TaskTitle,
    /// More about it, of any lines.
    #[schema(value_type = Option<String>, max_length = 10_000, pattern = r"^[^\u0000]*$", example = "The one with the green lid")]
    #[deserr(default)]
    description: Option<Description>,
    /// Whether it is done already.
    #[schema(value_type = Option<bool>, nullable = false, default = false)]
    #[deserr(default)]
    completed: bool,
    /// How much it matters.
    #[schema(value_type = Option<PriorityName>, nullable = false, default = "medium")]
    #[deserr(default)]
    priority: Priority,
    /// What groups it with others; repetitions are dropped.
    #[schema(value_type = Option<Vec<TagName>>, nullable = false, max_items = 20, example = json!(["home", "shopping"]))]
    #[deserr(default)]
    tags: Tags,
    /// The calendar day it is due.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    #[deserr(default)]
    due_date: Option<DueDate>,
    /// The time of that day, as a clock on the wall shows it; needs a `due_date`.
    #[schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", example = "09:30")]
    #[deserr(default)]
    due_time: Option<DueTime>,
    /// The IANA time zone of day and time, where it is not one's own.
    #[schema(value_type = Option<String>, format = "time-zone", example = "Europe/Berlin")]
    #[deserr(default)]
    time_zone: Option<TimeZone>,
}

impl TryFrom<CreateTaskRequest> for NewTask {
    type Error = FieldErrors;

    fn try_from(request: CreateTaskRequest) -> Result<Self, FieldErrors> {
        let due = Due::parse(request.due_date, request.due_time).map_err(|error| {
            FieldErrors::at(
                "/due_time",
                Invalid::new("needs_due_date", error.to_string()),
            )
        })?;
        Ok(Self {
            title: request.title,
            description: request.description,
            completed: request.completed,
            priority: request.priority,
            tags: request.tags,
            due,
            time_zone: request.time_zone,
        })
    }
}

/// A change to some fields of a task: what is absent stays as it is, `null` clears.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct PatchTaskRequest {
    /// What is to be done: one line, not blank, white space around it dropped.
    #[schema(value_type = Option<String>, nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "Buy milk")]
    #[deserr(default)]
    title: Given<TaskTitle>,
    /// More about it, of any lines.
    #[schema(value_type = Option<String>, max_length = 10_000, pattern = r"^[^\u0000]*$", example = "The one with the green lid")]
    #[deserr(default)]
    description: Change<Description>,
    /// Whether it is done.
    #[schema(value_type = Option<bool>, nullable = false)]
    #[deserr(default)]
    completed: Given<bool>,
    /// How much it matters.
    #[schema(value_type = Option<PriorityName>, nullable = false)]
    #[deserr(default)]
    priority: Given<Priority>,
    /// What groups it with others, in place of all there were; repetitions are dropped.
    #[schema(value_type = Option<Vec<TagName>>, nullable = false, max_items = 20, example = json!(["home", "shopping"]))]
    #[deserr(default)]
    tags: Given<Tags>,
    /// The calendar day it is due. Clearing it clears the `due_time` as well.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    #[deserr(default)]
    due_date: Change<DueDate>,
    /// The time of that day, as a clock on the wall shows it; needs a `due_date`.
    #[schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", example = "09:30")]
    #[deserr(default)]
    due_time: Change<DueTime>,
    /// The IANA time zone of day and time, where it is not one's own.
    #[schema(value_type = Option<String>, format = "time-zone", example = "Europe/Berlin")]
    #[deserr(default)]
    time_zone: Change<TimeZone>,
}

impl From<PatchTaskRequest> for TaskPatch {
    fn from(request: PatchTaskRequest) -> Self {
        Self {
            title: request.title.0,
            description: request.description,
            completed: request.completed.0,
            priority: request.priority.0,
            tags: request.tags.0,
            due_date: request.due_date,
            due_time: request.due_time,
            time_zone: request.time_zone,
        }
    }
}

/// A task.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskResponse<'a> {
    id: Uuid,
    #[schema(example = "Buy milk")]
    title: &'a str,
    #[schema(required = true)]
    description: Option<&'a str>,
    completed: bool,
    /// When it was completed; an open task has `null`.
    #[schema(required = true)]
    completed_at: Option<DateTime<Utc>>,
    #[schema(value_type = PriorityName)]
    priority: &'static str,
    #[schema(value_type = Vec<String>, example = json!(["home", "shopping"]))]
    tags: Vec<&'a str>,
    #[schema(required = true)]
    due_date: Option<NaiveDate>,
    /// `HH:MM`, or `HH:MM:SS` where the seconds are not 0.
    #[schema(required = true, value_type = Option<String>, example = "09:30")]
    #[serde(serialize_with = "wall_clock")]
    due_time: Option<NaiveTime>,
    /// Where it is `null`, day and time are of one's own time zone.
    #[schema(required = true, example = "Europe/Berlin")]
    time_zone: Option<&'static str>,
    /// 1 at first, and one more with every change.
    #[schema(minimum = 1)]
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl<'a> From<&'a Task> for TaskResponse<'a> {
    fn from(task: &'a Task) -> Self {
        Self {
            id: task.id.0,
            title: task.title.as_str(),
            description: task.description.as_ref().map(Description::as_str),
            completed: task.completed_at.is_some(),
            completed_at: task.completed_at,
            priority: task.priority.name(),
            tags: task.tags.iter().collect(),
            due_date: task.due.map(|due| due.date.get()),
            due_time: task.due.and_then(|due| due.time).map(DueTime::get),
            time_zone: task.time_zone.map(TimeZone::name),
            version: task.version,
            created_at: task.created_at,
            updated_at: task.updated_at,
        }
    }
}

/// How much a task matters.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(
    dead_code,
    reason = "it only describes `Priority` to those who read the schema"
)]
pub(crate) enum PriorityName {
    High,
    Medium,
    Low,
}

/// A tag: one line, not blank, white space around it dropped.
#[derive(ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 50, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "home")]
#[expect(
    dead_code,
    reason = "it only describes `Tag` to those who read the schema"
)]
pub(crate) struct TagName(String);

/// One page of a list of tasks.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskList<'a> {
    pub(super) items: Vec<TaskResponse<'a>>,
    /// What to send as `cursor` for the next page; `null` on the last one.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
    /// How many tasks all pages hold together, where `include=total` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) total: Option<u64>,
}

/// A tag, and how many tasks have it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TagResponse<'a> {
    #[schema(example = "home")]
    name: &'a str,
    /// The number of tasks, open and completed.
    #[schema(minimum = 1)]
    count: u64,
}

impl<'a> From<&'a TagCount> for TagResponse<'a> {
    fn from(count: &'a TagCount) -> Self {
        Self {
            name: count.tag.as_str(),
            count: count.count,
        }
    }
}

/// One page of the list of tags.
#[derive(Serialize, ToSchema)]
pub(crate) struct TagList<'a> {
    pub(super) items: Vec<TagResponse<'a>>,
    /// What to send as `cursor` for the next page; `null` on the last one.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

#[expect(clippy::ref_option, reason = "serde gives a reference")]
fn wall_clock<S: Serializer>(time: &Option<NaiveTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) if time.second() == 0 => serializer.collect_str(&time.format("%H:%M")),
        Some(time) => serializer.collect_str(&time.format("%H:%M:%S")),
        None => serializer.serialize_none(),
    }
}
