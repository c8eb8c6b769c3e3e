//! The servers, as processes on the servers' core.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::time::sleep;

use crate::client::{Connection, request};
use crate::cpu::Meter;
use crate::database::Database;
use crate::machine;

/// An arbitrary secret, which all servers share.
const JWT_SECRET: &str = "Qm7xV2pLr9Tz4KdW8sHn3YbGc6JfA1Ue";

const ERRAND_SETTINGS: [(&str, &str); 7] = [
    ("ERRAND_ENVIRONMENT", "production"),
    ("ERRAND__SERVER__HOST", "127.0.0.1"),
    // All load comes from one address.
    ("ERRAND__AUTH__THROTTLING__LOGIN__BURST", "0"),
    ("ERRAND__AUTH__THROTTLING__SIGNUP__BURST", "0"),
    ("ERRAND__AUTH__THROTTLING__REFRESH__BURST", "0"),
    ("ERRAND__AUTH__THROTTLING__PASSWORD__BURST", "0"),
    ("ERRAND__AUTH__THROTTLING__REQUESTS__BURST", "0"),
];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Program {
    Errand,
    /// Errand with a single worker, like the floors.
    ErrandOfOneWorker,
    /// The floor that does the same work.
    SameWork,
    /// The floor that does only what the answers need.
    Plain,
}

/// The paths of the two programs.
pub(crate) struct Programs {
    errand: PathBuf,
    floor: PathBuf,
    show_log: bool,
}

impl Programs {
    pub(crate) fn locate(errand: Option<PathBuf>, show_log: bool) -> anyhow::Result<Self> {
        let errand = errand.unwrap_or_else(|| repository().join("target/release/errand"));
        let floor = std::env::current_exe()?.with_file_name("floor");
        for program in [&errand, &floor] {
            ensure!(program.exists(), "{} is not built", program.display());
        }
        Ok(Self {
            errand: errand.canonicalize()?,
            floor,
            show_log,
        })
    }

    /// Starts a server on a database and waits until it answers.
    pub(crate) async fn start(
        &self,
        program: Program,
        database: &Database,
    ) -> anyhow::Result<Server> {
        let port = machine::free_port()?;
        let floor = |kind| {
            let mut command = Command::new(&self.floor);
            command.arg(kind);
            command
        };
        let mut command = match program {
            Program::Errand | Program::ErrandOfOneWorker => Command::new(&self.errand),
            Program::SameWork => floor("same-work"),
            Program::Plain => floor("plain"),
        };
        let output = || {
            if self.show_log {
                Stdio::inherit()
            } else {
                Stdio::null()
            }
        };
        command
            .current_dir(repository())
            .env_clear()
            .envs(ERRAND_SETTINGS)
            .env("DATABASE_URL", &database.url)
            .env("JWT_SECRET", JWT_SECRET)
            .env("PORT", port.to_string())
            .stdin(Stdio::null())
            .stdout(output())
            .stderr(output());
        if program == Program::ErrandOfOneWorker {
            command.env("ERRAND__SERVER__WORKERS", "1");
            // Hundreds of accounts sign up before these measurements, and none during them.
            command.env("ERRAND__AUTH__HASHING__COST", "10");
        }
        let begun = Instant::now();
        let mut server = Server {
            process: machine::spawn_on_server_core(&mut command)?,
            port,
            postmaster: database.postmaster,
            started_in: Duration::ZERO,
        };
        while !server.is_live().await {
            if let Some(status) = server.process.try_wait()? {
                bail!("{program:?} ended at once ({status}); --log shows why");
            }
            ensure!(
                begun.elapsed().as_secs() < 30,
                "{program:?} does not answer"
            );
            sleep(Duration::from_millis(1)).await;
        }
        server.started_in = begun.elapsed();
        Ok(server)
    }
}

/// A server that runs until it is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) port: u16,
    postmaster: Option<Pid>,
    /// The time from its start to its first answer.
    pub(crate) started_in: Duration,
}

impl Server {
    pub(crate) fn meter(&self) -> Meter {
        Meter {
            server: self.pid(),
            postmaster: self.postmaster,
        }
    }

    /// Resident memory in KiB.
    pub(crate) fn resident(&self) -> anyhow::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let size = line.and_then(|line| line.split_whitespace().next());
        Ok(size.context("no VmRSS")?.parse()?)
    }

    /// Stops it with a signal, as an operator would, so it can close its database properly.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        kill(self.pid(), Signal::SIGTERM)?;
        let begun = Instant::now();
        while self.process.try_wait()?.is_none() {
            ensure!(begun.elapsed().as_secs() < 30, "the server does not stop");
            sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    async fn is_live(&self) -> bool {
        let live = request("GET", "/health/live", None, None);
        match Connection::open(self.port).await {
            Ok(mut connection) => connection
                .send(&live)
                .await
                .is_ok_and(|response| response.status == 200),
            Err(_) => false,
        }
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.process.id().cast_signed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may already have ended, which is fine.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    const BENCH: &str = env!("CARGO_MANIFEST_DIR");
    Path::new(BENCH).parent().unwrap_or(Path::new(BENCH))
}
