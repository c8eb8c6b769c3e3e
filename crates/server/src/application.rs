//! Everything put together: adapters on their settings, use cases on the adapters, the server on
//! the use cases. The program and the tests build the same.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use errand_application::auth::AuthService;
use errand_application::tasks::TaskService;
use errand_domain::Failure;
use errand_infrastructure::SystemClock;
use errand_infrastructure::auth::{BcryptHasher, JwtTokens, SqlUserRepository};
use errand_infrastructure::database::{Database, MigrationError};
use errand_infrastructure::tasks::SqlTaskRepository;
use errand_web::State;
use thiserror::Error;

use crate::Settings;
use crate::secret::{self, SecretError};
use crate::settings::SettingsError;

/// The product, ready to serve.
pub struct Application {
    address: SocketAddr,
    database: Database,
    server: Server,
}

impl Application {
    /// Connects to the database, brings its tables up to date and binds the port. Requests are
    /// accepted from then on, and served by [`Application::run`].
    pub async fn build(settings: &Settings) -> Result<Self, StartError> {
        let secret = secret::jwt_secret(settings)?;
        settings
            .make_data_folder()
            .map_err(StartError::DataFolder)?;
        let database = Database::connect(&settings.database).await?;
        database.migrate().await?;

        let clock = Arc::new(SystemClock);
        let users = Arc::new(SqlUserRepository::new(database.clone()));
        let tasks = Arc::new(SqlTaskRepository::new(database.clone()));
        let hasher = Arc::new(BcryptHasher::new(settings.auth.hashing));
        let tokens = Arc::new(JwtTokens::new(&secret, settings.auth.tokens));
        let state = State {
            auth: AuthService::new(users, hasher, tokens, clock.clone()),
            tasks: TaskService::new(tasks, clock),
            passwords: settings.auth.passwords.into(),
            database: Arc::new(database.clone()),
        };

        let asked = SocketAddr::new(settings.server.host, settings.server.port);
        let bind = || {
            let listener = TcpListener::bind(asked)?;
            Ok((listener.local_addr()?, listener))
        };
        let (address, listener) = bind().map_err(|error| StartError::Address(asked, error))?;
        let server = errand_web::serve(listener, state, settings.server)
            .map_err(|error| StartError::Address(asked, error))?;
        Ok(Self {
            address,
            database,
            server,
        })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What stops it.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves requests until the process is told to stop, and ends those under way.
    pub async fn run(self) -> Result<(), StartError> {
        let served = self.server.await;
        self.database.close().await?;
        served.map_err(|error| StartError::Address(self.address, error))
    }
}

/// Why the product does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// There is no secret that tokens may be signed with.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The folder of the SQLite database cannot be made.
    #[error("the folder of the database cannot be made")]
    DataFolder(#[source] io::Error),
    /// The database cannot be reached or does not work.
    #[error("the database cannot be used")]
    Database(#[from] Failure),
    /// The tables cannot be brought up to date.
    #[error("the tables cannot be brought up to date")]
    Migration(#[from] MigrationError),
    /// The port cannot be listened on.
    #[error("cannot listen on {0}")]
    Address(SocketAddr, #[source] io::Error),
}
