//! What happened to one's account.

use actix_web::{HttpRequest, HttpResponse, get, web};
use errand_domain::events::EventId;
use utoipa::IntoParams;

use super::responses::{EventList, EventResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::ApiError;
use crate::input::{PageQuery, encode_cursor};

/// The query of a list of events.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ListEventsParameters {
    /// The maximum number of events; 50 by default.
    #[param(nullable = false, minimum = 1, maximum = 100, default = 50)]
    limit: Option<u16>,
    /// The `next_cursor` of the previous page.
    #[param(nullable = false, format = "cursor")]
    cursor: Option<String>,
}

/// List your account's events
///
/// Returns one page of logins, wrong passwords, ended sessions and the like, newest first.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    params(ListEventsParameters),
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
