//! Responses about tasks.

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use errand_application::changes::Written;
use errand_domain::TimeZone;
use errand_domain::tasks::{Description, DueTime, Priority, TagCount, Task};
use errand_domain::users::User;
use jiff::civil::{Date, Time};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::changes::name_commit;
use crate::input::{Name, entity_tag};
use crate::timestamp::Timestamp;

/// A task.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskResponse<'a> {
    id: Uuid,
    #[schema(example = "Buy milk")]
    title: &'a str,
    #[schema(required = true)]
    description: Option<&'a str>,
    completed: bool,
    /// When it was completed; `null` for an open task.
    #[schema(required = true)]
    completed_at: Option<Timestamp>,
    priority: PriorityName,
    #[schema(value_type = Vec<String>, example = json!(["home", "shopping"]))]
    tags: Vec<&'a str>,
    #[schema(required = true)]
    due_date: Option<Date>,
    /// `HH:MM`, or `HH:MM:SS` if the seconds are not 0.
    #[schema(required = true, value_type = Option<String>, example = "09:30")]
    #[serde(serialize_with = "wall_clock")]
    due_time: Option<Time>,
    /// `null` means your own time zone.
    #[schema(required = true, example = "Europe/Berlin")]
    time_zone: Option<&'static str>,
    /// The last moment at which the task is not overdue; `null` without a due date. Without a due
    /// time, that is the end of the day. For a task without a time zone of its own, it changes with
    /// your time zone, which the entity tag does not cover.
    #[schema(required = true)]
    due_at: Option<Timestamp>,
    /// When it was moved to the trash; `null` for a task outside the trash.
    #[schema(required = true)]
    deleted_at: Option<Timestamp>,
    /// Starts at 1 and increases by 1 with every change.
    #[schema(minimum = 1)]
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl<'a> TaskResponse<'a> {
    /// The tasks as this user sees them.
    pub(crate) fn all(tasks: &'a [Task], user: &User) -> impl Iterator<Item = Self> {
        tasks.iter().map(|task| Self::new(task, user.time_zone))
    }

    /// The task as a user in this time zone sees it.
    pub(crate) fn new(task: &'a Task, reader_zone: TimeZone) -> Self {
        let content = &task.content;
        Self {
            id: task.id.0,
            title: content.title.as_str(),
            description: content.description.as_ref().map(Description::as_str),
            completed: task.completed_at.is_some(),
            completed_at: task.completed_at.map(Timestamp),
            priority: Name(content.priority),
            tags: content.tags.iter().collect(),
            due_date: content.due.map(|due| due.date.get()),
            due_time: content.due.and_then(|due| due.time).map(DueTime::get),
            time_zone: content.time_zone.map(TimeZone::name),
            due_at: content.due_at(reader_zone).map(Timestamp),
            deleted_at: task.deleted_at.map(Timestamp),
            version: task.version,
            created_at: task.created_at.into(),
            updated_at: task.updated_at.into(),
        }
    }
}

/// How important a task is.
pub(crate) type PriorityName = Name<Priority>;

/// One page of a list of tasks.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskList<'a> {
    pub(super) items: Vec<TaskResponse<'a>>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
    /// The number of tasks on all pages, if `include=total` was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) total: Option<u64>,
}

/// One page of the trash.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrashList<'a> {
    pub(super) items: Vec<TaskResponse<'a>>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
    /// The number of tasks on all pages.
    pub(super) total: u64,
    /// After how many days in the trash a task is removed for good.
    #[schema(minimum = 1, example = 30)]
    pub(super) retention_days: i64,
}

/// Answers a task with its entity tag.
pub(super) fn task_answer(
    mut answer: HttpResponseBuilder,
    written: &Written<Task>,
    user: &User,
) -> HttpResponse {
    let task = &written.value;
    name_commit(&mut answer, written.commit);
    answer.insert_header((header::ETAG, entity_tag(task.version)));
    answer.json(TaskResponse::new(task, user.time_zone))
}

/// A tag and the number of tasks that have it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TagResponse<'a> {
    #[schema(example = "home")]
    name: &'a str,
    /// The number of tasks with the tag, open and completed.
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
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

#[expect(clippy::ref_option, reason = "serde gives a reference")]
fn wall_clock<S: Serializer>(time: &Option<Time>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) if time.second() == 0 => serializer.collect_str(&time.strftime("%H:%M")),
        Some(time) => serializer.collect_str(&time.strftime("%H:%M:%S")),
        None => serializer.serialize_none(),
    }
}
