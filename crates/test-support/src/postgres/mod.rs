//! The PostgreSQL of the tests: one server a process, found at the first need.

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

/// A server on which databases can be made.
#[derive(Debug)]
pub(crate) struct Server {
    /// Any database of it, as a user who may make others.
    url: Url,
    template: Mutex<Weak<PostgresDatabase>>,
    /// Ends the server after this process, where this process began it.
    guardian: Option<Guardian>,
}

/// The server: the one that `TEST_DATABASE_URL` names, else one in a container, else one run from
/// the programs on this machine. `None` where there is none.
///
/// # Panics
/// There is none, and `ERRAND_REQUIRE_POSTGRES` is set.
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

/// Says something on standard error. Not by `eprintln!`, which the test runner keeps to itself as long
/// as the tests pass.
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

    /// A database with nothing in it.
    pub(crate) async fn empty_database(&self) -> PostgresDatabase {
        PostgresDatabase::create(&self.url, "template0").await
    }

    /// A copy of a database that was migrated once.
    pub(crate) async fn migrated_database(&self) -> PostgresDatabase {
        PostgresDatabase::copy(&self.url, self.template().await).await
    }

    /// The database that was migrated. It goes with the last of its copies, and is made anew at
    /// need, except on a server that goes itself.
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

/// An environment variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests have no other settings")]
    env::var(name).ok().filter(|value| !value.is_empty())
}
