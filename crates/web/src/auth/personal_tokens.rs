//! Personal tokens over HTTP: what programs that act for a user log in with.

use actix_web::{HttpResponse, delete, get, post, web};
use chrono::{DateTime, Utc};
use deserr::Deserr;
use errand_domain::auth::{PersonalToken, PersonalTokenId, Scope, Scopes, TokenName};
use secrecy::ExposeSecret;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::CurrentUser;
use crate::State;
use crate::client::Client;
use crate::error::{ApiError, Problem};
use crate::input::{Body, FieldErrors, Id, Instant};

/// A personal token to be made.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct CreatePersonalTokenRequest {
    /// What to call it.
    #[schema(value_type = String, min_length = 1, max_length = 100, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "backup")]
    name: TokenName,
    /// What it may do: no more than the token of this request.
    #[schema(value_type = Vec<ScopeName>, min_items = 1)]
    scopes: Scopes,
    /// From when on it is refused: an instant in the future. Without, it is good until it is revoked.
    #[schema(value_type = Option<DateTime<Utc>>, example = "2099-01-01T00:00:00Z")]
    #[deserr(default)]
    expires_at: Option<Instant>,
}

/// The names of scopes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes")]
enum ScopeName {
    #[schema(rename = "tasks:read")]
    TasksRead,
    #[schema(rename = "tasks:write")]
    TasksWrite,
    #[schema(rename = "account")]
    Account,
}

/// A personal token, but for the token itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonalTokenResponse<'a> {
    id: Uuid,
    name: &'a str,
    #[schema(value_type = Vec<ScopeName>)]
    scopes: Vec<&'static str>,
    created_at: DateTime<Utc>,
    /// From when on it is refused; `null` where it is good until it is revoked.
    #[schema(required = true)]
    expires_at: Option<DateTime<Utc>>,
    /// When a request last came with it, to the minute or so.
    #[schema(required = true)]
    last_used_at: Option<DateTime<Utc>>,
}

/// A personal token that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewPersonalTokenResponse<'a> {
    #[serde(flatten)]
    about: PersonalTokenResponse<'a>,
    /// The token, which is never shown again. It goes where the access token of a login goes.
    #[schema(example = "errand_pat_…")]
    token: &'a str,
}

/// The personal tokens, the latest first. There are never more than fit on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonalTokenList<'a> {
    items: Vec<PersonalTokenResponse<'a>>,
    /// Always `null`.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

impl<'a> From<&'a PersonalToken> for PersonalTokenResponse<'a> {
    fn from(token: &'a PersonalToken) -> Self {
        Self {
            id: token.id.0,
            name: token.name.as_str(),
            scopes: token.scopes.iter().map(Scope::name).collect(),
            created_at: token.created_at,
            expires_at: token.expires_at,
            last_used_at: token.last_used_at,
        }
    }
}

/// List one's personal tokens
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

/// Make a personal token
///
/// For a program that acts for its user. It is shown this once; only its digest is kept.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = CreatePersonalTokenRequest,
    responses(
        (status = 201, description = "The token", body = NewPersonalTokenResponse),
        (status = 409, description = "`too_many_personal_tokens`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/me/tokens")]
pub(crate) async fn create_personal_token(
    state: web::Data<State>,
    client: Client,
    user: CurrentUser,
    Body(request): Body<CreatePersonalTokenRequest>,
) -> Result<HttpResponse, ApiError> {
    let CreatePersonalTokenRequest {
        name,
        scopes,
        expires_at,
    } = request;
    let expires_at = expires_at.map(|Instant(at)| at);
    let made = state
        .personal_tokens
        .make(user.caller(), name, scopes, expires_at, &client.0)
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
    params(("id" = Uuid, Path, description = "Which token")),
    responses(
        (status = 204, description = "It is worth nothing any more"),
        (status = 404, description = "`personal_token_not_found`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/me/tokens/{id}")]
pub(crate) async fn delete_personal_token(
    state: web::Data<State>,
    client: Client,
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
