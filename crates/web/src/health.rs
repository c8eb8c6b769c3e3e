//! Signs of life, for those who run the server.

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::State;
use crate::error::ApiError;

/// A sign of life.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthResponse {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Tell that the process lives
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "It does", body = HealthResponse)),
)]
#[get("/live")]
pub(crate) async fn get_live() -> HttpResponse {
    HttpResponse::Ok().json(HealthResponse { status: "ok" })
}

/// Tell that requests can be served
///
/// 503 while the database cannot be reached or takes no writes. An answer may be a second old.
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "They can", body = HealthResponse)),
)]
#[get("/ready")]
pub(crate) async fn get_ready(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    state.readiness.check().await?;
    Ok(HttpResponse::Ok().json(HealthResponse { status: "ok" }))
}
