//! Background tasks. Any number of processes can run them simultaneously.

mod heartbeat;
mod jobs;
mod measurements;
mod patience;
mod upkeep;

pub(crate) use heartbeat::Heart;
pub(crate) use jobs::{job_heartbeat, run_jobs_until};
pub(crate) use measurements::Measurements;
pub(crate) use upkeep::{forever, record_uses};
