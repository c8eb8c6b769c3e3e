//! The PostgreSQL server of the tests. Each process finds or starts one when it first needs it.

mod container;
mod database;
mod guardian;
#[cfg(unix)]
mod installed;
mod pgbouncer;

use std::env;
use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Weak};

use tokio::sync::{Mutex, OnceCell};
use url::Url;

pub(crate) use database::PostgresDatabase;
use guardian::Guardian;
pub(crate) use pgbouncer::PgBouncer;
pub use pgbouncer::Pooler;

/// A server on which databases can be created.
#[derive(Debug)]
pub(crate) struct Server {
    /// Any of its databases, as a user who may create others.
    url: Url,
    template: Mutex<Weak<PostgresDatabase>>,
    /// Ends the server after this process, if this process started it.
    guardian: Option<Guardian>,
}

/// The server: the one that `TEST_DATABASE_URL` names, or else one in a container, or else one run
/// from the programs on this machine. Returns `None` if none is available.
///
/// # Panics
/// If none is available and `ERRAND_REQUIRE_POSTGRES` is set.
pub(crate) async fn server() -> Option<&'static Server> {
    static SERVER: OnceCell<Result<Server, String>> = OnceCell::const_new();

    match SERVER.get_or_init(find).await {
        Ok(server) => Some(server),
        Err(reason) if variable("ERRAND_REQUIRE_POSTGRES").is_some() => panic!("{reason}"),
        Err(_) => None,
    }
}

async fn find() -> Result<Server, String> {
    if let Some(url) = variable("TEST_DATABASE_URL") {
        let url = url.parse().expect("TEST_DATABASE_URL is a URL");
        return Ok(Server::new(url, None));
    }
    let no_container = match container::start().await {
        Ok(server) => return Ok(server),
        Err(reason) => reason,
    };
    #[cfg(unix)]
    let no_programs = match installed::start() {
        Ok(server) => return Ok(server),
        Err(reason) => reason,
    };
    #[cfg(not(unix))]
    let no_programs = "only Unix systems can run one of their own";
    let reason = format!(
        "no PostgreSQL for the tests: TEST_DATABASE_URL is not set; {no_container}; {no_programs}"
    );
    say(&format!("{reason}. Its tests are skipped."));
    Err(reason)
}

/// Prints to standard error. `eprintln!` would not do, because the test runner hides its output
/// while the tests pass.
fn say(text: &str) {
    writeln!(io::stderr(), "{text}").expect("standard error");
}

impl Server {
    fn new(url: Url, guardian: Option<Guardian>) -> Self {
        Self {
            url,
            template: Mutex::default(),
            guardian,
        }
    }

    /// A database without any tables.
    pub(crate) async fn empty_database(&self) -> PostgresDatabase {
        PostgresDatabase::create(&self.url, "template0").await
    }

    /// A copy of the migrated template.
    pub(crate) async fn migrated_database(&self) -> PostgresDatabase {
        PostgresDatabase::copy(&self.url, self.template().await).await
    }

    /// The migrated template. It is deleted with the last of its copies and created again when
    /// needed, except on a server that ends with the tests.
    async fn template(&self) -> Arc<PostgresDatabase> {
        let mut shared = self.template.lock().await;
        if let Some(template) = shared.upgrade() {
            return template;
        }
        let template = database::template(&self.url).await;
        *shared = Arc::downgrade(&template);
        if self.guardian.is_some() {
            mem::forget(Arc::clone(&template));
        }
        template
    }
}

/// An environment variable, unless it is unset or empty.
fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests have no other settings")]
    env::var(name).ok().filter(|value| !value.is_empty())
}
