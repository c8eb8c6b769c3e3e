//! Invitations to sign up.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use errand_domain::signup_invitations::SignupInvitationId;
use errand_domain::users::Email;
use secrecy::ExposeSecret;

use super::requests::CreateInvitationRequest;
use super::responses::{InvitationList, InvitationResponse, NewInvitationResponse};
use crate::State;
use crate::access::CurrentUser;
use crate::error::{AdminErrors, ApiError, InvitationErrors};
use crate::input::{Body, FieldErrors, Id, PageParameters, PageQuery, encode_cursor};

/// List the invitations to sign up
///
/// Returns one page of those that can still be used, newest first.
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    params(PageParameters),
    responses((status = 200, description = "The page", body = InvitationList), AdminErrors),
)]
#[get("/invitations")]
pub(crate) async fn list_invitations(
    http: HttpRequest,
    state: web::Data<State>,
    user: CurrentUser,
) -> Result<HttpResponse, ApiError> {
    let place = |id| Ok(SignupInvitationId(id));
    let query = PageQuery::parse(http.query_string(), "invitations", user.id, place)?;
    let invitations = &state.signup_invitations;
    let page = invitations.list(query.after, query.limit).await?;
    let cursor = |id: SignupInvitationId| encode_cursor(id.0, query.fingerprint);
    Ok(HttpResponse::Ok().json(InvitationList {
        items: page.items.iter().map(InvitationResponse::from).collect(),
        next_cursor: page.next.map(cursor),
    }))
}

/// Make an invitation to sign up
///
/// It can be used once, within 14 days. Its link and token are shown only in this answer; the
/// server keeps a digest. No mail is sent.
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    request_body = CreateInvitationRequest,
    responses(
        (status = 201, description = "The invitation", body = NewInvitationResponse),
        AdminErrors,
    ),
)]
#[post("/invitations")]
pub(crate) async fn create_invitation(
    state: web::Data<State>,
    _user: CurrentUser,
    Body(request): Body<CreateInvitationRequest>,
) -> Result<HttpResponse, ApiError> {
    let email = request.email.0.as_deref().map(Email::parse).transpose();
    let email = email.map_err(|invalid| FieldErrors::at("/email", invalid))?;
    let made = state.signup_invitations.make(email).await?;
    Ok(HttpResponse::Created().json(NewInvitationResponse {
        about: InvitationResponse::from(&made.invitation),
        token: made.token.expose_secret(),
        link: made.link.expose_secret(),
    }))
}

/// Withdraw an invitation
#[utoipa::path(
    tag = "admin",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The invitation's id")),
    responses(
        (status = 204, description = "The invitation can no longer be used"),
        AdminErrors,
        InvitationErrors,
    ),
)]
#[delete("/invitations/{id}")]
pub(crate) async fn delete_invitation(
    state: web::Data<State>,
    _user: CurrentUser,
    Id(id): Id,
) -> Result<HttpResponse, ApiError> {
    let id = SignupInvitationId(id);
    if state.signup_invitations.withdraw(id).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(ApiError::InvitationNotFound)
    }
}
