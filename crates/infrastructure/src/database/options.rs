//! Opening connections to each database.

#[cfg(unix)]
use std::fs::{self, OpenOptions, Permissions};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use errand_domain::Failure;
use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions, Connection, Executor, Postgres, Sqlite};
use sea_orm::{DbErr, RuntimeErr};

use super::connections::{Connections, Sessions};
use super::failure::failure;
use super::kept::FINISHES_WITHIN;
use super::url::{self, Target};
use super::{DatabaseSettings, Synchronous};

/// A connection that was idle for longer than this is pinged before use, so restarting the database
/// does not cause an error.
const PING_AFTER_IDLE: Duration = Duration::from_secs(1);

/// Opens the first connection, so problems show immediately.
pub(super) async fn connect(settings: &DatabaseSettings) -> Result<Connections, Failure> {
    let connected = match url::parse(settings.url()).map_err(Failure::internal)? {
        Target::Sqlite(options) => sqlite(settings, options).await,
        Target::Postgres { options, is_pooled } => {
            let sessions = if is_pooled || settings.transaction_pooler {
                Sessions::Pooled
            } else {
                Sessions::Own
            };
            postgres(settings, options, sessions).await
        }
    };
    connected.map_err(|error| failure(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))))
}

async fn sqlite(
    settings: &DatabaseSettings,
    options: SqliteConnectOptions,
) -> Result<Connections, sqlx::Error> {
    make_private(options.get_filename());
    let synchronous = match settings.sqlite_synchronous {
        Synchronous::Normal => SqliteSynchronous::Normal,
        Synchronous::Full => SqliteSynchronous::Full,
    };
    let options = options
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(settings.acquire_timeout())
        .optimize_on_close(true, None)
        .disable_statement_logging();
    let pool = PoolOptions::<Sqlite>::new()
        .max_connections(settings.max_connections + 1)
        .acquire_timeout(settings.acquire_timeout())
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok(Connections::sqlite(&pool, settings.max_connections))
}

async fn postgres(
    settings: &DatabaseSettings,
    options: PgConnectOptions,
    sessions: Sessions,
) -> Result<Connections, sqlx::Error> {
    // No column is a float, and poolers refuse parameters they do not know.
    let options = options.extra_float_digits(None).disable_statement_logging();
    let mut pool = PoolOptions::<Postgres>::new()
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout())
        .test_before_acquire(false)
        .before_acquire(|connection, idle| {
            Box::pin(async move {
                if idle.idle_for > PING_AFTER_IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_release(|connection, _| {
            Box::pin(async move {
                let pinged = tokio::time::timeout(FINISHES_WITHIN, connection.ping()).await;
                pinged.map_err(|_elapsed| sqlx::Error::PoolTimedOut)??;
                Ok(true)
            })
        });
    let mut begin = "BEGIN".to_owned();
    if settings.statement_timeout_ms > 0 {
        let limit = format!("statement_timeout = {}", settings.statement_timeout_ms);
        match sessions {
            Sessions::Own => {
                let set = Arc::<str>::from(format!("SET {limit}"));
                pool = pool.after_connect(move |connection, _| {
                    let set = AssertSqlSafe(Arc::clone(&set));
                    Box::pin(async move { connection.execute(set).await.map(drop) })
                });
            }
            Sessions::Pooled => begin = format!("BEGIN; SET LOCAL {limit}"),
        }
    }
    let pool = match pool.connect_with(options.clone()).await {
        Ok(pool) => pool,
        // The pool retries until it times out and loses the reason; a single connection reports it.
        Err(error) => {
            let connecting = tokio::time::timeout(settings.acquire_timeout(), options.connect());
            let reason = connecting.await.ok().and_then(Result::err);
            return Err(reason.unwrap_or(error));
        }
    };
    let max = settings.max_connections;
    Ok(Connections::postgres(&pool, max, sessions, begin.into()))
}

/// Creates the database file if there is none, and restricts it and the files beside it to their
/// owner, whatever their folder allows. SQLite gives those files the permissions of the database
/// file, and reports a file it cannot open.
#[cfg(unix)]
fn make_private(database: &Path) {
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown};

    // A URI refers to an in-memory database.
    if database
        .as_os_str()
        .as_encoded_bytes()
        .starts_with(b"file:")
    {
        return;
    }
    let mut new = OpenOptions::new();
    let new = new.write(true).create_new(true).mode(0o600).open(database);
    let folder = database.parent().map(fs::metadata);
    if let (Ok(_), Some(Ok(folder))) = (new, folder) {
        // The superuser makes it for the user of the server, whose folder it is. Others may not.
        let _ = chown(database, Some(folder.uid()), Some(folder.gid()));
    }
    for suffix in ["", "-wal", "-shm"] {
        let mut path = database.as_os_str().to_owned();
        path.push(suffix);
        // The permissions of another user's file cannot be changed.
        let _ = fs::set_permissions(path, Permissions::from_mode(0o600));
    }
}

/// On other systems, files inherit the permissions of their folder.
#[cfg(not(unix))]
fn make_private(_: &Path) {}
