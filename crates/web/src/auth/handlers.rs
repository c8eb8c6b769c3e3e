//! The routes of accounts.

use actix_web::{HttpResponse, get, patch, post, web};
use errand_application::auth::AuthenticateError;
use errand_domain::auth::InvalidToken;
use secrecy::ExposeSecret;

use super::CurrentUser;
use super::dto::{
    LoginRequest, PatchUserRequest, SignupRequest, SignupResponse, TokenResponse, UserResponse,
};
use crate::State;
use crate::error::{ApiError, Problem};
use crate::input::Body;

/// Sign up
///
/// Makes an account. The e-mail must not belong to one yet, in any spelling.
#[utoipa::path(
    tag = "auth",
    request_body = SignupRequest,
    responses(
        (status = 201, description = "The account", body = SignupResponse),
        (status = 409, description = "`email_taken`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/signup")]
pub(crate) async fn signup(
    state: web::Data<State>,
    Body(request): Body<SignupRequest>,
) -> Result<HttpResponse, ApiError> {
    let (email, password) = request.parse(state.passwords)?;
    let user = state.auth.signup(email, password).await?;
    Ok(HttpResponse::Created().json(SignupResponse::from(&user)))
}

/// Log in
///
/// Exchanges an e-mail and a password for an access token. Whether the account does not exist or
/// has another password is not told.
#[utoipa::path(
    tag = "auth",
    request_body(content = LoginRequest, example = json!({"email": "ada@example.org", "password": "correct horse battery"})),
    responses(
        (
            status = 200,
            description = "The token",
            body = TokenResponse,
            example = json!({"access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl", "token_type": "bearer"}),
        ),
        (
            status = 401,
            description = "`invalid_credentials`",
            body = Problem,
            content_type = "application/problem+json",
            headers(("WWW-Authenticate" = String, description = "`Bearer realm=\"errand\"`")),
        ),
    ),
)]
#[post("/login")]
pub(crate) async fn login(
    state: web::Data<State>,
    Body(request): Body<LoginRequest>,
) -> Result<HttpResponse, ApiError> {
    let (email, password) = request.into_parts();
    let token = state.auth.login(email, password).await?;
    Ok(HttpResponse::Ok().json(TokenResponse {
        access_token: token.0.expose_secret(),
        token_type: "bearer",
    }))
}

/// Read one's account
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    responses((status = 200, description = "The account", body = UserResponse)),
)]
#[get("/me")]
pub(crate) async fn get_me(user: CurrentUser) -> HttpResponse {
    HttpResponse::Ok().json(UserResponse::from(&*user))
}

/// Change one's account
///
/// A merge patch (RFC 7396): what is absent stays as it is.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body(content((PatchUserRequest = "application/merge-patch+json"), (PatchUserRequest = "application/json"))),
    responses((status = 200, description = "The account as it is now", body = UserResponse)),
)]
#[patch("/me")]
pub(crate) async fn patch_me(
    state: web::Data<State>,
    user: CurrentUser,
    Body(request): Body<PatchUserRequest>,
) -> Result<HttpResponse, ApiError> {
    let Some(time_zone) = request.time_zone.0 else {
        return Ok(HttpResponse::Ok().json(UserResponse::from(&*user)));
    };
    match state.auth.set_time_zone(user.id, time_zone).await? {
        Some(user) => Ok(HttpResponse::Ok().json(UserResponse::from(&user))),
        None => Err(AuthenticateError::InvalidToken(InvalidToken).into()),
    }
}
