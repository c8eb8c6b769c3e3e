//! Claims jobs one at a time and runs them.

use std::sync::Arc;

use errand_domain::changes::ChangeLog;
use errand_domain::email_tokens::EmailTokenRepository;
use errand_domain::error::chain;
use errand_domain::events::EventLog;
use errand_domain::jobs::{Job, JobKind, JobQueue, NewJob, RetryPolicy, Settlement, Work};
use errand_domain::mail::Mailer;
use errand_domain::sessions::{SessionPolicy, SessionRepository};
use errand_domain::tasks::TaskRepository;
use errand_domain::throttles::Throttles;
use errand_domain::{Clock, Failure};
use jiff::SignedDuration;

use super::Retention;

/// How long a process may hold a claimed job. No job takes this long.
const LEASE: SignedDuration = SignedDuration::from_mins(1);

/// Runs jobs. Any number of processes can do so at once.
pub struct JobRunner {
    /// Stores jobs.
    pub queue: Arc<dyn JobQueue>,
    /// How often jobs are attempted.
    pub retries: RetryPolicy,
    /// Sends mails.
    pub mailer: Arc<dyn Mailer>,
    /// Stores sessions.
    pub sessions: Arc<dyn SessionRepository>,
    /// How long sessions last.
    pub session_policy: SessionPolicy,
    /// Stores email tokens.
    pub email_tokens: Arc<dyn EmailTokenRepository>,
    /// Stores events.
    pub events: Arc<dyn EventLog>,
    /// Stores the attempt counters.
    pub throttles: Arc<dyn Throttles>,
    /// Stores tasks.
    pub tasks: Arc<dyn TaskRepository>,
    /// Stores the log of changes.
    pub changes: Arc<dyn ChangeLog>,
    /// How long deleted and changed data is kept.
    pub retention: Retention,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// What to do after [`JobRunner::run_next`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Next {
    /// Wait, because no job is due.
    Wait,
    /// Run the next job immediately.
    Run,
    /// Run the next job of another kind. This one failed for a reason that others of its kind would
    /// fail for too.
    Skip(JobKind),
}

impl JobRunner {
    /// Adds the jobs that recur, unless any process has done so before.
    pub async fn schedule(&self) -> Result<(), Failure> {
        let recurring = NewJob::recurring(self.clock.now());
        self.queue.insert(&recurring).await
    }

    /// Runs the job of one of these kinds that has been due longest.
    pub async fn run_next(&self, kinds: &[JobKind]) -> Result<Next, Failure> {
        let now = self.clock.now();
        if !self.queue.has_due(kinds, now).await? {
            return Ok(Next::Wait);
        }
        let Some(job) = self.queue.claim(kinds, now, now + LEASE).await? else {
            return Ok(Next::Wait);
        };
        let Some(work) = &job.work else {
            return self.defer(&job).await;
        };
        if job.is_exhausted(self.retries) {
            let failure = Failure::internal("no attempt had an outcome");
            return self.failed(&job, &failure).await;
        }
        match self.run(&job, work).await {
            Ok(()) => {
                self.settle(&job, &job.done(self.clock.now())).await?;
                let (id, kind) = (job.id.0, job.kind.name());
                tracing::debug!(job.id = %id, job.kind = kind, "a job was done");
                Ok(Next::Run)
            }
            Err(failure) => self.failed(&job, &failure).await,
        }
    }

    async fn run(&self, job: &Job, work: &Work) -> Result<(), Failure> {
        let now = self.clock.now();
        match work {
            // It was written only to take as long as for a user.
            Work::SendMail(_) if job.user.is_none() => Ok(()),
            Work::SendMail(mail) => self.mailer.send(mail).await,
            Work::PurgeSessions => self.sessions.purge(self.session_policy, now).await,
            Work::PurgeEmailTokens => self.email_tokens.purge(now).await,
            Work::PurgeEvents => self.events.purge(now).await,
            Work::PurgeThrottles => self.throttles.purge(now).await,
            Work::PurgeJobs => {
                let lost = self.queue.purge(now).await?;
                if lost > 0 {
                    tracing::warn!(jobs = lost, "jobs expired before they were done");
                }
                Ok(())
            }
            Work::PurgeTrash => {
                let before = now.checked_sub(self.retention.trash);
                let before = before.map_err(Failure::internal)?;
                self.tasks.purge_trash(before).await
            }
            Work::PurgeChanges => {
                let before = now.checked_sub(self.retention.changes);
                let before = before.map_err(Failure::internal)?;
                self.changes.purge(before, now).await
            }
        }
    }

    async fn failed(&self, job: &Job, failure: &Failure) -> Result<Next, Failure> {
        let settlement = job.failed(failure, self.retries, self.clock.now());
        let (id, kind, attempt) = (job.id.0, job.kind.name(), job.attempt);
        let error = chain(failure);
        if let Settlement::Wait { attempts: 1.., .. } = settlement {
            tracing::warn!(job.id = %id, job.kind = kind, attempt, error, "a job will be retried");
        } else {
            tracing::error!(job.id = %id, job.kind = kind, attempt, error, "a job was given up");
        }
        self.settle(job, &settlement).await?;
        Ok(match failure {
            Failure::Unavailable { .. } => Next::Skip(job.kind),
            Failure::Internal(_) => Next::Run,
        })
    }

    async fn defer(&self, job: &Job) -> Result<Next, Failure> {
        let (id, kind) = (job.id.0, job.kind.name());
        tracing::warn!(job.id = %id, job.kind = kind, "a job is of a newer version and was deferred");
        let settlement = job.unreadable(self.clock.now());
        self.settle(job, &settlement).await?;
        Ok(Next::Run)
    }

    async fn settle(&self, job: &Job, settlement: &Settlement) -> Result<(), Failure> {
        if !self.queue.settle(job, settlement).await? {
            let (id, kind) = (job.id.0, job.kind.name());
            tracing::warn!(job.id = %id, job.kind = kind, "a job took longer than its lease");
        }
        Ok(())
    }
}
