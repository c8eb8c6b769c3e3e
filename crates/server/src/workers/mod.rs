//! Background tasks. Any number of processes can run them simultaneously.

mod jobs;
mod patience;
mod upkeep;

pub(crate) use jobs::run_jobs_until;
pub(crate) use upkeep::{forever, record_uses};
