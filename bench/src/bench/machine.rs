//! The machine: its cores, a free port, and its description for the report.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command};

use anyhow::Context;
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::Pid;

/// The core of the servers and the database.
pub(crate) const SERVER_CORE: usize = 0;
/// The core of the load.
pub(crate) const LOAD_CORE: usize = 1;

pub(crate) fn pin_this_thread(core: usize) -> anyhow::Result<()> {
    pin(Pid::from_raw(0), core)
}

/// Pins a thread to a core. Threads and processes it starts later inherit the core.
pub(crate) fn pin(thread: Pid, core: usize) -> anyhow::Result<()> {
    let mut cores = CpuSet::new();
    cores.set(core)?;
    sched_setaffinity(thread, &cores)
        .with_context(|| format!("core {core} is not to be had: the bench needs two"))
}

/// Starts a process on the servers' core.
pub(crate) fn spawn_on_server_core(command: &mut Command) -> anyhow::Result<Child> {
    let this_thread = Pid::from_raw(0);
    let before = sched_getaffinity(this_thread)?;
    pin_this_thread(SERVER_CORE)?;
    let child = command.spawn();
    sched_setaffinity(this_thread, &before)?;
    child.with_context(|| format!("cannot start {}", command.get_program().display()))
}

pub(crate) fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

pub(crate) fn describe() -> String {
    let cpu_info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let cores = cpu_info
        .lines()
        .filter(|line| line.starts_with("processor"))
        .count();
    let model = cpu_info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    format!("{model}, {cores} cores, Linux {}", kernel.trim())
}
