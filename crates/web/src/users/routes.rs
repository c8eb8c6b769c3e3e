//! Signing up, and one's own account.

use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use errand_application::access::AuthenticateError;
use errand_application::users::EmailChange;
use errand_domain::sessions::InvalidToken;
use errand_domain::users::{Email, User};

use super::requests::{
    ChangeEmailRequest, ChangePasswordRequest, DeleteUserRequest, PatchUserRequest, SignupRequest,
};
use super::responses::{SignupResponse, UserResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, EmailErrors, PasswordErrors, SignupErrors};
use crate::http::RequestClient;
use crate::input::{Body, FieldErrors};

/// Sign up
///
/// Creates an account. No other account may have the email, in any spelling. A verification link is
/// sent to it. Whether an invitation is needed, and whether anybody may sign up at all, is in
/// `GET /api/v1/instance`.
#[utoipa::path(
    tag = "auth",
    request_body = SignupRequest,
    responses(
        (status = 201, description = "The account", body = SignupResponse),
        SignupErrors,
    ),
)]
#[post("/signup")]
pub(crate) async fn signup(
    state: web::Data<State>,
    client: RequestClient,
    Body(request): Body<SignupRequest>,
) -> Result<HttpResponse, ApiError> {
    let (email, password, invitation) = request.parse(state.passwords)?;
    let signup = state.users.signup(email, password, invitation, &client.0);
    let user = signup.await?;
    Ok(HttpResponse::Created().json(SignupResponse::from(&user)))
}

/// Get your account
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    responses((status = 200, description = "The account", body = UserResponse)),
)]
#[get("/me")]
pub(crate) async fn get_me(
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    account(&state, &user).await
}

/// Update your account
///
/// A merge patch (RFC 7396): absent fields keep their values.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body(content((PatchUserRequest = "application/merge-patch+json"), (PatchUserRequest = "application/json"))),
    responses((status = 200, description = "The updated account", body = UserResponse)),
)]
#[patch("/me")]
pub(crate) async fn patch_me(
    state: web::Data<State>,
    user: CurrentUser,
    Body(request): Body<PatchUserRequest>,
) -> Result<HttpResponse, ApiError> {
    let Some(time_zone) = request.time_zone.0 else {
        return account(&state, &user).await;
    };
    match state.users.set_time_zone(user.id, time_zone).await? {
        Some(user) => account(&state, &user).await,
        None => Err(AuthenticateError::InvalidToken(InvalidToken).into()),
    }
}

/// Answers an account as it is, with its pending change of email.
async fn account(state: &State, user: &User) -> Result<HttpResponse, ApiError> {
    let pending = state.email_tokens.pending_email(user.id).await?;
    Ok(HttpResponse::Ok().json(UserResponse::new(user, pending.as_ref())))
}

/// Change your password
///
/// Ends all other sessions and drops a pending change of email. A mail tells you about it.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = ChangePasswordRequest,
    responses(
        (status = 204, description = "The password was changed"),
        PasswordErrors,
    ),
)]
#[put("/me/password")]
pub(crate) async fn change_password(
    state: web::Data<State>,
    client: RequestClient,
    user: CurrentUser,
    Body(request): Body<ChangePasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let new = state
        .passwords
        .parse(request.new_password.0, Some(&user.email))
        .map_err(|invalid| FieldErrors::at("/new_password", invalid))?;
    let current = request.current_password.0;
    state
        .users
        .change_password(user.caller(), current, new, &client.0)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change your email
///
/// Sends a link to the new email. The account keeps its email until the link is opened, within 30
/// minutes; then a mail to the old email tells you about the change. The answer does not tell whether
/// the new email has an account. A later request replaces a pending change, and changing the password
/// drops it. If the operator sends no mail, the email is changed immediately and is unverified.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = ChangeEmailRequest,
    responses(
        (status = 200, description = "The updated account, if the operator sends no mail", body = UserResponse),
        (status = 202, description = "The account with its `pending_email`", body = UserResponse),
        EmailErrors,
    ),
)]
#[put("/me/email")]
pub(crate) async fn change_email(
    state: web::Data<State>,
    client: RequestClient,
    user: CurrentUser,
    Body(request): Body<ChangeEmailRequest>,
) -> Result<HttpResponse, ApiError> {
    let email =
        Email::parse(&request.email).map_err(|invalid| FieldErrors::at("/email", invalid))?;
    let current = request.current_password.0;
    let change = state
        .users
        .change_email(user.caller(), current, email, &client.0)
        .await?;
    Ok(match change {
        EmailChange::Done(user) => HttpResponse::Ok().json(UserResponse::new(&user, None)),
        EmailChange::Pending(email) => {
            HttpResponse::Accepted().json(UserResponse::new(&user, Some(&email)))
        }
    })
}

/// Delete your account
///
/// Deletes the account and everything in it, immediately and permanently.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = DeleteUserRequest,
    responses(
        (status = 204, description = "The account was deleted"),
        PasswordErrors,
    ),
)]
#[delete("/me")]
pub(crate) async fn delete_me(
    state: web::Data<State>,
    client: RequestClient,
    user: CurrentUser,
    Body(request): Body<DeleteUserRequest>,
) -> Result<HttpResponse, ApiError> {
    let current = request.current_password.0;
    let client = &client.0;
    state.users.delete(user.caller(), current, client).await?;
    Ok(HttpResponse::NoContent().finish())
}
