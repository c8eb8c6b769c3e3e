//! What is done with tokens that are sent by email: verifying it, and setting a forgotten password.

use actix_web::{HttpResponse, post, web};
use errand_application::email_tokens::EmailTokenError;
use errand_domain::users::Email;
use errand_domain::{Invalid, TokenSecret};
use secrecy::ExposeSecret;

use super::requests::{RequestPasswordResetRequest, ResetPasswordRequest, VerifyEmailRequest};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, Problem};
use crate::http::RequestClient;
use crate::input::{Body, FieldErrors, SecretText};

/// The secret that a token is, where it is one.
fn secret(token: &SecretText) -> Result<TokenSecret, Invalid> {
    TokenSecret::parse(token.0.expose_secret()).ok_or_else(invalid_token)
}

fn invalid_token() -> Invalid {
    Invalid::new("invalid_token", EmailTokenError::InvalidToken.to_string())
}

/// Verify an e-mail
///
/// With the token of the link that was sent to it. It is good once, for 30 minutes, as long as the
/// account has that e-mail.
#[utoipa::path(
    tag = "auth",
    request_body = VerifyEmailRequest,
    responses((status = 204, description = "It is verified")),
)]
#[post("/email-verification")]
pub(crate) async fn verify_email(
    state: web::Data<State>,
    client: RequestClient,
    Body(request): Body<VerifyEmailRequest>,
) -> Result<HttpResponse, ApiError> {
    let secret = secret(&request.token).map_err(|invalid| FieldErrors::at("/token", invalid))?;
    state.email_tokens.verify_email(&secret, &client.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send the link that verifies one's e-mail again
///
/// Nothing is sent where it is verified already.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    responses(
        (status = 202, description = "It is on its way"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/me/email-verification")]
pub(crate) async fn send_verification(
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    state.email_tokens.send_verification(&user).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Send a link that sets another password
///
/// The answer is the same whether there is an account with that e-mail or not.
#[utoipa::path(
    tag = "auth",
    request_body = RequestPasswordResetRequest,
    responses(
        (status = 202, description = "It is on its way, where there is such an account"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/password-reset")]
pub(crate) async fn request_password_reset(
    state: web::Data<State>,
    client: RequestClient,
    Body(request): Body<RequestPasswordResetRequest>,
) -> Result<HttpResponse, ApiError> {
    let email = Email::parse(&request.email).ok();
    state.email_tokens.request_reset(email, &client.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Set another password with the token of such a link
///
/// The token is good once, for 30 minutes. All sessions of the account end, and its e-mail is
/// verified.
#[utoipa::path(
    tag = "auth",
    request_body = ResetPasswordRequest,
    responses((status = 204, description = "It is set")),
)]
#[post("/password-reset/confirm")]
pub(crate) async fn reset_password(
    state: web::Data<State>,
    client: RequestClient,
    Body(request): Body<ResetPasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let secret = secret(&request.token);
    let user = match &secret {
        Ok(secret) => state.email_tokens.reset_of(secret).await?,
        Err(_) => None,
    };
    let email = user.as_ref().map(|user| &user.email);
    let password = state.passwords.parse(request.password.0, email);
    let secret = secret.and_then(|secret| user.map(|_| secret).ok_or_else(invalid_token));
    let (secret, password) = FieldErrors::gather(("/token", secret), ("/password", password))?;
    let client = &client.0;
    state
        .email_tokens
        .reset_password(&secret, password, client)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
