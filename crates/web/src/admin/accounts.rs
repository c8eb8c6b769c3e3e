//! The accounts of all users.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use errand_domain::users::UserId;

use super::responses::{AccountList, AccountResponse, StatsResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{AccountErrors, AdminErrors, ApiError, OwnAccountErrors};
use crate::input::{Id, PageParameters, PageQuery, encode_cursor};

/// List all accounts
///
/// Returns one page, oldest first. It says how many tasks each user has, and nothing else about
/// them.
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    params(PageParameters),
    responses((status = 200, description = "The page", body = AccountList), AdminErrors),
)]
#[get("/users")]
pub(crate) async fn list_users(
    http: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let place = |id| Ok(UserId(id));
    let query = PageQuery::parse(http.query_string(), "accounts", user.id, place)?;
    let page = state.accounts.list(query.after, query.limit).await?;
    let cursor = |id: UserId| encode_cursor(id.0, query.fingerprint);
    Ok(HttpResponse::Ok().json(AccountList {
        items: page.items.iter().map(AccountResponse::from).collect(),
        next_cursor: page.next.map(cursor),
    }))
}

/// Disable an account
///
/// Locks the user out at once: their sessions end, and they can neither log in nor use a personal
/// token. What they own stays. An administrator cannot disable their own account.
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The user's id")),
    responses(
        (status = 204, description = "The account is disabled"),
        AdminErrors,
        AccountErrors,
        OwnAccountErrors,
    ),
)]
#[post("/users/{id}/disable")]
pub(crate) async fn disable_user(
    state: web::Data<State>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let accounts = &state.accounts;
    accounts.disable_other(user.id, UserId(id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Enable an account again
///
/// The user can log in, and their personal tokens work again.
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The user's id")),
    responses(
        (status = 204, description = "The account is enabled"),
        AdminErrors,
        AccountErrors,
    ),
)]
#[post("/users/{id}/enable")]
pub(crate) async fn enable_user(
    state: web::Data<State>,
    _user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    state.accounts.enable(UserId(id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Get the installation in numbers
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    responses((status = 200, description = "The numbers", body = StatsResponse), AdminErrors),
)]
#[get("/stats")]
pub(crate) async fn get_stats(
    state: web::Data<State>,
    _user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let statistics = state.accounts.statistics().await?;
    Ok(HttpResponse::Ok().json(StatsResponse::from(statistics)))
}
