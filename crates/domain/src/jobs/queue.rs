//! The queue of jobs.

use async_trait::async_trait;

use super::{Job, JobId, JobKind, NewJob, Settlement};
use crate::{Failure, Timestamp};

/// Stores jobs until they are done. Every method is atomic and may be called by any number of
/// processes at once. A repository adds the jobs that its writes cause in its own transaction.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait JobQueue: Send + Sync {
    /// Adds jobs, except those whose key the queue already has.
    async fn insert(&self, jobs: &[NewJob]) -> Result<(), Failure>;

    /// Whether a job of one of these kinds can be claimed. This is cheap and writes nothing.
    async fn has_due(&self, kinds: &[JobKind], now: Timestamp) -> Result<bool, Failure>;

    /// Claims the job of one of these kinds that has been due longest, and counts an attempt. Nobody
    /// else can claim it before `until`. Does not wait for jobs that others are claiming, and leaves
    /// dead jobs, expired jobs and all other kinds alone.
    async fn claim(
        &self,
        kinds: &[JobKind],
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Job>, Failure>;

    /// Ends a claim. Returns `false`, and changes nothing, if the claim is no longer this one's: it
    /// had expired and another process claimed or settled the job.
    async fn settle(&self, job: &Job, settlement: &Settlement) -> Result<bool, Failure>;

    /// Deletes expired jobs of any kind. Returns how many of them nobody had settled.
    async fn purge(&self, now: Timestamp) -> Result<u64, Failure>;

    /// All jobs of any kind, without their payloads: the dead ones first, the others by the time they
    /// run.
    async fn list(&self) -> Result<Vec<JobSummary>, Failure>;

    /// Lets a dead job run again from `now`, with all its attempts. Returns it as it is then, or
    /// nothing if there is no such dead job or it has expired.
    async fn retry(&self, id: JobId, now: Timestamp) -> Result<Option<JobSummary>, Failure>;

    /// Deletes a dead job. Returns it as it was, or nothing if there is no such dead job.
    async fn delete(&self, id: JobId) -> Result<Option<JobSummary>, Failure>;
}

/// What an operator may see of a job. The payload is secret.
#[derive(Clone, Debug, PartialEq)]
pub struct JobSummary {
    /// The id of the job.
    pub id: JobId,
    /// The name of its kind, which this version may not know.
    pub kind: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// The instant from which it can run.
    pub run_at: Timestamp,
    /// The instant from which it is useless.
    pub expires_at: Option<Timestamp>,
    /// How many attempts were begun.
    pub attempts: u32,
    /// When the last claim ends or ended.
    pub claimed_until: Option<Timestamp>,
    /// When it died.
    pub dead_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

/// Whether a job is to be run.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum JobState {
    /// It will run.
    Waiting,
    /// A process has claimed it.
    Running,
    /// It was given up.
    Dead,
}

impl JobState {
    /// The name of the state.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl JobSummary {
    /// The state of the job.
    pub fn state(&self, now: Timestamp) -> JobState {
        if self.dead_at.is_some() {
            JobState::Dead
        } else if self.claimed_until.is_some_and(|until| until > now) {
            JobState::Running
        } else {
            JobState::Waiting
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_job_is_dead_running_or_waiting() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let later = "2026-11-20T12:00:01Z".parse().unwrap();
        let waiting = JobSummary {
            id: JobId(Uuid::from_u128(1)),
            kind: "send_mail".to_owned(),
            created_at: now,
            run_at: now,
            expires_at: None,
            attempts: 0,
            claimed_until: None,
            dead_at: None,
            last_error: None,
        };
        let claimed_until = |until| JobSummary {
            claimed_until: Some(until),
            ..waiting.clone()
        };
        let dead = JobSummary {
            dead_at: Some(now),
            ..claimed_until(later)
        };
        assert_eq!(waiting.state(now).name(), "waiting");
        assert_eq!(claimed_until(now).state(now).name(), "waiting");
        assert_eq!(claimed_until(later).state(now).name(), "running");
        assert_eq!(dead.state(now).name(), "dead");
    }
}
