//! The routes of tasks and tags.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use errand_domain::tasks::{Tag, Task, TaskId};

use super::cursor::{AfterTask, parse_tag};
use super::parameters::{ListTasksParameters, parse_task_query};
use super::requests::{CreateTaskRequest, PatchTaskRequest};
use super::responses::{TagList, TagResponse, TaskList, TaskResponse};
use crate::access::CurrentUser;
use crate::error::{ApiError, TaskErrors};
use crate::input::{Body, Id, PageParameters, PageQuery, encode_cursor};
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
        items: page.items.iter().map(TaskResponse::from).collect(),
        next_cursor: page.next.map(cursor),
        total: page.total,
    }))
}

/// Create a task
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    request_body = CreateTaskRequest,
    responses((
        status = 201,
        description = "The task",
        body = TaskResponse,
        headers(("Location" = String, description = "The task's path")),
    )),
)]
#[post("")]
pub(crate) async fn create_task(
    state: web::Data<State>,
    settings: web::Data<ServerSettings>,
    user: CurrentUser,
    Body(request): Body<CreateTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let task = state.tasks.create(user.id, request.try_into()?).await?;
    let base_path = settings.public_url.path();
    let location = format!("{base_path}/api/v1/tasks/{}", task.id.0);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .json(TaskResponse::from(&task)))
}

/// Get a task
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id")),
    responses(
        (status = 200, description = "The task", body = TaskResponse),
        TaskErrors,
    ),
)]
#[get("/{id}")]
pub(crate) async fn get_task(
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let task = state.tasks.get(user.id, TaskId(id)).await?;
    Ok(ok(&task))
}

/// Replace a task
///
/// Replaces the whole content of a task. Absent fields take their defaults, as in a new task. The
/// id and the creation time stay.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id")),
    request_body = CreateTaskRequest,
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
    Body(request): Body<CreateTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let content = request.try_into()?;
    let task = state.tasks.replace(user.id, TaskId(id), content).await?;
    Ok(ok(&task))
}

/// Update a task
///
/// A merge patch (RFC 7396): absent fields keep their values, and `null` clears a field.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id")),
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
    Body(request): Body<PatchTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let patch = request.into();
    let task = state.tasks.patch(user.id, TaskId(id), patch).await?;
    Ok(ok(&task))
}

/// Delete a task
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id")),
    responses(
        (status = 204, description = "The task was deleted"),
        TaskErrors,
    ),
)]
#[delete("/{id}")]
pub(crate) async fn delete_task(
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    state.tasks.delete(user.id, TaskId(id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Toggle a task's completion
///
/// Completes an open task, or reopens a completed one.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id")),
    responses(
        (status = 200, description = "The updated task", body = TaskResponse),
        TaskErrors,
    ),
)]
#[patch("/{id}/complete")]
pub(crate) async fn toggle_task(
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let task = state.tasks.toggle(user.id, TaskId(id)).await?;
    Ok(ok(&task))
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

fn ok(task: &Task) -> HttpResponse {
    HttpResponse::Ok().json(TaskResponse::from(task))
}
