//! What is done by mail, over HTTP: verifying an e-mail, and setting a forgotten password.

use actix_web::{HttpResponse, post, web};
use deserr::Deserr;
use errand_application::auth::MailTokenError;
use errand_domain::Invalid;
use errand_domain::auth::{self, Email};
use secrecy::ExposeSecret;
use utoipa::ToSchema;

use super::CurrentUser;
use crate::State;
use crate::client::Client;
use crate::error::{ApiError, Problem};
use crate::input::{Body, FieldErrors, Secret};

/// Who shows that an e-mail is theirs.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct VerifyEmailRequest {
    /// What was sent to the e-mail.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    token: Secret,
}

/// Who forgot their password.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct RequestPasswordResetRequest {
    /// The address of the account. Nothing is wrong with any text here.
    #[schema(example = "ada@example.org")]
    email: String,
}

/// Another password for the account of an e-mail.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ResetPasswordRequest {
    /// What was sent to the e-mail.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    token: Secret,
    /// The password as it shall be: at least 8 characters (the operator may ask for more) and at most
    /// 128; not one of those that are guessed first.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "staple battery horse")]
    password: Secret,
}

/// The secret that a token is, where it is one.
fn secret(token: &Secret) -> Result<auth::Secret, Invalid> {
    auth::Secret::parse(token.0.expose_secret()).ok_or_else(invalid_token)
}

fn invalid_token() -> Invalid {
    Invalid::new("invalid_token", MailTokenError::InvalidToken.to_string())
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
    client: Client,
    Body(request): Body<VerifyEmailRequest>,
) -> Result<HttpResponse, ApiError> {
    let secret = secret(&request.token).map_err(|invalid| FieldErrors::at("/token", invalid))?;
    state.mail.verify_email(&secret, &client.0).await?;
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
    state.mail.send_verification(&user).await?;
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
    client: Client,
    Body(request): Body<RequestPasswordResetRequest>,
) -> Result<HttpResponse, ApiError> {
    let email = Email::parse(&request.email).ok();
    state.mail.request_reset(email, &client.0).await?;
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
    client: Client,
    Body(request): Body<ResetPasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let secret = secret(&request.token);
    let user = match &secret {
        Ok(secret) => state.mail.reset_of(secret).await?,
        Err(_) => None,
    };
    let email = user.as_ref().map(|user| &user.email);
    let password = state.passwords.parse(request.password.0, email);
    let secret = secret.and_then(|secret| user.map(|_| secret).ok_or_else(invalid_token));
    let (secret, password) = FieldErrors::gather(("/token", secret), ("/password", password))?;
    let client = &client.0;
    state.mail.reset_password(&secret, password, client).await?;
    Ok(HttpResponse::NoContent().finish())
}
