//! A PostgreSQL server run from the programs installed on this machine.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use uuid::Uuid;

use super::guardian::Guardian;
use super::{Server, variable};

/// How many ports to try, because another process may take one before the server does.
const ATTEMPTS: usize = 5;

/// Starts a server in a temporary folder.
pub(super) fn start() -> Result<Server, String> {
    let programs = programs().ok_or(
        "initdb, pg_ctl and postgres are neither in PATH nor in /usr/lib/postgresql/*/bin nor \
         where pg_config points",
    )?;
    let mut reason = String::new();
    for _ in 0..ATTEMPTS {
        match start_on(&programs, free_port()?) {
            Ok(server) => return Ok(server),
            Err(failure) => reason = failure,
        }
    }
    Err(format!("{} did not start: {reason}", programs.display()))
}

fn start_on(programs: &Path, port: u16) -> Result<Server, String> {
    let password = Uuid::new_v4().simple().to_string();
    let mut guardian = Guardian::run(
        unprivileged_shell()?,
        include_str!("installed.sh"),
        &[&programs.to_string_lossy(), &port.to_string()],
        &password,
    )?;
    guardian.wait_until_ready()?;
    let url = format!("postgres://errand:{password}@127.0.0.1:{port}/postgres");
    Ok(Server::new(url.parse().expect("a URL"), Some(guardian)))
}

/// The folder of the programs: the one in PATH, or else Debian's newest, or else the one
/// `pg_config` reports.
fn programs() -> Option<PathBuf> {
    let in_path = variable("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&in_path).filter_map(|folder| {
        // A link leads to the folder of the other programs.
        let initdb = folder.join("initdb").canonicalize().ok()?;
        initdb.parent().map(Path::to_path_buf)
    });
    let mut debian: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path()))
        .collect();
    debian.sort_by_key(|folder| {
        let version = folder.file_name().map(|name| name.to_string_lossy());
        version.and_then(|version| version.parse::<u32>().ok())
    });
    let debian = debian.into_iter().rev().map(|folder| folder.join("bin"));
    let configured = Command::new("pg_config").arg("--bindir").output();
    let configured = configured
        .into_iter()
        .map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    in_path.chain(debian).chain(configured).find(|folder| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|program| folder.join(program).is_file())
    })
}

/// A shell that runs as an unprivileged user, because PostgreSQL refuses to run as root.
pub(super) fn unprivileged_shell() -> Result<Command, String> {
    let mut shell = Command::new("sh");
    let own = tempfile::tempfile().and_then(|file| file.metadata());
    if own.map_err(|error| error.to_string())?.uid() == 0 {
        let (user, group) = ["postgres", "nobody"]
            .into_iter()
            .find_map(user)
            .ok_or("root cannot run it, and there is neither a user postgres nor nobody")?;
        shell.uid(user).gid(group);
    }
    Ok(shell)
}

/// The numeric ids of a user and their group (passwd(5)).
fn user(name: &str) -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let user = users.lines().find_map(|line| {
        line.strip_prefix(name)
            .and_then(|line| line.strip_prefix(':'))
    })?;
    let mut fields = user.split(':').skip(1);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

pub(super) fn free_port() -> Result<u16, String> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no port on 127.0.0.1 ({error})"))
}
