//! Requests about tasks. [`super::creation`] has the one that creates a task.

use deserr::Deserr;
use errand_domain::tasks::{
    Change, Description, Due, DueDate, DueTime, NewTask, Tag, Tags, TaskContent, TaskPatch,
    TaskTitle,
};
use errand_domain::{Invalid, TimeZone};
use utoipa::ToSchema;

use super::responses::PriorityName;
use crate::input::{FieldErrors, Given, Name, fields};

/// The new content of a task.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ReplaceTaskRequest {
    /// What to do: a single line that is not blank. Surrounding white space is removed.
    #[schema(value_type = String, min_length = 1, max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "Buy milk")]
    title: TaskTitle,
    /// Notes; may have several lines.
    #[schema(value_type = Option<String>, max_length = 10_000, pattern = r"^[^\u0000]*$", example = "The one with the green lid")]
    #[deserr(default)]
    description: Option<Description>,
    /// Whether the task is completed.
    #[schema(value_type = Option<bool>, nullable = false, default = false)]
    #[deserr(default)]
    completed: bool,
    /// How important the task is.
    #[schema(value_type = Option<PriorityName>, nullable = false, default = "medium")]
    #[deserr(default)]
    priority: PriorityName,
    /// Tags that group it with other tasks. Duplicates are removed.
    #[schema(value_type = Option<Vec<TagName>>, nullable = false, max_items = 20, example = json!(["home", "shopping"]))]
    #[deserr(default)]
    tags: Tags,
    /// The calendar date it is due.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    #[deserr(default)]
    due_date: Option<DueDate>,
    /// The local time of day it is due; requires a `due_date`.
    #[schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", example = "09:30")]
    #[deserr(default)]
    due_time: Option<DueTime>,
    /// The IANA time zone of the due date and time, if it is not your own.
    #[schema(value_type = Option<String>, format = "time-zone", example = "Europe/Berlin")]
    #[deserr(default)]
    time_zone: Option<TimeZone>,
}

impl TryFrom<ReplaceTaskRequest> for NewTask {
    type Error = FieldErrors;

    fn try_from(request: ReplaceTaskRequest) -> Result<Self, FieldErrors> {
        let due = Due::parse(request.due_date, request.due_time).map_err(|error| {
            FieldErrors::at(
                "/due_time",
                Invalid::new("needs_due_date", error.to_string()),
            )
        })?;
        Ok(Self {
            content: TaskContent {
                title: request.title,
                description: request.description,
                priority: request.priority.0,
                tags: request.tags,
                due,
                time_zone: request.time_zone,
            },
            completed: request.completed,
        })
    }
}

/// Changes to some fields of a task: absent fields keep their values, and `null` clears a field.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct PatchTaskRequest {
    /// What to do: a single line that is not blank. Surrounding white space is removed.
    #[schema(value_type = Option<String>, nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "Buy milk")]
    #[deserr(default)]
    title: Given<TaskTitle>,
    /// Notes; may have several lines.
    #[schema(value_type = Option<String>, max_length = 10_000, pattern = r"^[^\u0000]*$", example = "The one with the green lid")]
    #[deserr(default)]
    description: Change<Description>,
    /// Whether the task is completed.
    #[schema(value_type = Option<bool>, nullable = false)]
    #[deserr(default)]
    completed: Given<bool>,
    /// How important the task is.
    #[schema(value_type = Option<PriorityName>, nullable = false)]
    #[deserr(default)]
    priority: Given<PriorityName>,
    /// Replaces all tags of the task. Duplicates are removed.
    #[schema(value_type = Option<Vec<TagName>>, nullable = false, max_items = 20, example = json!(["home", "shopping"]))]
    #[deserr(default)]
    tags: Given<Tags>,
    /// The calendar date it is due. Clearing it clears the `due_time` as well.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    #[deserr(default)]
    due_date: Change<DueDate>,
    /// The local time of day it is due; requires a `due_date`.
    #[schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", example = "09:30")]
    #[deserr(default)]
    due_time: Change<DueTime>,
    /// The IANA time zone of the due date and time, if it is not your own.
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
            priority: request.priority.0.map(|Name(priority)| priority),
            tags: request.tags.0,
            due_date: request.due_date,
            due_time: request.due_time,
            time_zone: request.time_zone,
        }
    }
}

/// A tag: a single line that is not blank. Surrounding white space is removed.
#[derive(ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 50, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "home")]
pub(crate) struct TagName(pub(crate) Tag);

fields! {
    TaskTitle, String, |text| TaskTitle::parse(&text);
    Description, String, Description::parse;
    DueDate, String, |text| DueDate::parse(&text);
    DueTime, String, |text| DueTime::parse(&text);
    TagName, String, |text| Tag::parse(&text).map(TagName);
    Tags, Vec<TagName>, |names| Tags::parse(names.into_iter().map(|TagName(tag)| tag).collect());
}
