//! The routes of tasks and tags.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use errand_application::changes::Written;
use errand_domain::tasks::{Tag, TaskId};

use super::creation::CreateTaskRequest;
use super::cursor::{AfterTask, parse_tag};
use super::parameters::{ListTasksParameters, parse_task_query};
use super::requests::{PatchTaskRequest, ReplaceTaskRequest};
use super::responses::{TagList, TagResponse, TaskList, TaskResponse, task_answer};
use crate::access::CurrentUser;
use crate::changes::name_commit;
use crate::error::{ApiError, CreateErrors, TaskErrors};
use crate::input::{
    Conditions, ConditionsAndBody, Id, IfMatchHeader, IfNoneMatchHeader, KeyHeader, Known,
    PageParameters, PageQuery, encode_cursor, entity_tag,
};
use crate::{ServerSettings, State};

/// List tasks
///
/// Returns one page of your tasks. Different filters narrow the list; repeated values of one filter
/// are alternatives.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(ListTasksParameters),
    responses((status = 200, description = "The page", body = TaskList)),
)]
#[get("")]
pub(crate) async fn list_tasks(
    request: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let (query, fingerprint) = parse_task_query(request.query_string(), user.id)?;
    let page = state.tasks.list(&user, &query).await?;
    let cursor = |after| encode_cursor(AfterTask::from(after), fingerprint);
    Ok(HttpResponse::Ok().json(TaskList {
        items: TaskResponse::all(&page.items, &user).collect(),
        next_cursor: page.next.map(cursor),
        total: page.total,
    }))
}

/// Create a task
///
/// A client that sends the `id` can name the task before it is answered, and repeat the request
/// without creating a second task.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(KeyHeader),
    request_body = CreateTaskRequest,
    responses(
        (
            status = 201,
            description = "The task",
            body = TaskResponse,
            headers(("Location" = String, description = "The task's path")),
        ),
        CreateErrors,
    ),
)]
#[post("")]
pub(crate) async fn create_task(
    state: web::Data<State>,
    settings: web::Data<ServerSettings>,
    user: CurrentUser,
    ConditionsAndBody(write, request): ConditionsAndBody<CreateTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let (id, new) = request.parse()?;
    let created = state.tasks.create(&write, id, new).await?;
    let base_path = settings.public_url.path();
    let location = format!("{base_path}/api/v1/tasks/{}", created.value.id.0);
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, location));
    Ok(task_answer(answer, &created, &user))
}

/// Get a task
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), IfNoneMatchHeader),
    responses(
        (status = 200, description = "The task", body = TaskResponse),
        (status = 304, description = "You know this version"),
        TaskErrors,
    ),
)]
#[get("/{id}")]
pub(crate) async fn get_task(
    state: web::Data<State>,
    user: CurrentUser,
    known: Known,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let task = state.tasks.get(user.id, TaskId(id)).await?;
    if known.includes(task.version) {
        return Ok(HttpResponse::NotModified()
            .insert_header((header::ETAG, entity_tag(task.version)))
            .finish());
    }
    let read = Written {
        commit: None,
        value: task,
    };
    Ok(task_answer(HttpResponse::Ok(), &read, &user))
}

/// Replace a task
///
/// Replaces the whole content of a task. Absent fields take their defaults, as in a new task. The
/// id and the creation time stay.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), IfMatchHeader, KeyHeader),
    request_body = ReplaceTaskRequest,
    responses(
        (status = 200, description = "The updated task", body = TaskResponse),
        TaskErrors,
    ),
)]
#[put("/{id}")]
pub(crate) async fn replace_task(
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
    ConditionsAndBody(write, request): ConditionsAndBody<ReplaceTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let new = request.try_into()?;
    let replaced = state.tasks.replace(&write, TaskId(id), new).await?;
    Ok(task_answer(HttpResponse::Ok(), &replaced, &user))
}

/// Update a task
///
/// A merge patch (RFC 7396): absent fields keep their values, and `null` clears a field.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), IfMatchHeader, KeyHeader),
    request_body(content((PatchTaskRequest = "application/merge-patch+json"), (PatchTaskRequest = "application/json"))),
    responses(
        (status = 200, description = "The updated task", body = TaskResponse),
        TaskErrors,
    ),
)]
#[patch("/{id}")]
pub(crate) async fn patch_task(
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
    ConditionsAndBody(write, request): ConditionsAndBody<PatchTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let patch = request.into();
    let patched = state.tasks.patch(&write, TaskId(id), &patch).await?;
    Ok(task_answer(HttpResponse::Ok(), &patched, &user))
}

/// Delete a task
///
/// Moves a task to the trash, from which it can be restored.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), IfMatchHeader, KeyHeader),
    responses(
        (status = 204, description = "The task is in the trash"),
        TaskErrors,
    ),
)]
#[delete("/{id}")]
pub(crate) async fn delete_task(
    state: web::Data<State>,
    Conditions(write): Conditions,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let deleted = state.tasks.delete(&write, TaskId(id)).await?;
    let mut answer = HttpResponse::NoContent();
    name_commit(&mut answer, deleted.commit);
    Ok(answer.finish())
}

/// Toggle a task's completion
///
/// Completes an open task, or reopens a completed one.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), IfMatchHeader, KeyHeader),
    responses(
        (status = 200, description = "The updated task", body = TaskResponse),
        TaskErrors,
    ),
)]
#[patch("/{id}/complete")]
pub(crate) async fn toggle_task(
    state: web::Data<State>,
    user: CurrentUser,
    Conditions(write): Conditions,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let toggled = state.tasks.toggle(&write, TaskId(id)).await?;
    Ok(task_answer(HttpResponse::Ok(), &toggled, &user))
}

/// List tags
///
/// Returns one page of the tags on your tasks, ordered by code point.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(PageParameters),
    responses((status = 200, description = "The page", body = TagList)),
)]
#[get("")]
pub(crate) async fn list_tags(
    request: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let place = |name: String| parse_tag(&name);
    let query = PageQuery::parse(request.query_string(), "tags", user.id, place)?;
    let page = state.tasks.tags(user.id, query.after, query.limit).await?;
    let cursor = |tag: Tag| encode_cursor(tag.as_str(), query.fingerprint);
    Ok(HttpResponse::Ok().json(TagList {
        items: page.items.iter().map(TagResponse::from).collect(),
        next_cursor: page.next.map(cursor),
    }))
}
