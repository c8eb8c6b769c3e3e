//! A `PgBouncer` in front of the test server.

use std::path::PathBuf;
use std::process::Command;

use tokio::sync::OnceCell;
use url::Url;

use super::guardian::Guardian;
use super::{Server, say, variable};

/// How many named statements per client a tracking pooler keeps.
const TRACKED: u32 = 200;
/// The first version that tracks named statements.
const TRACKS_SINCE: (u32, u32) = (1, 21);

/// How a pooler shares the sessions of the server, and in transaction mode, how it treats named statements.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pooler {
    /// By transaction, without tracking named statements, so statements must have no names.
    Unnamed,
    /// By transaction, tracking named statements.
    Named,
    /// By connection of a client, but without startup parameters such as `options`.
    Session,
}

/// A pooler that ends with this process.
#[derive(Debug)]
pub(crate) struct PgBouncer {
    pub(crate) kind: Pooler,
    port: u16,
    #[expect(dead_code, reason = "dropping it stops the pooler")]
    guardian: Guardian,
}

impl Pooler {
    /// The pooler that `TEST_POOLER` puts in front of every PostgreSQL database.
    pub(crate) fn of_all_tests() -> Option<Self> {
        Some(match variable("TEST_POOLER")?.as_str() {
            "unnamed" => Self::Unnamed,
            "named" => Self::Named,
            other => panic!("TEST_POOLER is unnamed or named, not {other}"),
        })
    }

    /// A pooler of this kind in front of this server, started when first needed. Returns `None` if
    /// there is none, after saying so once on standard error.
    ///
    /// # Panics
    /// If there is none, and either `ERRAND_REQUIRE_PGBOUNCER` is set or all tests use this kind.
    pub(crate) async fn before(self, server: &Server) -> Option<&'static PgBouncer> {
        static UNNAMED: OnceCell<Result<PgBouncer, String>> = OnceCell::const_new();
        static NAMED: OnceCell<Result<PgBouncer, String>> = OnceCell::const_new();
        static SESSION: OnceCell<Result<PgBouncer, String>> = OnceCell::const_new();

        let cell = match self {
            Self::Unnamed => &UNNAMED,
            Self::Named => &NAMED,
            Self::Session => &SESSION,
        };
        let is_required =
            variable("ERRAND_REQUIRE_PGBOUNCER").is_some() || Self::of_all_tests() == Some(self);
        let found = cell.get_or_init(async || {
            let started = start(self, &server.url);
            if let (Err(reason), false) = (&started, is_required) {
                say(&format!(
                    "no PgBouncer for the tests: {reason}. Its tests are skipped."
                ));
            }
            started
        });
        match found.await {
            Ok(pooler) => Some(pooler),
            Err(reason) if is_required => panic!("no PgBouncer for the tests: {reason}"),
            Err(_) => None,
        }
    }
}

impl PgBouncer {
    /// The URL of one of the server's databases, through the pooler.
    pub(crate) fn url(&self, database: &str) -> String {
        let mut url: Url = database.parse().expect("the URL of a database");
        url.set_host(Some("127.0.0.1")).expect("a URL with a host");
        url.set_port(Some(self.port)).expect("a URL with a port");
        url.into()
    }
}

#[cfg(not(unix))]
fn start(_kind: Pooler, _server: &Url) -> Result<PgBouncer, String> {
    Err("only Unix systems can run one".to_owned())
}

#[cfg(unix)]
fn start(kind: Pooler, server: &Url) -> Result<PgBouncer, String> {
    use super::installed::{free_port, unprivileged_shell};

    let program = program()?;
    // Fewer server sessions than the product has connections, so transactions share them.
    let shared = "pool_mode = transaction\ndefault_pool_size = 4";
    let settings = match (kind, version(&program)? >= TRACKS_SINCE) {
        (Pooler::Session, _) => "pool_mode = session".to_owned(),
        (Pooler::Unnamed, false) => shared.to_owned(),
        (Pooler::Unnamed, true) => format!("{shared}\nmax_prepared_statements = 0"),
        (Pooler::Named, true) => format!("{shared}\nmax_prepared_statements = {TRACKED}"),
        (Pooler::Named, false) => {
            let (major, minor) = TRACKS_SINCE;
            return Err(format!(
                "{} is older than {major}.{minor}, so it keeps track of no statements",
                program.display()
            ));
        }
    };
    let port = free_port()?;
    let mut guardian = Guardian::run(
        unprivileged_shell()?,
        include_str!("pgbouncer.sh"),
        &[
            &program.to_string_lossy(),
            &port.to_string(),
            server.host_str().unwrap_or_default(),
            &server.port().unwrap_or(5432).to_string(),
            server.username(),
            &settings,
        ],
        server.password().unwrap_or_default(),
    )?;
    guardian.wait_until_ready()?;
    Ok(PgBouncer {
        kind,
        port,
        guardian,
    })
}

/// The program: the one `TEST_PGBOUNCER` names, or else the one in PATH or where Debian installs
/// it.
fn program() -> Result<PathBuf, String> {
    if let Some(program) = variable("TEST_PGBOUNCER") {
        return Ok(program.into());
    }
    let folders = variable("PATH").unwrap_or_default() + ":/usr/sbin";
    std::env::split_paths(&folders)
        .map(|folder| folder.join("pgbouncer"))
        .find(|program| program.is_file())
        .ok_or_else(|| "pgbouncer is neither in PATH nor in /usr/sbin".to_owned())
}

/// The version of a program whose output begins like `PgBouncer 1.21.0`.
fn version(program: &PathBuf) -> Result<(u32, u32), String> {
    let output = Command::new(program).arg("--version").output();
    let output = output.map_err(|error| format!("{} ({error})", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers = text.split([' ', '.', '\n']).skip(1);
    let mut numbers = numbers.map_while(|number| number.parse().ok());
    numbers
        .next()
        .zip(numbers.next())
        .ok_or_else(|| format!("{} tells no version", program.display()))
}
