//! Databases on the server, each with a new name.

use std::sync::Arc;
use std::thread;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr};
use url::Url;
use uuid::Uuid;

use crate::database::connect;

/// A database that is deleted when this value is dropped.
#[derive(Debug)]
pub(crate) struct PostgresDatabase {
    server: Url,
    name: String,
    /// Held so the template is deleted with the last of its copies.
    template: Option<Arc<PostgresDatabase>>,
}

impl PostgresDatabase {
    pub(super) async fn create(server: &Url, template: &str) -> Self {
        let database = Self {
            server: server.clone(),
            name: format!("errand_test_{}", Uuid::now_v7().simple()),
            template: None,
        };
        let create = format!("CREATE DATABASE {} TEMPLATE {template}", database.name);
        execute(server, &create)
            .await
            .expect("PostgreSQL makes a database");
        database
    }

    pub(super) async fn copy(server: &Url, template: Arc<Self>) -> Self {
        let mut copy = Self::create(server, &template.name).await;
        copy.template = Some(template);
        copy
    }

    pub(crate) fn url(&self) -> String {
        let mut url = self.server.clone();
        url.set_path(&self.name);
        url.into()
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let server = self.server.clone();
        // Uses its own thread and runtime, because `drop` cannot wait for the runtime of the test.
        let dropped = thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map(|runtime| runtime.block_on(execute(&server, &drop)))
        });
        let is_gone = matches!(dropped.join(), Ok(Ok(Ok(()))));
        // A test that is already failing should report its own error.
        assert!(
            is_gone || thread::panicking(),
            "the database {} could not be dropped",
            self.name
        );
    }
}

/// A migrated database without connections, as PostgreSQL requires of a template.
pub(super) async fn template(server: &Url) -> Arc<PostgresDatabase> {
    let template = PostgresDatabase::create(server, "template0").await;
    let database = connect(&template.url()).await;
    database.migrate().await.expect("the tables of PostgreSQL");
    database.close().await;
    Arc::new(template)
}

async fn execute(server: &Url, sql: &str) -> Result<(), DbErr> {
    let mut options = ConnectOptions::new(server.as_str());
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    connection.execute_unprepared(sql).await?;
    connection.close().await
}
