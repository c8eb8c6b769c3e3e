//! Sessions over HTTP: going on with one by its cookie, ending it, and seeing which there are.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use chrono::{DateTime, Utc};
use deserr::Deserr;
use errand_domain::auth::{Session, SessionId, SessionPolicy};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::TokenResponse;
use super::handlers::grant;
use super::own_origin::OwnOrigin;
use super::{CurrentUser, cookie};
use crate::State;
use crate::client::Client;
use crate::error::{ApiError, Problem};
use crate::input::{Body, FieldErrors, Id};

/// Nothing: an empty object. That it is JSON keeps the forms of other sites out.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct EmptyRequest {}

/// A login that has not ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionResponse {
    id: Uuid,
    /// What the client called itself when it logged in (its `User-Agent`).
    #[schema(example = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")]
    device: String,
    /// From where it logged in: the /24 of an address of IPv4, the /48 of one of IPv6.
    #[schema(example = "192.0.2.0/24")]
    address_prefix: String,
    created_at: DateTime<Utc>,
    /// When a request last came with it, to the minute or so.
    last_used_at: DateTime<Utc>,
    /// When it ends if it is not used again.
    expires_at: DateTime<Utc>,
    /// Whether it is the one of this very request.
    is_current: bool,
}

/// The sessions, those used last first. There are never more than fit on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    items: Vec<SessionResponse>,
    /// Always `null`.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

impl SessionResponse {
    pub(crate) fn new(session: Session, policy: SessionPolicy, current: Option<SessionId>) -> Self {
        Self {
            id: session.id.0,
            expires_at: policy.expires_at(&session),
            is_current: Some(session.id) == current,
            device: session.device,
            address_prefix: session.address_prefix,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
        }
    }
}

/// Go on with a session
///
/// Exchanges the refresh token of the cookie for its successor and a new access token. A token that was
/// exchanged more than 10 seconds ago ends its session, since somebody has a copy of it. Only pages of
/// this origin, or of one that CORS allows, may ask.
#[utoipa::path(
    tag = "auth",
    security(("refresh_cookie" = [])),
    request_body = EmptyRequest,
    responses(
        (
            status = 200,
            description = "The access token",
            body = TokenResponse,
            headers(("Set-Cookie" = String, description = "`__Secure-errand_refresh`: the successor")),
        ),
        (status = 401, description = "`invalid_session`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`foreign_origin`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/refresh")]
pub(crate) async fn refresh_session(
    state: web::Data<State>,
    http: HttpRequest,
    client: Client,
    _origin: OwnOrigin,
    Body(EmptyRequest {}): Body<EmptyRequest>,
) -> Result<HttpResponse, ApiError> {
    let token = cookie::sent(&http);
    let granted = state.sessions.refresh(token, &client.0).await?;
    Ok(grant(&state, &granted, &http))
}

/// Log out
///
/// Ends the session of the cookie, if there is one, and takes the cookie back. A client without a
/// cookie ends its session by its id instead.
#[utoipa::path(
    tag = "auth",
    security((), ("refresh_cookie" = [])),
    request_body = EmptyRequest,
    responses(
        (
            status = 204,
            description = "There is no session any more",
            headers(("Set-Cookie" = String, description = "`__Secure-errand_refresh`, empty")),
        ),
        (status = 403, description = "`foreign_origin`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/logout")]
pub(crate) async fn logout(
    state: web::Data<State>,
    http: HttpRequest,
    client: Client,
    _origin: OwnOrigin,
    Body(EmptyRequest {}): Body<EmptyRequest>,
) -> Result<HttpResponse, ApiError> {
    let token = cookie::sent(&http);
    state.sessions.logout(token, &client.0).await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookie::taking_back(&http))
        .finish())
}

/// List one's sessions
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    responses((status = 200, description = "The sessions", body = SessionList)),
)]
#[get("")]
pub(crate) async fn list_sessions(
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let policy = state.sessions.policy();
    let current = user.caller().session();
    let sessions = state.sessions.list(user.id).await?;
    let items = sessions.into_iter();
    let items = items.map(|session| SessionResponse::new(session, policy, current));
    Ok(HttpResponse::Ok().json(SessionList {
        items: items.collect(),
        next_cursor: None,
    }))
}

/// End all other sessions
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    responses((status = 204, description = "Only the session of this request is left")),
)]
#[delete("")]
pub(crate) async fn end_other_sessions(
    state: web::Data<State>,
    client: Client,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    state.sessions.end_others(user.caller(), &client.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// End a session
///
/// Its tokens are worth nothing from then on.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Which session")),
    responses(
        (status = 204, description = "It has ended"),
        (status = 404, description = "`session_not_found`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/{id}")]
pub(crate) async fn end_session(
    state: web::Data<State>,
    client: Client,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let id = SessionId(id);
    if state.sessions.end(user.caller(), id, &client.0).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(ApiError::SessionNotFound)
    }
}
