//! One's own account over HTTP.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, put, web};
use chrono::{DateTime, Utc};
use deserr::Deserr;
use errand_application::auth::AuthenticateError;
use errand_domain::TimeZone;
use errand_domain::auth::{Email, Event, EventId, InvalidToken, User};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::CurrentUser;
use crate::State;
use crate::client::Client;
use crate::error::{ApiError, Problem};
use crate::input::{Body, FieldErrors, Given, PageQuery, Secret, encode_cursor};

/// A change to one's own account; what is absent stays as it is.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct PatchUserRequest {
    /// The IANA time zone in which one's days begin and end.
    #[schema(value_type = Option<String>, format = "time-zone", nullable = false, example = "Europe/Berlin")]
    #[deserr(default)]
    pub(super) time_zone: Given<TimeZone>,
}

/// Another password for one's account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ChangePasswordRequest {
    /// The password as it is.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    current_password: Secret,
    /// The password as it shall be: at least 8 characters (the operator may ask for more) and at most
    /// 128; not one of those that are guessed first.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "staple battery horse")]
    new_password: Secret,
}

/// Another address to log in with.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ChangeEmailRequest {
    /// The new address.
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    email: String,
    /// The password of the account.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    current_password: Secret,
}

/// The end of one's account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct DeleteUserRequest {
    /// The password of the account.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    current_password: Secret,
}

/// One's own account.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserResponse<'a> {
    id: Uuid,
    /// The address as it was typed.
    email: &'a str,
    /// Whether the user has shown that they read what is sent there.
    email_verified: bool,
    /// The IANA time zone in which one's days begin and end.
    #[schema(example = "Europe/Berlin")]
    time_zone: &'a str,
    created_at: DateTime<Utc>,
}

impl<'a> From<&'a User> for UserResponse<'a> {
    fn from(user: &'a User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.as_typed(),
            email_verified: user.email_verified_at.is_some(),
            time_zone: user.time_zone.name(),
            created_at: user.created_at,
        }
    }
}

/// Something that happened to one's account.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventResponse<'a> {
    id: Uuid,
    /// What happened.
    #[schema(example = "logged_in")]
    kind: &'a str,
    /// What the client that did it called itself.
    device: &'a str,
    /// From where: the /24 of an address of IPv4, the /48 of one of IPv6.
    #[schema(example = "192.0.2.0/24")]
    address_prefix: &'a str,
    created_at: DateTime<Utc>,
}

impl<'a> From<&'a Event> for EventResponse<'a> {
    fn from(event: &'a Event) -> Self {
        Self {
            id: event.id.0,
            kind: event.kind.name(),
            device: &event.device,
            address_prefix: &event.address_prefix,
            created_at: event.created_at,
        }
    }
}

/// One page of what happened, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventList<'a> {
    items: Vec<EventResponse<'a>>,
    /// What to send as `cursor` for the next page; `null` on the last one.
    #[schema(required = true)]
    next_cursor: Option<String>,
}

/// The query of a list of events.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ListEventsParameters {
    /// The length of a page.
    #[param(nullable = false, minimum = 1, maximum = 100, default = 50)]
    limit: Option<u16>,
    /// The `next_cursor` of the page before.
    #[param(nullable = false, format = "cursor")]
    cursor: Option<String>,
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
    match state.accounts.set_time_zone(user.id, time_zone).await? {
        Some(user) => Ok(HttpResponse::Ok().json(UserResponse::from(&user))),
        None => Err(AuthenticateError::InvalidToken(InvalidToken).into()),
    }
}

/// Change one's password
///
/// All other sessions end.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = ChangePasswordRequest,
    responses(
        (status = 204, description = "It is changed"),
        (status = 403, description = "`wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[put("/me/password")]
pub(crate) async fn change_password(
    state: web::Data<State>,
    client: Client,
    user: CurrentUser,
    Body(request): Body<ChangePasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let new = state
        .passwords
        .parse(request.new_password.0, Some(&user.email))
        .map_err(|invalid| FieldErrors::at("/new_password", invalid))?;
    let current = request.current_password.0;
    state
        .accounts
        .change_password(user.caller(), current, new, &client.0)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change one's e-mail
///
/// It is not verified then; a link that verifies it is sent to it.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = ChangeEmailRequest,
    responses(
        (status = 200, description = "The account as it is now", body = UserResponse),
        (status = 403, description = "`wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`email_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[put("/me/email")]
pub(crate) async fn change_email(
    state: web::Data<State>,
    client: Client,
    user: CurrentUser,
    Body(request): Body<ChangeEmailRequest>,
) -> Result<HttpResponse, ApiError> {
    let email =
        Email::parse(&request.email).map_err(|invalid| FieldErrors::at("/email", invalid))?;
    let current = request.current_password.0;
    let user = state
        .accounts
        .change_email(user.caller(), current, email, &client.0)
        .await?;
    Ok(HttpResponse::Ok().json(UserResponse::from(&user)))
}

/// Delete one's account
///
/// Everything in it goes with it, at once and for good.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    request_body = DeleteUserRequest,
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "`wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/me")]
pub(crate) async fn delete_me(
    state: web::Data<State>,
    user: CurrentUser,
    Body(request): Body<DeleteUserRequest>,
) -> Result<HttpResponse, ApiError> {
    let current = request.current_password.0;
    state.accounts.delete(user.caller(), current).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List what happened to one's account
///
/// One page, the latest first: logins, wrong passwords, ended sessions and the like.
#[utoipa::path(
    tag = "users",
    security(("bearer" = [])),
    params(ListEventsParameters),
    responses((status = 200, description = "The page", body = EventList)),
)]
#[get("/me/events")]
pub(crate) async fn list_events(
    http: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let place = |id| Ok(EventId(id));
    let query = PageQuery::parse(http.query_string(), "events", user.id, place)?;
    let page = state
        .accounts
        .events(user.id, query.after, query.limit)
        .await?;
    let cursor = |id: EventId| encode_cursor(id.0, query.fingerprint);
    Ok(HttpResponse::Ok().json(EventList {
        items: page.items.iter().map(EventResponse::from).collect(),
        next_cursor: page.next.map(cursor),
    }))
}
