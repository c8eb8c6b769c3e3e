//! Verifying an email and resetting a forgotten password, each with an emailed token.

use actix_web::{HttpResponse, post, web};
use errand_application::email_tokens::EmailTokenError;
use errand_domain::users::Email;
use errand_domain::{Invalid, TokenSecret};
use secrecy::ExposeSecret;

use super::requests::{RequestPasswordResetRequest, ResetPasswordRequest, VerifyEmailRequest};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, MailErrors, VerificationErrors};
use crate::http::RequestClient;
use crate::input::{Body, FieldErrors, SecretText};

/// The secret in a token, if the token is well formed.
fn secret(token: &SecretText) -> Result<TokenSecret, Invalid> {
    TokenSecret::parse(token.0.expose_secret()).ok_or_else(invalid_token)
}

fn invalid_token() -> Invalid {
    Invalid::new("invalid_token", EmailTokenError::InvalidToken.to_string())
}

/// Verify an email
///
/// Takes the token from the link sent to the email, within 30 minutes. If a change to this email is
/// pending, it becomes the account's email, unless another account has it by now. Repeating the
/// call changes nothing and gets the same answer, as long as the account has that email.
#[utoipa::path(
    tag = "auth",
    request_body = VerifyEmailRequest,
    responses(
        (status = 204, description = "The email is verified"),
        VerificationErrors,
    ),
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

/// Resend the verification link
///
/// Sends nothing if the email is already verified.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    responses(
        (status = 202, description = "The link is on its way"),
        MailErrors,
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

/// Request a password reset
///
/// Sends a link to the email. The answer is the same whether or not an account has it.
#[utoipa::path(
    tag = "auth",
    request_body = RequestPasswordResetRequest,
    responses(
        (status = 202, description = "The link is on its way, if there is such an account"),
        MailErrors,
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

/// Reset a password
///
/// Takes the token of the link, which works once, within 30 minutes. Ends all sessions of the
/// account and marks its email as verified.
#[utoipa::path(
    tag = "auth",
    request_body = ResetPasswordRequest,
    responses((status = 204, description = "The password was reset")),
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
    let found = secret.and_then(|secret| Ok((user.ok_or_else(invalid_token)?, secret)));
    let ((user, secret), password) =
        FieldErrors::gather(("/token", found), ("/password", password))?;
    let client = &client.0;
    state
        .email_tokens
        .reset_password(&user, &secret, password, client)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
