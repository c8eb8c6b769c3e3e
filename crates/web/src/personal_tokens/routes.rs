//! Creating, listing and revoking personal tokens over HTTP.

use actix_web::{HttpResponse, delete, get, post, web};
use errand_domain::personal_tokens::PersonalTokenId;
use secrecy::ExposeSecret;

use super::requests::CreatePersonalTokenRequest;
use super::responses::{NewPersonalTokenResponse, PersonalTokenList, PersonalTokenResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{ApiError, MakeTokenErrors, PersonalTokenErrors};
use crate::http::RequestClient;
use crate::input::{Body, Id};
use crate::timestamp::Timestamp;

/// List your personal tokens
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    responses((status = 200, description = "The tokens", body = PersonalTokenList)),
)]
#[get("/me/tokens")]
pub(crate) async fn list_personal_tokens(
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let tokens = state.personal_tokens.list(user.id).await?;
    Ok(HttpResponse::Ok().json(PersonalTokenList {
        items: tokens.iter().map(PersonalTokenResponse::from).collect(),
        next_cursor: None,
    }))
}

/// Create a personal token
///
/// For programs that act on your behalf. The token is shown only in this answer; the server keeps a
/// digest. Needs the access token of a session, not a personal token, and the account's password.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = CreatePersonalTokenRequest,
    responses(
        (status = 201, description = "The token", body = NewPersonalTokenResponse),
        MakeTokenErrors,
    ),
)]
#[post("/me/tokens")]
pub(crate) async fn create_personal_token(
    state: web::Data<State>,
    client: RequestClient,
    user: CurrentUser,
    Body(request): Body<CreatePersonalTokenRequest>,
) -> Result<HttpResponse, ApiError> {
    let CreatePersonalTokenRequest {
        name,
        current_password,
        scopes,
        expires_at,
    } = request;
    let expires_at = expires_at.map(|Timestamp(at)| at);
    let made = state
        .personal_tokens
        .make(
            user.caller(),
            current_password.0,
            name,
            scopes,
            expires_at,
            &client.0,
        )
        .await?;
    Ok(HttpResponse::Created().json(NewPersonalTokenResponse {
        about: PersonalTokenResponse::from(&made.token),
        token: made.text.expose_secret(),
    }))
}

/// Revoke a personal token
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The token's id")),
    responses(
        (status = 204, description = "The token was revoked"),
        PersonalTokenErrors,
    ),
)]
#[delete("/me/tokens/{id}")]
pub(crate) async fn delete_personal_token(
    state: web::Data<State>,
    client: RequestClient,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let id = PersonalTokenId(id);
    if state.personal_tokens.revoke(user.id, id, &client.0).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(ApiError::PersonalTokenNotFound)
    }
}
