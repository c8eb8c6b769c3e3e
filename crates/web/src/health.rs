//! Health checks, for whoever runs the server.

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::State;
use crate::error::ApiError;

/// Whether the server is healthy.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthResponse {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Check that the process is running
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "The process is running", body = HealthResponse)),
)]
#[get("/live")]
pub(crate) async fn get_live() -> HttpResponse {
    HttpResponse::Ok().json(HealthResponse { status: "ok" })
}

/// Check that requests can be served
///
/// 503 while the database cannot be reached or refuses writes. The answer may be up to a second
/// old.
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "Requests can be served", body = HealthResponse)),
)]
#[get("/ready")]
pub(crate) async fn get_ready(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    state.readiness.check().await?;
    Ok(HttpResponse::Ok().json(HealthResponse { status: "ok" }))
}
