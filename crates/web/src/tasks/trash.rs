//! The routes of the trash.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use errand_domain::tasks::TaskId;

use super::cursor::AfterDeleted;
use super::responses::{TaskResponse, TrashList, task_answer};
use crate::State;
use crate::access::CurrentUser;
use crate::changes::name_commit;
use crate::error::{ApiError, TaskErrors};
use crate::input::{
    Conditions, Id, IfMatchHeader, KeyHeader, PageParameters, PageQuery, encode_cursor,
};

/// List the trash
///
/// Returns one page of your deleted tasks, last deleted first. The trash keeps each of them for
/// `retention_days`, which the operator decides.
#[utoipa::path(
    tag = "trash",
    security(("bearer" = [])),
    params(PageParameters),
    responses((status = 200, description = "The page", body = TrashList)),
)]
#[get("")]
pub(crate) async fn list_trash(
    request: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let query = request.query_string();
    let query = PageQuery::parse(query, "trash", user.id, AfterDeleted::parse)?;
    let page = state.tasks.trash(user.id, query.after, query.limit).await?;
    let total = state.tasks.count_trash(user.id).await?;
    let cursor = |after| encode_cursor(AfterDeleted::from(after), query.fingerprint);
    Ok(HttpResponse::Ok().json(TrashList {
        items: TaskResponse::all(&page.items, &user).collect(),
        next_cursor: page.next.map(cursor),
        total,
        retention_days: state.retention.trash.as_hours() / 24,
    }))
}

/// Empty the trash
///
/// Removes everything in the trash for good.
#[utoipa::path(
    tag = "trash",
    security(("bearer" = [])),
    params(KeyHeader),
    responses((status = 204, description = "The trash is empty")),
)]
#[delete("")]
pub(crate) async fn empty_trash(
    state: web::Data<State>,
    Conditions(write): Conditions,
) -> Result<HttpResponse, ApiError> {
    let commit = state.tasks.empty_trash(&write).await?;
    let mut answer = HttpResponse::NoContent();
    name_commit(&mut answer, commit);
    Ok(answer.finish())
}

/// Restore a task
///
/// Takes a task back from the trash. A task that is not there stays as it is.
#[utoipa::path(
    tag = "trash",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), IfMatchHeader, KeyHeader),
    responses(
        (status = 200, description = "The task", body = TaskResponse),
        TaskErrors,
    ),
)]
#[post("/{id}/restore")]
pub(crate) async fn restore_task(
    state: web::Data<State>,
    user: CurrentUser,
    Conditions(write): Conditions,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let restored = state.tasks.restore(&write, TaskId(id)).await?;
    Ok(task_answer(HttpResponse::Ok(), &restored, &user))
}
