//! Signing up and logging in.

use actix_web::{HttpRequest, HttpResponse, post, web};
use errand_application::auth::Granted;
use secrecy::ExposeSecret;
use tracing::Span;
use tracing::field::display;

use super::cookie;
use super::dto::{LoginRequest, SignupRequest, SignupResponse, TokenResponse};
use crate::State;
use crate::client::Client;
use crate::error::{ApiError, Problem};
use crate::input::Body;

/// Sign up
///
/// Makes an account. The e-mail must not belong to one yet, in any spelling; a link that verifies it is
/// sent to it.
#[utoipa::path(
    tag = "auth",
    request_body = SignupRequest,
    responses(
        (status = 201, description = "The account", body = SignupResponse),
        (status = 409, description = "`email_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/signup")]
pub(crate) async fn signup(
    state: web::Data<State>,
    client: Client,
    Body(request): Body<SignupRequest>,
) -> Result<HttpResponse, ApiError> {
    let (email, password) = request.parse(state.passwords)?;
    let user = state.auth.signup(email, password, &client.0).await?;
    Ok(HttpResponse::Created().json(SignupResponse::from(&user)))
}

/// Log in
///
/// Begins a session: exchanges an e-mail and a password for an access token, and for a refresh token
/// in a cookie that only `/api/v1/auth` gets. Whether the account does not exist or
/// has another password is not told.
#[utoipa::path(
    tag = "auth",
    request_body(content = LoginRequest, example = json!({"email": "ada@example.org", "password": "correct horse battery"})),
    responses(
        (
            status = 200,
            description = "The token",
            body = TokenResponse,
            headers(("Set-Cookie" = String, description = "`__Secure-errand_refresh`, for `POST /api/v1/auth/refresh` alone")),
            example = json!({"access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl", "token_type": "bearer"}),
        ),
        (
            status = 401,
            description = "`invalid_credentials`",
            body = Problem,
            content_type = "application/problem+json",
            headers(("WWW-Authenticate" = String, description = "`Bearer realm=\"errand\"`")),
        ),
        (status = 403, description = "`email_unverified`, where the operator asks for verified e-mails", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/login")]
pub(crate) async fn login(
    state: web::Data<State>,
    http: HttpRequest,
    client: Client,
    Body(request): Body<LoginRequest>,
) -> Result<HttpResponse, ApiError> {
    let (email, password) = request.into_parts();
    let granted = state.auth.login(email, password, &client.0).await?;
    // The new cookie takes the place of the one before, whose session nobody could go on with.
    state
        .sessions
        .logout(cookie::sent(&http), &client.0)
        .await?;
    Ok(grant(&state, &granted, &http))
}

/// The answer to who may go on: the access token in the body, the refresh token in a cookie.
pub(super) fn grant(state: &State, granted: &Granted, http: &HttpRequest) -> HttpResponse {
    Span::current().record("session.id", display(granted.refresh.session.0));
    let policy = state.sessions.policy();
    HttpResponse::Ok()
        .cookie(cookie::handing_over(&granted.refresh, policy, http))
        .json(TokenResponse {
            access_token: granted.access.0.expose_secret(),
            token_type: "bearer",
        })
}
