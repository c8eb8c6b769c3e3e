//! Everything in an account as one JSON document, which is written page by page, so no more than
//! one page is in memory at once.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{Error, HttpResponse, get, web};
use errand_domain::access::Scope;
use errand_domain::events::EventId;
use errand_domain::tasks::{Order, TaskCursor, TaskFilter, TaskQuery, TaskSort, TrashCursor};
use errand_domain::{Limit, Page};
use futures_util::stream::try_unfold;
use serde::Serialize;
use utoipa::ToSchema;

use super::UserResponse;
use crate::State;
use crate::access::CurrentUser;
use crate::error::ApiError;
use crate::events::EventResponse;
use crate::personal_tokens::PersonalTokenResponse;
use crate::sessions::SessionResponse;
use crate::tasks::TaskResponse;

/// Everything in an account.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ExportResponse<'a> {
    account: UserResponse<'a>,
    /// The open sessions.
    sessions: Vec<SessionResponse>,
    /// The personal tokens, without their secrets.
    personal_tokens: Vec<PersonalTokenResponse<'a>>,
    /// The account's events, newest first.
    events: Vec<EventResponse<'a>>,
    /// All tasks outside the trash, in order of creation.
    tasks: Vec<TaskResponse<'a>>,
    /// The tasks in the trash, last deleted first.
    trash: Vec<TaskResponse<'a>>,
}

/// The next part to be written.
enum Part {
    Account,
    /// The events after this one, or the first page.
    Events(Option<EventId>),
    /// The tasks after this one, or the first page.
    Tasks(Option<TaskCursor>),
    /// The tasks in the trash after this one, or the first page.
    Trash(Option<TrashCursor>),
    End,
}

/// Export your account
///
/// Returns everything in the account as one JSON document. A personal token needs the scopes
/// `account` and `tasks:read`. The document is streamed; if something fails halfway, the connection
/// closes before the document ends.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    responses((
        status = 200,
        description = "The account",
        body = ExportResponse,
        headers(("Content-Disposition" = String, description = "A file name")),
    )),
)]
#[get("/me/export")]
pub(crate) async fn export_me(
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    user.require(Scope::TasksRead)?;
    let parts = try_unfold(Part::Account, move |part| {
        let (state, user) = (state.clone(), user.clone());
        async move { next(&state, &user, part).await.map_err(Error::from) }
    });
    let name = HeaderValue::from_static("attachment; filename=\"errand-export.json\"");
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .streaming(parts))
}

/// Writes a part and returns the next one.
async fn next(
    state: &State,
    user: &CurrentUser,
    part: Part,
) -> Result<Option<(web::Bytes, Part)>, ApiError> {
    let mut text = Vec::new();
    let following = match part {
        Part::Account => {
            let policy = state.sessions.policy;
            let current = user.caller().session();
            let sessions = state.sessions.list(user.id).await?.into_iter();
            let sessions = sessions.map(|session| SessionResponse::new(session, policy, current));
            let tokens = state.personal_tokens.list(user.id).await?;
            let pending_email = state.email_tokens.pending_email(user.id).await?;
            text.extend(b"{\"account\":");
            write(&mut text, &UserResponse::new(user, pending_email.as_ref()));
            text.extend(b",\"sessions\":[");
            write_items(&mut text, sessions, true);
            text.extend(b"],\"personal_tokens\":[");
            write_items(
                &mut text,
                tokens.iter().map(PersonalTokenResponse::from),
                true,
            );
            text.extend(b"],\"events\":[");
            Part::Events(None)
        }
        Part::Events(before) => {
            let page = state.events.list(user.id, before, whole_page()).await?;
            let items = page.items.iter().map(EventResponse::from);
            write_items(&mut text, items, before.is_none());
            if page.next.is_none() {
                text.extend(b"],\"tasks\":[");
            }
            page.next
                .map_or(Part::Tasks(None), |id| Part::Events(Some(id)))
        }
        Part::Tasks(after) => {
            let is_first = after.is_none();
            let Page { items, next, .. } = state.tasks.list(user, &tasks_after(after)).await?;
            write_items(&mut text, TaskResponse::all(&items, user), is_first);
            if next.is_none() {
                text.extend(b"],\"trash\":[");
            }
            next.map_or(Part::Trash(None), |cursor| Part::Tasks(Some(cursor)))
        }
        Part::Trash(after) => {
            let trash = state.tasks.trash(user.id, after, whole_page());
            let Page { items, next, .. } = trash.await?;
            let is_first = after.is_none();
            write_items(&mut text, TaskResponse::all(&items, user), is_first);
            if next.is_none() {
                text.extend(b"]}\n");
            }
            next.map_or(Part::End, |cursor| Part::Trash(Some(cursor)))
        }
        Part::End => return Ok(None),
    };
    Ok(Some((text.into(), following)))
}

fn tasks_after(after: Option<TaskCursor>) -> TaskQuery {
    TaskQuery {
        filter: TaskFilter::default(),
        sort: TaskSort::CreatedAt,
        order: Order::Ascending,
        after,
        limit: whole_page(),
        with_total: false,
    }
}

fn whole_page() -> Limit {
    Limit::parse(Limit::MAX.into()).unwrap_or_default()
}

/// Writes the items of one page of an array.
fn write_items<T: Serialize>(text: &mut Vec<u8>, items: impl Iterator<Item = T>, is_first: bool) {
    for (index, item) in items.enumerate() {
        if !(is_first && index == 0) {
            text.push(b',');
        }
        write(text, &item);
    }
}

fn write(text: &mut Vec<u8>, value: &impl Serialize) {
    // Writing to memory cannot fail, and all keys are texts.
    let _ = serde_json::to_writer(text, value);
}
