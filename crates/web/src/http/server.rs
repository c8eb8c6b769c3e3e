//! The HTTP server: its middleware, routes and threads.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use actix_http::HttpService;
use actix_service::{ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::{AppConfig, Server};
use actix_web::middleware::{Condition, from_fn};
use actix_web::rt::net::{TcpStream, UnixStream};
use actix_web::{App, web};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;

use super::base_path::strip_base_path;
use super::certificate::Certificate;
use super::connection::{self, Acceptor};
use super::cors::cors;
use super::listener::Listener;
use super::middleware::{answer, finish};
use super::request_id::RequestSpan;
use crate::input::BodyLimit;
use crate::metrics::OpenConnection;
use crate::openapi::Documentation;
use crate::pages::Application;
use crate::{ServerSettings, State, routes};

/// How long a client may take to close a connection after our last answer.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// Whom clients of a Unix socket count as.
const THIS_MACHINE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// Serves requests on `listener` until the process is told to stop, then finishes those in
/// progress. With a certificate, it speaks TLS.
///
/// # Errors
/// If the listener cannot be used.
pub fn serve(
    listener: Listener,
    certificate: Option<Arc<Certificate>>,
    state: State,
    settings: ServerSettings,
) -> io::Result<Server> {
    let state = web::Data::from(Arc::new(state));
    let auth_body_limit = BodyLimit(settings.auth_body_limit);
    let base_path = settings.public_url.path();
    let documentation = web::Data::new(Documentation::new(base_path));
    let application = web::Data::new(Application::under(base_path));
    let settings = web::Data::new(settings);
    let shared = settings.clone();
    let app = move || {
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
    };
    let mut server = Server::build().shutdown_timeout(settings.shutdown_timeout_seconds);
    if settings.workers > 0 {
        server = server.workers(settings.workers);
    }
    let stopping = server.graceful_shutdown_signal();
    let (read_timeout, write_timeout) = (settings.read_timeout(), settings.write_timeout());
    let acceptor = Acceptor::new(certificate, read_timeout, write_timeout)?;
    let http = move || {
        let stopping = stopping.clone();
        HttpService::build()
            .client_request_timeout(read_timeout)
            .client_disconnect_timeout(DISCONNECT_TIMEOUT)
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .on_connect_ext(|_, connection| {
                connection.insert(OpenConnection::new());
            })
            .h1(map_config(app(), |()| AppConfig::default()))
    };
    let server = match listener {
        Listener::Tcp(listener) => {
            #[cfg(target_os = "linux")]
            connection::limit_unsent(&listener)?;
            server.listen("http", listener, move || {
                let acceptor = acceptor.clone();
                fn_service(move |socket: TcpStream| {
                    let client = socket.peer_addr().ok();
                    acceptor.clone().accept(socket, client)
                })
                .and_then(http())
            })
        }
        Listener::Unix(listener) => server.listen_uds("http", listener, move || {
            let acceptor = acceptor.clone();
            fn_service(move |socket: UnixStream| {
                acceptor.clone().accept(socket, Some(THIS_MACHINE))
            })
            .and_then(http())
        }),
    };
    Ok(server?.run())
}
