//! Everything put together: adapters on their settings, use cases on the adapters, the server on
//! the use cases. The program and the tests build the same.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use errand_application::auth::{AccountService, Auth, AuthService, SessionService, SessionUsage};
use errand_application::tasks::TaskService;
use errand_domain::Failure;
use errand_infrastructure::SystemClock;
use errand_infrastructure::auth::{
    BcryptHasher, JwtSecret, JwtTokens, RandomSecrets, SqlEventLog, SqlSessionRepository,
    SqlThrottles, SqlUserRepository,
};
use errand_infrastructure::database::{Database, MigrationError};
use errand_infrastructure::tasks::SqlTaskRepository;
use errand_web::State;
use thiserror::Error;

use crate::Settings;
use crate::secret::{self, SecretError};
use crate::settings::SettingsError;
use crate::upkeep;

/// The product, ready to serve.
pub struct Application {
    address: SocketAddr,
    database: Database,
    server: Server,
    sessions: Arc<SessionService>,
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

        let state = state(settings, &secret, &database);
        let sessions = Arc::clone(&state.sessions);

        let asked = SocketAddr::new(settings.server.host, settings.server.port);
        let bind = || {
            let listener = TcpListener::bind(asked)?;
            Ok((listener.local_addr()?, listener))
        };
        let (address, listener) = bind().map_err(|error| StartError::Address(asked, error))?;
        let server = errand_web::serve(listener, state, settings.server.clone())
            .map_err(|error| StartError::Address(asked, error))?;
        Ok(Self {
            address,
            database,
            server,
            sessions,
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
        let upkeep = tokio::spawn(upkeep::forever(Arc::clone(&self.sessions)));
        let served = self.server.await;
        upkeep.abort();
        upkeep::record_use(&self.sessions).await;
        self.database.close().await?;
        served.map_err(|error| StartError::Address(self.address, error))
    }
}

/// The use cases on their adapters.
fn state(settings: &Settings, secret: &JwtSecret, database: &Database) -> State {
    let clock = Arc::new(SystemClock);
    let auth = Arc::new(Auth {
        users: Arc::new(SqlUserRepository::new(database.clone())),
        sessions: Arc::new(SqlSessionRepository::new(database.clone())),
        events: Arc::new(SqlEventLog::new(database.clone())),
        throttles: Arc::new(SqlThrottles::new(database.clone())),
        hasher: Arc::new(BcryptHasher::new(settings.auth.hashing)),
        tokens: Arc::new(JwtTokens::new(secret, settings.auth.tokens)),
        secrets: Arc::new(RandomSecrets),
        clock: clock.clone(),
        session_policy: settings.auth.sessions.into(),
        throttle_policies: settings.auth.throttling.into(),
        usage: SessionUsage::default(),
    });
    let tasks = Arc::new(SqlTaskRepository::new(database.clone()));
    State {
        auth: AuthService::new(auth.clone()),
        sessions: Arc::new(SessionService::new(auth.clone())),
        accounts: AccountService::new(auth),
        tasks: TaskService::new(tasks, clock),
        passwords: settings.auth.passwords.into(),
        database: Arc::new(database.clone()),
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
