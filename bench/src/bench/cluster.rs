//! PostgreSQL: the server at `BENCH_DATABASE_URL`, or one of our own in a temporary folder. It is
//! durable, as by default, and has 256 MB of shared buffers. All its processes run on the servers'
//! core.

use std::fs::{self, File};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::{Duration, Instant};
use std::{env, iter};

use anyhow::{Context, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, User, geteuid};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::{cpu, machine};

pub(crate) struct Cluster {
    admin: PgConnectOptions,
    postmaster: Option<Pid>,
    description: String,
    own: Option<OwnCluster>,
}

const ADMINISTRATOR: &str = "errand";

/// A cluster that lives as long as the harness.
struct OwnCluster {
    process: Child,
    folder: TempDir,
}

impl Cluster {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        match env::var("BENCH_DATABASE_URL") {
            Ok(url) => Self::existing(&url).await,
            Err(_) => Self::own().await,
        }
    }

    /// Creates a database, replacing one with the same name, and returns its URL.
    pub(crate) async fn create_database(&self, name: &str) -> anyhow::Result<String> {
        let mut admin = self.admin.connect().await?;
        for sql in [
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            format!("CREATE DATABASE {name}"),
        ] {
            admin.execute(AssertSqlSafe(sql)).await?;
        }
        let mut url = self.admin.clone().database(name).to_url_lossy();
        // sqlx adds this parameter of its own, which Errand refuses.
        let parameters = url.query_pairs().into_owned();
        let kept: Vec<_> = parameters
            .filter(|(name, _)| name != "statement-cache-capacity")
            .collect();
        url.query_pairs_mut().clear().extend_pairs(kept);
        Ok(url.to_string())
    }

    /// Connects to a database as the administrator.
    pub(crate) async fn connect(&self, database: &str) -> anyhow::Result<PgConnection> {
        Ok(self.admin.clone().database(database).connect().await?)
    }

    /// The process whose children serve the connections, if it is on this machine.
    pub(crate) fn postmaster(&self) -> Option<Pid> {
        self.postmaster
    }

    pub(crate) fn description(&self) -> &str {
        &self.description
    }

    /// The log file, if the cluster is our own.
    pub(crate) fn log(&self) -> Option<PathBuf> {
        self.own.as_ref().map(|own| log_in(own.folder.path()))
    }

    async fn existing(url: &str) -> anyhow::Result<Self> {
        let admin = PgConnectOptions::from_str(url)?;
        let mut connection = admin.connect().await?;
        let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(&mut connection)
            .await?;
        let backend = Pid::from_raw(backend);
        let is_here = fs::read_to_string(format!("/proc/{backend}/comm"))
            .is_ok_and(|name| name.starts_with("postgres"));
        let postmaster = cpu::parent_of(backend).filter(|_| is_here);
        let mut pinned = false;
        if let Some(postmaster) = postmaster {
            pinned = iter::once(postmaster)
                .chain(cpu::children(postmaster))
                .all(|process| machine::pin(process, machine::SERVER_CORE).is_ok());
        }
        let mut description = version(&mut connection).await?;
        description += match (postmaster, pinned) {
            (None, _) => " of BENCH_DATABASE_URL, on another machine: its CPU time is NOT counted",
            (_, true) => " of BENCH_DATABASE_URL, moved to the core of the servers",
            (_, false) => " of BENCH_DATABASE_URL, NOT moved to the core of the servers",
        };
        Ok(Self {
            admin,
            postmaster,
            description,
            own: None,
        })
    }

    async fn own() -> anyhow::Result<Self> {
        let port = machine::free_port()?;
        let own = OwnCluster::start(port)?;
        let admin = PgConnectOptions::new()
            .host("127.0.0.1")
            .port(port)
            .username(ADMINISTRATOR)
            .database("postgres");
        let begun = Instant::now();
        let mut connection = loop {
            match admin.connect().await {
                Ok(connection) => break connection,
                Err(error) => ensure!(begun.elapsed().as_secs() < 30, "PostgreSQL: {error}"),
            }
            sleep(Duration::from_millis(50)).await;
        };
        let version = version(&mut connection).await?;
        connection.close().await?;
        Ok(Self {
            admin,
            postmaster: Some(own.pid()),
            description: format!("{version} of our own, durable, shared_buffers 256MB, over TCP"),
            own: Some(own),
        })
    }
}

impl OwnCluster {
    fn start(port: u16) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("errand-bench-")?;
        let data = folder.path().join("data");
        let binaries = binaries()?;
        let log = File::create(log_in(folder.path()))?;
        let mut initdb = Command::new(binaries.join("initdb"));
        initdb.arg("--pgdata").arg(&data).args([
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--username",
            ADMINISTRATOR,
        ]);
        let mut postgres = Command::new(binaries.join("postgres"));
        postgres
            .arg("-D")
            .arg(&data)
            .arg("-p")
            .arg(port.to_string());
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=256MB",
        ] {
            postgres.arg("-c").arg(setting);
        }
        // PostgreSQL refuses to run as root.
        if geteuid().is_root() {
            let user = User::from_name("postgres")?.context("no user postgres")?;
            let (uid, gid) = (user.uid.as_raw(), user.gid.as_raw());
            chown(folder.path(), Some(uid), Some(gid))?;
            initdb.uid(uid).gid(gid);
            postgres.uid(uid).gid(gid);
        }
        let initdb = initdb.current_dir(folder.path()).output()?;
        ensure!(
            initdb.status.success(),
            "initdb: {}",
            String::from_utf8_lossy(&initdb.stderr)
        );
        postgres
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        Ok(Self {
            process: machine::spawn_on_server_core(&mut postgres)?,
            folder,
        })
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.process.id().cast_signed())
    }
}

impl Drop for OwnCluster {
    fn drop(&mut self) {
        // A fast shutdown. The process may already have ended, which is fine.
        let _ = kill(self.pid(), Signal::SIGINT);
        let _ = self.process.wait();
    }
}

fn log_in(folder: &Path) -> PathBuf {
    folder.join("postgres.log")
}

/// The folder of `initdb` and `postgres`: the one in PATH, or else Debian's.
fn binaries() -> anyhow::Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let debian = debian.flatten().map(|version| version.path().join("bin"));
    env::split_paths(&path)
        .chain(debian)
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .context("there are no initdb and postgres: install PostgreSQL or set BENCH_DATABASE_URL")
}

async fn version(connection: &mut PgConnection) -> anyhow::Result<String> {
    let version: String = sqlx::query_scalar("SHOW server_version")
        .fetch_one(connection)
        .await?;
    Ok(format!("PostgreSQL {version}"))
}
