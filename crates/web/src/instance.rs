//! What a client needs to know about this installation before anybody has logged in.

use actix_web::{HttpResponse, get, web};
use errand_domain::signup_invitations::SignupMode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::State;

/// This installation.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstanceResponse {
    signup: SignupModeName,
}

/// Who may sign up: everybody, those with an invitation, or nobody.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SignupModeName {
    Open,
    Invitation,
    Closed,
}

/// Get what is particular to this installation
#[utoipa::path(
    tag = "instance",
    responses((status = 200, description = "The installation", body = InstanceResponse)),
)]
#[get("/instance")]
pub(crate) async fn get_instance(state: web::Data<State>) -> HttpResponse {
    let signup = match state.signup {
        SignupMode::Open => SignupModeName::Open,
        SignupMode::Invitation => SignupModeName::Invitation,
        SignupMode::Closed => SignupModeName::Closed,
    };
    HttpResponse::Ok().json(InstanceResponse { signup })
}
