//! The routes of tasks and tags.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use errand_domain::tasks::{Tag, Task, TaskId};

use super::cursor::{AfterTask, parse_tag};
use super::parameters::{ListTagsParameters, ListTasksParameters, parse_task_query};
use super::requests::{CreateTaskRequest, PatchTaskRequest};
use super::responses::{TagList, TagResponse, TaskList, TaskResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, Problem};
use crate::input::{Body, Id, PageQuery, encode_cursor};

/// List tasks
///
/// One page of one's tasks. Different filters narrow the list; the repeated values of one filter
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
        headers(("Location" = String, description = "Where the task is")),
    )),
)]
#[post("")]
pub(crate) async fn create_task(
    state: web::Data<State>,
    user: CurrentUser,
    Body(request): Body<CreateTaskRequest>,
) -> Result<HttpResponse, ApiError> {
    let task = state.tasks.create(user.id, request.try_into()?).await?;
    let location = format!("/api/v1/tasks/{}", task.id.0);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .json(TaskResponse::from(&task)))
}

/// Read a task
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Which task")),
    responses(
        (status = 200, description = "The task", body = TaskResponse),
        (status = 404, description = "`task_not_found`", body = Problem, content_type = "application/problem+json"),
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
/// Puts a content in place of all the task had. What the request leaves out takes its default, as
/// in a new task. The id and the time it was made stay.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Which task")),
    request_body = CreateTaskRequest,
    responses(
        (status = 200, description = "The task as it is now", body = TaskResponse),
        (status = 404, description = "`task_not_found`", body = Problem, content_type = "application/problem+json"),
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

/// Change a task
///
/// A merge patch (RFC 7396): what is absent stays as it is, `null` clears.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Which task")),
    request_body(content((PatchTaskRequest = "application/merge-patch+json"), (PatchTaskRequest = "application/json"))),
    responses(
        (status = 200, description = "The task as it is now", body = TaskResponse),
        (status = 404, description = "`task_not_found`", body = Problem, content_type = "application/problem+json"),
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
    params(("id" = Uuid, Path, description = "Which task")),
    responses(
        (status = 204, description = "The task is gone"),
        (status = 404, description = "`task_not_found`", body = Problem, content_type = "application/problem+json"),
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

/// Toggle a task
///
/// Completes an open task, opens a completed one.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Which task")),
    responses(
        (status = 200, description = "The task as it is now", body = TaskResponse),
        (status = 404, description = "`task_not_found`", body = Problem, content_type = "application/problem+json"),
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
/// One page of the tags of one's tasks, in the order of their code points.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(ListTagsParameters),
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
