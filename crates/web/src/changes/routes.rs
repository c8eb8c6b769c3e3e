//! The routes of commits and histories.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use errand_domain::changes::{ChangeCursor, CommitId, Record};
use errand_domain::tasks::TaskId;

use super::commit::name_commit;
use super::responses::{ChangeResponse, History, UndoResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, TaskErrors, UndoErrors};
use crate::input::{Conditions, Id, KeyHeader, PageParameters, PageQuery, encode_cursor};
use crate::tasks::TaskResponse;

/// Undo a commit
///
/// Takes back everything that one of your requests wrote. Its answer named the commit in
/// `Errand-Commit`. If something has changed since, nothing is undone. An undo is a commit itself,
/// so undoing it means redo.
#[utoipa::path(
    tag = "changes",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The commit's id"), KeyHeader),
    responses(
        (status = 200, description = "What was undone", body = UndoResponse),
        UndoErrors,
    ),
)]
#[post("/{id}/undo")]
pub(crate) async fn undo_commit(
    state: web::Data<State>,
    user: CurrentUser,
    Conditions(write): Conditions,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let undone = state.changes.undo(&write, CommitId(id)).await?;
    let records = undone.value.iter().filter_map(|put| put.after.as_ref());
    let mut answer = HttpResponse::Ok();
    name_commit(&mut answer, undone.commit);
    Ok(answer.json(UndoResponse {
        items: records
            .map(|Record::Task(task)| TaskResponse::new(task, user.time_zone))
            .collect(),
    }))
}

/// List a task's changes
///
/// Returns one page of the changes of a task, newest first, also of a task in the trash. Changes are
/// kept for a while, which the operator decides: 90 days by default.
#[utoipa::path(
    tag = "changes",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The task's id"), PageParameters),
    responses(
        (status = 200, description = "The page", body = History),
        TaskErrors,
    ),
)]
#[get("/{id}/history")]
pub(crate) async fn list_history(
    request: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let list = format!("history of {id}");
    let place = |seq| Ok(ChangeCursor(seq));
    let query = PageQuery::parse(request.query_string(), &list, user.id, place)?;
    let id = TaskId(id);
    let page = state.changes.history(user.id, id, query.after, query.limit);
    let page = page.await?;
    if page.items.is_empty() && query.after.is_none() {
        // A task whose changes are all older than the log exists nevertheless.
        state.tasks.get(user.id, id).await?;
    }
    let cursor = |ChangeCursor(seq)| encode_cursor(seq, query.fingerprint);
    Ok(HttpResponse::Ok().json(History {
        items: page.items.iter().map(ChangeResponse::from).collect(),
        next_cursor: page.next.map(cursor),
    }))
}
