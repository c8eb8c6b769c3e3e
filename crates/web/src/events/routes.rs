//! Listing account events.

use actix_web::{HttpRequest, HttpResponse, get, web};
use errand_domain::events::EventId;

use super::responses::{EventList, EventResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::ApiError;
use crate::input::{PageParameters, PageQuery, encode_cursor};

/// List your account's events
///
/// Returns one page of logins, wrong passwords, ended sessions and the like, newest first.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    params(PageParameters),
    responses((status = 200, description = "The page", body = EventList)),
)]
#[get("/me/events")]
pub(crate) async fn list_events(
    http: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let place = |id| Ok(EventId(id));
    let query = PageQuery::parse(http.query_string(), "events", user.id, place)?;
    let page = state.events.list(user.id, query.after, query.limit).await?;
    let cursor = |id: EventId| encode_cursor(id.0, query.fingerprint);
    Ok(HttpResponse::Ok().json(EventList {
        items: page.items.iter().map(EventResponse::from).collect(),
        next_cursor: page.next.map(cursor),
    }))
}
