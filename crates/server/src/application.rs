//! The composition root: builds the adapters from the settings, the use cases on the adapters, and
//! the server on the use cases. The program and the tests use the same one.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use errand_application::access::UseRecorder;
use errand_application::jobs::JobRunner;
use errand_domain::Failure;
use errand_domain::mail::Mailer;
use errand_infrastructure::database::{Database, MigrationError, WriteCheck};
use errand_infrastructure::jwt::JwtAccessTokens;
use errand_infrastructure::mail::{self, InvalidMailSettings, MailTransport};
use errand_infrastructure::sessions::{SignedDeviceTokens, SignedRefreshTokens};
use errand_web::{RequestLimit, State};
use socket2::SockRef;
use thiserror::Error;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::jwt_secret::{self, JwtSecretError};
use crate::settings::SettingsError;
use crate::{Settings, wiring, workers};

/// How many connections may wait to be accepted, for example when all clients reconnect after a
/// restart. The system may allow fewer.
const BACKLOG: i32 = 1024;

/// How long closing the database may take.
const CLOSES_WITHIN: Duration = Duration::from_secs(5);

/// The whole product, ready to serve.
pub struct Application {
    address: SocketAddr,
    database: Database,
    server: Server,
    uses: Arc<UseRecorder>,
    requests: Arc<RequestLimit>,
    jobs: JobRunner,
    shutdown_timeout: Duration,
}

impl Application {
    /// Connects to the database, applies pending migrations and binds the port. Connections are
    /// accepted from then on, and [`Application::run`] serves their requests.
    pub async fn build(settings: &Settings) -> Result<Self, StartError> {
        let secret = jwt_secret::current(settings)?;
        let previous = jwt_secret::previous(settings)?;
        let tokens = JwtAccessTokens::new(&secret, previous.as_ref(), settings.auth.tokens);
        settings
            .make_data_folder()
            .map_err(StartError::DataFolder)?;
        let database = Database::connect(&settings.database).await?;
        database.migrate().await?;

        let asked = SocketAddr::new(settings.server.host, settings.server.port);
        let bind = || {
            let listener = TcpListener::bind(asked)?;
            SockRef::from(&listener).listen(BACKLOG)?;
            Ok((listener.local_addr()?, listener))
        };
        let (address, listener) = bind().map_err(|error| StartError::Address(asked, error))?;
        let public_url = &settings.server.public_url;
        let public_url = public_url.with_default_port(address.port());

        let devices = SignedDeviceTokens::new(&secret, previous.as_ref());
        let mailer = mailer(settings)?;
        let services = wiring::services(settings, tokens, devices, &database, mailer, public_url);
        let requests = Arc::new(RequestLimit::new(settings.auth.throttling.requests.into()));
        let state = State {
            authenticator: services.authenticator,
            users: services.users,
            login: services.login,
            sessions: services.sessions,
            refresh_tokens: Arc::new(SignedRefreshTokens::new(&secret, previous.as_ref())),
            personal_tokens: services.personal_tokens,
            email_tokens: services.email_tokens,
            events: services.events,
            tasks: services.tasks,
            changes: services.changes,
            requests: Arc::clone(&requests),
            passwords: settings.auth.passwords.into(),
            retention: settings.retention.into(),
            readiness: Arc::new(WriteCheck::new(database.clone())),
        };
        let server = errand_web::serve(listener, state, settings.server.clone())
            .map_err(|error| StartError::Address(asked, error))?;
        Ok(Self {
            address,
            database,
            server,
            uses: services.uses,
            requests,
            jobs: services.jobs,
            shutdown_timeout: Duration::from_secs(settings.server.shutdown_timeout_seconds),
        })
    }

    /// The address the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A handle that stops the server.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves requests until the process is told to stop, then finishes those in progress.
    pub async fn run(self) -> Result<(), StartError> {
        let uses = Arc::clone(&self.uses);
        let upkeep = tokio::spawn(workers::forever(uses, self.requests));
        let (stop, stopped) = oneshot::channel();
        let mut jobs = tokio::spawn(workers::run_jobs_until(stopped, self.jobs));
        let served = self.server.await;
        upkeep.abort();
        // Sending fails if the task has already ended with an error.
        let _ = stop.send(());
        if timeout(self.shutdown_timeout, &mut jobs).await.is_err() {
            // Another process runs the job once the claim on it expires.
            jobs.abort();
        }
        let close = async {
            workers::record_uses(&self.uses).await;
            self.database.close().await;
        };
        if timeout(CLOSES_WITHIN, close).await.is_err() {
            tracing::warn!("the database was not closed, because it does not answer");
        }
        served.map_err(|error| StartError::Address(self.address, error))
    }
}

/// What sends mail, by the settings.
fn mailer(settings: &Settings) -> Result<Arc<dyn Mailer>, StartError> {
    if settings.mail.transport == MailTransport::None {
        tracing::warn!("mail is off: nobody can verify an email or reset a password");
    }
    let folder = settings.data_folder().join("mail");
    Ok(mail::mailer(&settings.mail, &folder)?)
}

/// Why the application cannot start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A setting is invalid.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The mail settings are invalid.
    #[error(transparent)]
    Mail(#[from] InvalidMailSettings),
    /// There is no usable secret for signing tokens.
    #[error(transparent)]
    Secret(#[from] JwtSecretError),
    /// The folder of the SQLite database cannot be created.
    #[error("the folder of the database cannot be made")]
    DataFolder(#[source] io::Error),
    /// The database cannot be reached or reported an error.
    #[error("the database cannot be used")]
    Database(#[from] Failure),
    /// The migrations cannot be applied.
    #[error("the tables cannot be brought up to date")]
    Migration(#[from] MigrationError),
    /// The address cannot be bound.
    #[error("cannot listen on {0}")]
    Address(SocketAddr, #[source] io::Error),
}
