//! Health checks, for whoever runs the server.

use std::sync::Arc;

use actix_web::{HttpResponse, get, web};
use errand_domain::{Failure, Readiness};
use serde::Serialize;
use utoipa::ToSchema;

use crate::State;
use crate::error::ApiError;

/// The parts that must work for the server to be ready.
pub struct Parts {
    /// The database.
    pub database: Arc<dyn Readiness>,
    /// What runs the background jobs of this process.
    pub jobs: Arc<dyn Readiness>,
}

/// Whether the server is healthy.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthResponse {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Whether the server is ready.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReadyResponse {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
    /// What was checked.
    parts: Vec<PartResponse>,
}

/// Whether one part of the server is ready.
#[derive(Serialize, ToSchema)]
pub(crate) struct PartResponse {
    /// Which part.
    name: PartName,
    /// Whether it works.
    ready: bool,
}

/// A part of the server: the database, or what runs the background jobs.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PartName {
    Database,
    Jobs,
}

/// The outcome of the check of one part.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: PartName,
    pub(crate) outcome: Result<(), Failure>,
}

impl From<&Checked> for PartResponse {
    fn from(checked: &Checked) -> Self {
        Self {
            name: checked.name,
            ready: checked.outcome.is_ok(),
        }
    }
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
/// 503 while the database cannot be reached or refuses writes, or while background jobs are not
/// run. Both answers name the parts and say which of them are ready. The answer may be up to a
/// second old.
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "Requests can be served", body = ReadyResponse)),
)]
#[get("/ready")]
pub(crate) async fn get_ready(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let parts = [
        Checked {
            name: PartName::Database,
            outcome: state.readiness.database.check().await,
        },
        Checked {
            name: PartName::Jobs,
            outcome: state.readiness.jobs.check().await,
        },
    ];
    if parts.iter().any(|part| part.outcome.is_err()) {
        return Err(ApiError::NotReady(parts.into()));
    }
    Ok(HttpResponse::Ok().json(ReadyResponse {
        status: "ok",
        parts: parts.iter().map(PartResponse::from).collect(),
    }))
}
