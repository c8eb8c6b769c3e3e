//! The HTTP server: what every request passes through, and the threads that serve them.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::{Condition, from_fn};
use actix_web::{App, HttpServer, web};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;

use super::base_path::strip_base_path;
use super::cors::cors;
use super::middleware::{answer, finish};
use super::request_id::RequestSpan;
use crate::input::BodyLimit;
use crate::openapi::Documentation;
use crate::pages::Application;
use crate::{ServerSettings, State, routes};

/// Serves requests on `listener` until the process is told to stop; then those under way end first.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(listener: TcpListener, state: State, settings: ServerSettings) -> io::Result<Server> {
    let state = web::Data::from(Arc::new(state));
    let auth_body_limit = BodyLimit(settings.auth_body_limit);
    let base_path = settings.public_url.path();
    let documentation = web::Data::new(Documentation::new(base_path));
    let application = web::Data::new(Application::under(base_path));
    let settings = web::Data::new(settings);
    let shared = settings.clone();
    let mut server = HttpServer::new(move || {
        let origins = &shared.cors_origins;
        let has_base_path = !shared.public_url.path().is_empty();
        App::new()
            .into_utoipa_app()
            .configure(|config| routes::api(config, auth_body_limit))
            .into_app()
            .configure(|config| routes::others(config, auth_body_limit))
            .app_data(state.clone())
            .app_data(documentation.clone())
            .app_data(application.clone())
            .app_data(shared.clone())
            .wrap(from_fn(answer))
            .wrap(Condition::new(!origins.is_empty(), cors(origins)))
            .wrap(from_fn(finish))
            .wrap(TracingLogger::<RequestSpan>::new())
            .wrap(Condition::new(has_base_path, from_fn(strip_base_path)))
    })
    .client_request_timeout(settings.read_timeout())
    .shutdown_timeout(settings.shutdown_timeout_seconds);
    if settings.workers > 0 {
        server = server.workers(settings.workers);
    }
    Ok(server.listen(listener)?.run())
}
