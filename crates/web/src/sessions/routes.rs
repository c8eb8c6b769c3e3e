//! Sessions over HTTP: logging in, refreshing by the cookie, logging out, and listing and ending
//! sessions.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use errand_application::sessions::{Granted, LoggedIn};
use errand_domain::Failure;
use errand_domain::sessions::SessionId;
use secrecy::ExposeSecret;
use tracing::Span;
use tracing::field::display;

use super::cookie;
use super::own_origin::OwnOrigin;
use super::requests::{EmptyRequest, LoginRequest};
use super::responses::{SessionList, SessionResponse, TokenResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, LoginErrors, LogoutErrors, RefreshErrors, SessionErrors};
use crate::http::RequestClient;
use crate::input::{Body, Id};

/// Log in
///
/// Starts a session: returns an access token in the body and a refresh token in a cookie. The
/// answer to an unknown email is the same as to a wrong password. If the operator requires verified
/// emails, an unverified one cannot log in. A second cookie marks this device as known to the account,
/// so the pauses that strangers cause with wrong passwords do not affect it.
#[utoipa::path(
    tag = "auth",
    security((), ("device_cookie" = [])),
    request_body(content = LoginRequest, example = json!({"email": "ada@example.org", "password": "correct horse battery"})),
    responses(
        (
            status = 200,
            description = "The token",
            body = TokenResponse,
            headers(("Set-Cookie" = String, description = "`__Host-errand_refresh`, for `POST /api/v1/auth/refresh` alone; and `__Host-errand_device`, for later logins from this device")),
            example = json!({"access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl", "token_type": "bearer"}),
        ),
        LoginErrors,
    ),
)]
#[post("/login")]
pub(crate) async fn login(
    state: web::Data<State>,
    http: HttpRequest,
    client: RequestClient,
    Body(request): Body<LoginRequest>,
) -> Result<HttpResponse, ApiError> {
    let (email, password) = request.into_parts();
    let device = cookie::device(&http);
    let login = state.login.login(email, password, device, &client.0);
    let LoggedIn { granted, device } = login.await?;
    // The new cookie replaces the previous one, so its session could not be refreshed any more.
    state
        .sessions
        .logout(cookie::sent(&http, &*state.refresh_tokens), &client.0)
        .await?;
    let mut response = grant(&state, &granted, &http);
    let device = cookie::handing_over_device(&device, &http);
    response.add_cookie(&device).map_err(Failure::internal)?;
    Ok(response)
}

/// Refresh a session
///
/// Exchanges the refresh token in the cookie for a new one and a new access token. Reusing a token
/// more than 10 seconds after it was exchanged ends the session, because it has been copied. Only
/// pages of this origin, or of an origin that CORS allows, may call this.
#[utoipa::path(
    tag = "auth",
    security(("refresh_cookie" = [])),
    request_body = EmptyRequest,
    responses(
        (
            status = 200,
            description = "The access token",
            body = TokenResponse,
            headers(("Set-Cookie" = String, description = "`__Host-errand_refresh`: the successor")),
        ),
        RefreshErrors,
    ),
)]
#[post("/refresh")]
pub(crate) async fn refresh_session(
    state: web::Data<State>,
    http: HttpRequest,
    client: RequestClient,
    _origin: OwnOrigin,
    Body(EmptyRequest {}): Body<EmptyRequest>,
) -> Result<HttpResponse, ApiError> {
    let token = cookie::sent(&http, &*state.refresh_tokens);
    let granted = state.sessions.refresh(token, &client.0).await?;
    Ok(grant(&state, &granted, &http))
}

/// Log out
///
/// Ends the session that the cookie belongs to, if there is one, and removes the cookie. A client
/// without a cookie can end its session by id instead.
#[utoipa::path(
    tag = "auth",
    security((), ("refresh_cookie" = [])),
    request_body = EmptyRequest,
    responses(
        (
            status = 204,
            description = "The session has ended",
            headers(("Set-Cookie" = String, description = "`__Host-errand_refresh`, empty")),
        ),
        LogoutErrors,
    ),
)]
#[post("/logout")]
pub(crate) async fn logout(
    state: web::Data<State>,
    http: HttpRequest,
    client: RequestClient,
    _origin: OwnOrigin,
    Body(EmptyRequest {}): Body<EmptyRequest>,
) -> Result<HttpResponse, ApiError> {
    let token = cookie::sent(&http, &*state.refresh_tokens);
    state.sessions.logout(token, &client.0).await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookie::taking_back(&http))
        .finish())
}

/// List your sessions
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
    let policy = state.sessions.policy;
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
    responses((status = 204, description = "All other sessions have ended")),
)]
#[delete("")]
pub(crate) async fn end_other_sessions(
    state: web::Data<State>,
    client: RequestClient,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    state.sessions.end_others(user.caller(), &client.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// End a session
///
/// Its tokens stop working at once.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The session's id")),
    responses(
        (status = 204, description = "The session has ended"),
        SessionErrors,
    ),
)]
#[delete("/{id}")]
pub(crate) async fn end_session(
    state: web::Data<State>,
    client: RequestClient,
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

/// The answer with the tokens of a session: the access token in the body, the refresh token in a
/// cookie.
pub(super) fn grant(state: &State, granted: &Granted, http: &HttpRequest) -> HttpResponse {
    Span::current().record("session.id", display(granted.refresh.session.0));
    let policy = state.sessions.policy;
    let refresh = state.refresh_tokens.write(&granted.refresh);
    HttpResponse::Ok()
        .cookie(cookie::handing_over(&refresh, policy, http))
        .json(TokenResponse {
            access_token: granted.access.0.expose_secret(),
            token_type: "bearer",
        })
}
