//! The database of one test.

use errand_infrastructure::database::{Database, DatabaseSettings, Synchronous};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

use crate::postgres::{self, PgBouncer, Pooler, PostgresDatabase};
use crate::sqlite::SqliteDatabase;

/// A database that belongs to one test and is deleted when this value is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    storage: Storage,
    pooler: Option<&'static PgBouncer>,
}

#[derive(Debug)]
enum Storage {
    Sqlite(#[expect(dead_code, reason = "dropping it deletes the database")] SqliteDatabase),
    Postgres(#[expect(dead_code, reason = "dropping it deletes the database")] PostgresDatabase),
}

impl TestDatabase {
    /// A migrated database in a file.
    pub async fn sqlite() -> Self {
        SqliteDatabase::migrated().await.into()
    }

    /// A migrated database on a server, behind the pooler that `TEST_POOLER` selects. Returns
    /// `None` if there is no server, after saying so once on standard error.
    ///
    /// # Panics
    /// If there is no server and `ERRAND_REQUIRE_POSTGRES` is set.
    pub async fn postgres() -> Option<Self> {
        if let Some(pooler) = Pooler::of_all_tests() {
            return Self::behind(pooler).await;
        }
        let server = postgres::server().await?;
        Some(server.migrated_database().await.into())
    }

    /// A migrated database on a server behind a `PgBouncer`. Returns `None` if either is missing, after
    /// saying so once on standard error.
    ///
    /// # Panics
    /// If there is no server or no `PgBouncer`, and `ERRAND_REQUIRE_POSTGRES` or
    /// `ERRAND_REQUIRE_PGBOUNCER` is set.
    pub async fn behind(pooler: Pooler) -> Option<Self> {
        let server = postgres::server().await?;
        Some(Self {
            pooler: Some(pooler.before(server).await?),
            ..server.migrated_database().await.into()
        })
    }

    /// Another database of the same kind, without any tables.
    ///
    /// # Panics
    /// If the database cannot be created.
    pub async fn empty_sibling(&self) -> Self {
        match &self.storage {
            Storage::Sqlite(_) => SqliteDatabase::empty().into(),
            Storage::Postgres(_) => {
                let server = postgres::server().await.expect("the server of the sibling");
                Self {
                    pooler: self.pooler,
                    ..server.empty_database().await.into()
                }
            }
        }
    }

    /// The URL of the database itself, bypassing any pooler.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it is on PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self.storage, Storage::Postgres(_))
    }

    /// Settings that connect to it.
    pub fn settings(&self) -> DatabaseSettings {
        let settings = settings(&self.url);
        let Some(pooler) = self.pooler else {
            return settings;
        };
        let url = pooler.url(&self.url).into();
        match pooler.kind {
            Pooler::Unnamed => DatabaseSettings {
                url,
                transaction_pooler: true,
                ..settings
            },
            // A session setting would stay with the session, whoever uses it next.
            Pooler::Named => DatabaseSettings {
                url,
                statement_timeout_ms: 0,
                ..settings
            },
            Pooler::Session => DatabaseSettings { url, ..settings },
        }
    }

    /// Connects to it with a new pool.
    ///
    /// # Panics
    /// If the database does not answer.
    pub async fn connect(&self) -> Database {
        let connection = Database::connect(&self.settings()).await;
        connection.expect("the test database answers")
    }

    /// Runs SQL directly, without the product.
    ///
    /// # Panics
    /// If the database reports an error.
    pub async fn execute(&self, sql: &str) {
        let connection = self.sql().await;
        let done = connection.execute_unprepared(sql).await;
        done.expect("SQL that the database takes");
    }

    /// Runs a query directly, and returns the text in the first column of the first row.
    ///
    /// # Panics
    /// If there is no row, or its first column is not a text.
    pub async fn query_text(&self, sql: &str) -> String {
        let connection = self.sql().await;
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await;
        let row = row.expect("SQL that the database takes").expect("a row");
        row.try_get_by_index(0).expect("a text")
    }

    /// Checks that on SQLite every text is indexed or waits for it, and that the index has no text
    /// of a task that is gone.
    ///
    /// # Panics
    /// If that is not so.
    pub async fn assert_search_index(&self) {
        let missing = "SELECT CAST(COUNT(*) AS text) FROM tasks WHERE seq NOT IN (
                           SELECT id FROM tasks_search_docsize UNION SELECT seq FROM tasks_to_index
                       )";
        let left_over = "SELECT CAST(COUNT(*) AS text) FROM tasks_search_docsize
                         WHERE id NOT IN (SELECT seq FROM tasks)";
        assert_eq!(self.query_text(missing).await, "0");
        assert_eq!(self.query_text(left_over).await, "0");
    }

    /// Ends all other sessions of a PostgreSQL database, whatever they are doing.
    pub async fn end_sessions(&self) {
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        self.execute(end).await;
    }

    /// Blocks writing tasks until the transaction is rolled back. Takes the write lock of a SQLite
    /// database, or locks the table on PostgreSQL.
    ///
    /// # Panics
    /// If the lock cannot be taken.
    pub async fn lock_writes(&self) -> DatabaseTransaction {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.sql().await.begin_with_options(options).await;
        let transaction = transaction.expect("the lock of the writer");
        if self.is_postgres() {
            let lock = transaction.execute_unprepared("LOCK TABLE tasks IN SHARE MODE");
            lock.await.expect("the lock of the tasks");
        }
        transaction
    }

    async fn sql(&self) -> DatabaseConnection {
        let connection = sea_orm::Database::connect(&self.url).await;
        connection.expect("the test database answers")
    }
}

pub(crate) async fn connect(url: &str) -> Database {
    Database::connect(&settings(url))
        .await
        .expect("the test database answers")
}

fn settings(url: &str) -> DatabaseSettings {
    DatabaseSettings {
        url: url.into(),
        max_connections: 5,
        acquire_timeout_ms: 30_000,
        transaction_pooler: false,
        statement_timeout_ms: 30_000,
        sqlite_synchronous: Synchronous::Normal,
    }
}

impl From<SqliteDatabase> for TestDatabase {
    fn from(database: SqliteDatabase) -> Self {
        Self {
            url: database.url(),
            storage: Storage::Sqlite(database),
            pooler: None,
        }
    }
}

impl From<PostgresDatabase> for TestDatabase {
    fn from(database: PostgresDatabase) -> Self {
        Self {
            url: database.url(),
            storage: Storage::Postgres(database),
            pooler: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::on_both_databases! {
        async fn a_database_is_migrated_and_its_sibling_is_empty(database: TestDatabase) {
            let applied = |database: Database| async move {
                let migrations = database.migrations().await.unwrap();
                migrations
                    .into_iter()
                    .filter(|(_, applied)| *applied)
                    .count()
            };
            let sibling = database.empty_sibling().await;
            assert!(applied(database.connect().await).await > 0);
            assert_eq!(applied(sibling.connect().await).await, 0);
        }

        async fn a_database_is_deleted_when_its_value_is_dropped(database: TestDatabase) {
            let sibling = database.empty_sibling().await;
            let mut settings = sibling.settings();
            settings.acquire_timeout_ms = 500;
            let connection = sibling.connect().await;
            drop(sibling);
            connection.close().await;
            let url = database.url().to_owned();
            drop(database);
            if let Some(file) = url.strip_prefix("sqlite://") {
                assert!(!std::path::Path::new(file).exists());
            } else {
                assert!(Database::connect(&settings).await.is_err());
            }
        }
    }
}
