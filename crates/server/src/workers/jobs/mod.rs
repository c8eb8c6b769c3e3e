//! Runs jobs in the background.

#[cfg(test)]
mod tests;

use std::time::Duration;

use errand_application::jobs::{JobRunner, Next};
use errand_domain::error::chain;
use errand_domain::jobs::JobKind;
use tokio::sync::oneshot::{self, error::TryRecvError};
use tokio::time::{MissedTickBehavior, interval};

use super::heartbeat::{Heart, Pulse, heartbeat};
use super::patience::{PATIENCE, patiently};

/// How often the queue is polled.
const EVERY: Duration = Duration::from_secs(2);

/// How late the next poll may be on a busy machine.
const LATEST: Duration = EVERY.saturating_mul(10);

/// What tells whether jobs are run.
pub(crate) fn job_heartbeat() -> (Heart, Pulse) {
    heartbeat("the job runner", LATEST)
}

/// Runs jobs until told to stop. A job that is running at that time is finished. The heart also
/// beats while the database is away, and has time for what takes long.
pub(crate) async fn run_jobs_until(
    mut stop: oneshot::Receiver<()>,
    runner: JobRunner,
    heart: Heart,
) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_scheduled = false;
    loop {
        tokio::select! {
            _ = &mut stop => return,
            _ = ticks.tick() => {}
        }
        heart.beat(PATIENCE + LATEST);
        is_scheduled = is_scheduled || schedule(&runner).await;
        let mut kinds = JobKind::ALL.to_vec();
        while !kinds.is_empty() && stop.try_recv() == Err(TryRecvError::Empty) {
            heart.beat(PATIENCE + LATEST);
            match run_next(&runner, &kinds).await {
                Next::Run => {}
                Next::Skip(failed) => kinds.retain(|kind| *kind != failed),
                Next::Wait => break,
            }
        }
        heart.beat(LATEST);
    }
}

/// Adds the jobs that recur. Returns whether that succeeded.
async fn schedule(runner: &JobRunner) -> bool {
    let scheduled = patiently(runner.schedule()).await;
    if let Err(failure) = &scheduled {
        tracing::warn!(error = %chain(failure), "recurring jobs were not scheduled");
    }
    scheduled.is_ok()
}

async fn run_next(runner: &JobRunner, kinds: &[JobKind]) -> Next {
    let next = patiently(runner.run_next(kinds)).await;
    next.unwrap_or_else(|failure| {
        tracing::warn!(error = %chain(&failure), "no jobs were run");
        Next::Wait
    })
}
