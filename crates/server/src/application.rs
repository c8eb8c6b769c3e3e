//! The composition root: builds the adapters from the settings, the use cases on the adapters, and
//! the server on the use cases. The program and the tests use the same one.

use std::io;
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
use errand_infrastructure::transfer::{self, TransferError};
use errand_web::{Certificate, CertificateError, Metrics, Parts, RequestLimit, State};
use metrics_exporter_prometheus::BuildError;
use thiserror::Error;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::jwt_secret::{self, JwtSecretError};
use crate::listener::{self, Address};
use crate::settings::SettingsError;
use crate::workers::{self, Heart, Measurements};
use crate::{Settings, metrics, wiring};

/// How long closing the database may take.
const CLOSES_WITHIN: Duration = Duration::from_secs(5);

/// The whole product, ready to serve.
pub struct Application {
    address: Address,
    certificate: Option<Arc<Certificate>>,
    measurements: Option<Measurements>,
    database: Database,
    server: Server,
    uses: Arc<UseRecorder>,
    requests: Arc<RequestLimit>,
    jobs: JobRunner,
    heart: Heart,
    shutdown_timeout: Duration,
}

impl Application {
    /// Connects to the database, applies pending migrations and listens. Connections are
    /// accepted from then on, and [`Application::run`] serves their requests.
    pub async fn build(settings: &Settings) -> Result<Self, StartError> {
        let secret = jwt_secret::current(settings)?;
        let previous = jwt_secret::previous(settings)?;
        let tokens = JwtAccessTokens::new(&secret, previous.as_ref(), settings.auth.tokens);
        let certificate = Certificate::load(&settings.server.tls)?;
        settings
            .make_data_folder()
            .map_err(StartError::DataFolder)?;
        let database = Database::connect(&settings.database).await?;
        database.migrate().await?;
        transfer::check_complete(&database).await?;

        let asked = Address::in_settings(&settings.server);
        let fails = |error| StartError::Address(asked.clone(), error);
        let listener = match listener::inherited().map_err(StartError::Inherited)? {
            Some(listener) => listener,
            None => asked.listen().map_err(fails)?,
        };
        let address = Address::of(&listener).map_err(fails)?;
        let scheme = settings.server.scheme();
        let port = address.port().unwrap_or(settings.server.port);
        let public_url = settings.server.public_url.or_localhost(scheme, port);

        let collect = settings.metrics.are_on().then(metrics::collect);
        let collector = collect.transpose().map_err(StartError::Metrics)?;
        let devices = SignedDeviceTokens::new(&secret, previous.as_ref());
        let mailer = mailer(settings)?;
        let services = wiring::services(settings, tokens, devices, &database, mailer, public_url);
        let requests = Arc::new(RequestLimit::new(settings.auth.throttling.requests.into()));
        let (heart, pulse) = workers::job_heartbeat();
        let state = State {
            authenticator: services.authenticator,
            users: services.users,
            accounts: services.accounts,
            signup_invitations: services.signup_invitations,
            signup: settings.auth.signup.into(),
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
            metrics: collector
                .clone()
                .map(|collector| Metrics::new(&settings.metrics.token, move || collector.render())),
            readiness: Parts {
                database: Arc::new(WriteCheck::new(database.clone())),
                jobs: Arc::new(pulse),
            },
        };
        let server = settings.server.clone();
        let server = errand_web::serve(listener, certificate.clone(), state, server);
        Ok(Self {
            server: server.map_err(fails)?,
            address,
            certificate,
            measurements: collector.map(|collector| Measurements {
                collector,
                database: database.clone(),
                wal: settings.sqlite_path().map(|file| {
                    let mut wal = file.into_os_string();
                    wal.push("-wal");
                    wal.into()
                }),
            }),
            database,
            uses: services.uses,
            requests,
            jobs: services.jobs,
            heart,
            shutdown_timeout: Duration::from_secs(settings.server.shutdown_timeout_seconds),
        })
    }

    /// The address the server listens on.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// A handle that stops the server.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves requests until the process is told to stop, then finishes those in progress.
    pub async fn run(self) -> Result<(), StartError> {
        let uses = Arc::clone(&self.uses);
        let upkeep = tokio::spawn(workers::forever(uses, self.requests));
        let renewal = self
            .certificate
            .map(|certificate| tokio::spawn(certificate.reload()));
        let measuring = self
            .measurements
            .map(|measurements| tokio::spawn(measurements.measure_forever()));
        let (stop, stopped) = oneshot::channel();
        let mut jobs = tokio::spawn(workers::run_jobs_until(stopped, self.jobs, self.heart));
        let served = self.server.await;
        upkeep.abort();
        for task in [renewal, measuring].into_iter().flatten() {
            task.abort();
        }
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
    /// The certificate of the server cannot be used.
    #[error("server.tls cannot be used")]
    Certificate(#[from] CertificateError),
    /// Something else collects the measurements of this process.
    #[error("nothing can be measured")]
    Metrics(#[source] BuildError),
    /// The folder of the SQLite database cannot be created.
    #[error("the folder of the database cannot be made")]
    DataFolder(#[source] io::Error),
    /// The database cannot be reached or reported an error.
    #[error("the database cannot be used")]
    Database(#[from] Failure),
    /// The migrations cannot be applied.
    #[error("the tables cannot be brought up to date")]
    Migration(#[from] MigrationError),
    /// The database holds an unfinished copy, or cannot tell.
    #[error(transparent)]
    Unfinished(#[from] TransferError),
    /// The address cannot be bound.
    #[error("cannot listen on {0}")]
    Address(Address, #[source] io::Error),
    /// The socket in `LISTEN_FDS` cannot be used.
    #[error("cannot listen on the socket that systemd passed on")]
    Inherited(#[source] io::Error),
}
