//! The CPU time of a server and its database: user and system time of all threads.
//!
//! It is read from the kernel's CPU clock of each process (in nanoseconds, including ended
//! threads). For PostgreSQL it is the sum over the postmaster, its children and the children that
//! have ended (`cutime` and `cstime` in `/proc/PID/stat`), so autovacuum and checkpoints count as
//! part of the database.

use std::fs;
use std::ops::Sub;
use std::time::Duration;

use anyhow::Context;
use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::{Pid, SysconfVar, sysconf};

/// Reads the clocks of a server and its database.
pub(crate) struct Meter {
    pub(crate) server: Pid,
    /// None if the database runs inside the server or on another machine.
    pub(crate) postmaster: Option<Pid>,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct CpuTime {
    pub(crate) server: Duration,
    pub(crate) database: Duration,
}

impl Meter {
    pub(crate) fn read(&self) -> anyhow::Result<CpuTime> {
        let server = clock(self.server).context("the server has ended")?;
        let database = self.postmaster.map(of_cluster).transpose()?;
        Ok(CpuTime {
            server,
            database: database.unwrap_or_default(),
        })
    }
}

impl CpuTime {
    pub(crate) fn sum(self) -> Duration {
        self.server + self.database
    }
}

impl Sub for CpuTime {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            server: self.server.saturating_sub(before.server),
            database: self.database.saturating_sub(before.database),
        }
    }
}

/// The children of a process.
pub(crate) fn children(parent: Pid) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok().map(Pid::from_raw))
        .filter(|process| parent_of(*process) == Some(parent))
        .collect()
}

pub(crate) fn parent_of(process: Pid) -> Option<Pid> {
    Some(Pid::from_raw(stat(process)?.get(1)?.parse().ok()?))
}

fn clock(process: Pid) -> nix::Result<Duration> {
    Ok(clock_gettime(clock_getcpuclockid(process)?)?.into())
}

fn of_cluster(postmaster: Pid) -> anyhow::Result<Duration> {
    // If a child ends between the two readings, its time since the previous reading is missed.
    let living: Duration = children(postmaster)
        .into_iter()
        .filter_map(|child| clock(child).ok())
        .sum();
    let own = clock(postmaster).context("the database has ended")?;
    Ok(own + living + ended_children(postmaster)?)
}

fn ended_children(process: Pid) -> anyhow::Result<Duration> {
    let stat = stat(process).context("the database has ended")?;
    let ticks: u64 = stat[13].parse::<u64>()? + stat[14].parse::<u64>()?;
    let per_second = sysconf(SysconfVar::CLK_TCK)?.context("no clock ticks")?;
    Ok(Duration::from_secs(ticks) / u32::try_from(per_second)?)
}

/// The fields of `/proc/PID/stat` (proc(5)) after the name. The first one is the manual's third.
fn stat(process: Pid) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}
