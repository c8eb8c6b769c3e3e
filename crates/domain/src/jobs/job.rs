//! A job, before and while it runs, and what becomes of it.

use jiff::SignedDuration;
use uuid::Uuid;

use super::{JobKind, RetryPolicy, Work};
use crate::error::chain;
use crate::mail::Mail;
use crate::users::UserId;
use crate::{Failure, Timestamp};

/// Identifies a job: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct JobId(pub Uuid);

/// A job to be added to the queue.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// The id of the job.
    pub id: JobId,
    /// What it does.
    pub work: Work,
    /// The user whose data the work contains. The job is deleted with them. If they do not exist,
    /// the job is for nobody and does nothing.
    pub user: Option<UserId>,
    /// The queue holds at most one job with a key. Adding another one has no effect.
    pub key: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// The instant from which it can run.
    pub run_at: Timestamp,
    /// The instant from which it is useless. It then no longer runs, and is deleted.
    pub expires_at: Option<Timestamp>,
}

impl NewJob {
    /// Sends a mail immediately.
    pub fn mail(mail: &Mail) -> Self {
        Self {
            id: JobId(mail.id.0),
            user: Some(mail.user),
            key: None,
            created_at: mail.created_at,
            run_at: mail.created_at,
            expires_at: Some(mail.expires_at),
            work: Work::SendMail(mail.clone()),
        }
    }

    /// The jobs that recur, each for the first time.
    pub fn recurring(now: Timestamp) -> Vec<Self> {
        let first = |work: Work| Self {
            id: JobId(Uuid::now_v7()),
            user: None,
            key: Some(work.kind().name().to_owned()),
            created_at: now,
            run_at: now,
            expires_at: None,
            work,
        };
        Work::RECURRING.map(first).into()
    }
}

/// A job that one process has claimed.
#[derive(Clone, Debug)]
pub struct Job {
    /// The id of the job.
    pub id: JobId,
    /// Its kind.
    pub kind: JobKind,
    /// What it does, or `None` if this version cannot read the payload.
    pub work: Option<Work>,
    /// The user it was created for, or `None` if it is for nobody.
    pub user: Option<UserId>,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// The instant from which it is useless.
    pub expires_at: Option<Timestamp>,
    /// When the claim ends. It identifies the claim.
    pub claimed_until: Timestamp,
}

/// What becomes of a claimed job.
#[derive(Clone, Debug, PartialEq)]
pub enum Settlement {
    /// It is deleted.
    Done,
    /// It waits until it can run again.
    Wait {
        /// The instant from which it can run.
        run_at: Timestamp,
        /// How many attempts count from now on.
        attempts: u32,
        /// Why it was not done.
        error: Option<String>,
    },
    /// It is kept for the operator, and not run again by itself.
    Dead {
        /// When it died.
        at: Timestamp,
        /// Why it was not done.
        error: String,
    },
}

impl Job {
    /// The pause before a job with an unreadable payload is looked at again. By then a newer version
    /// may have claimed it.
    pub const DEFERRAL: SignedDuration = SignedDuration::from_mins(1);
    /// How much of an error is kept, in characters.
    const MAX_ERROR: usize = 500;

    /// After success. A job that recurs waits for its next run.
    pub fn done(&self, now: Timestamp) -> Settlement {
        match self.kind.period() {
            Some(period) => Settlement::Wait {
                run_at: now + period,
                attempts: 0,
                error: None,
            },
            None => Settlement::Done,
        }
    }

    /// After a failure. The job is retried if the failure may pass, attempts remain, and the next one
    /// comes before the job expires. Otherwise it is given up: a job that recurs until its next run,
    /// any other for good.
    pub fn failed(&self, failure: &Failure, policy: RetryPolicy, now: Timestamp) -> Settlement {
        let error: String = chain(failure).chars().take(Self::MAX_ERROR).collect();
        let may_pass = matches!(failure, Failure::Unavailable { .. });
        let pause = policy.pause_after(self.attempt).filter(|_| may_pass);
        let is_useful = |at: &Timestamp| self.expires_at.is_none_or(|end| *at < end);
        let retry_at = pause.map(|pause| now + pause).filter(is_useful);
        match (retry_at, self.kind.period()) {
            (Some(run_at), _) => Settlement::Wait {
                run_at,
                attempts: self.attempt,
                error: Some(error),
            },
            (None, Some(period)) => Settlement::Wait {
                run_at: now + period,
                attempts: 0,
                error: Some(error),
            },
            (None, None) => Settlement::Dead { at: now, error },
        }
    }

    /// If the payload cannot be read. The attempt does not count, so however often this happens the
    /// job does not die.
    pub fn unreadable(&self, now: Timestamp) -> Settlement {
        Settlement::Wait {
            run_at: now + Self::DEFERRAL,
            attempts: self.attempt.saturating_sub(1),
            error: Some("this version cannot read the payload".to_owned()),
        }
    }

    /// Whether all attempts were used up without an outcome, for example because the job ends its
    /// process each time.
    pub fn is_exhausted(&self, policy: RetryPolicy) -> bool {
        self.attempt > policy.most_attempts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        first_pause: SignedDuration::from_mins(1),
        most_attempts: 3,
    };

    fn at(minutes: i64) -> Timestamp {
        let noon: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        noon + SignedDuration::from_mins(minutes)
    }

    fn job(kind: JobKind, attempt: u32) -> Job {
        Job {
            id: JobId(Uuid::from_u128(1)),
            kind,
            work: None,
            user: None,
            attempt,
            expires_at: None,
            claimed_until: at(1),
        }
    }

    fn passing() -> Failure {
        Failure::Unavailable {
            what: "the mail server",
            source: None,
        }
    }

    fn wait(minutes: i64, attempts: u32, error: Option<&str>) -> Settlement {
        Settlement::Wait {
            run_at: at(minutes),
            attempts,
            error: error.map(str::to_owned),
        }
    }

    #[test]
    fn a_job_that_is_done_is_deleted_unless_it_recurs() {
        assert_eq!(job(JobKind::SendMail, 1).done(at(0)), Settlement::Done);
        let recurring = job(JobKind::PurgeJobs, 2).done(at(0));
        assert_eq!(recurring, wait(60, 0, None));
    }

    #[test]
    fn a_job_that_failed_waits_longer_each_time_and_then_dies() {
        let error = "the mail server is unavailable";
        for (attempt, minutes) in [(1, 1), (2, 2)] {
            let failed = job(JobKind::SendMail, attempt).failed(&passing(), POLICY, at(0));
            assert_eq!(failed, wait(minutes, attempt, Some(error)));
        }
        let failed = job(JobKind::SendMail, 3).failed(&passing(), POLICY, at(0));
        let (at, error) = (at(0), error.to_owned());
        assert_eq!(failed, Settlement::Dead { at, error });
    }

    #[test]
    fn a_failure_that_cannot_pass_is_not_retried() {
        let failure = Failure::internal("no such mailbox");
        let failed = job(JobKind::SendMail, 1).failed(&failure, POLICY, at(0));
        let (at, error) = (at(0), "internal failure: no such mailbox".to_owned());
        assert_eq!(failed, Settlement::Dead { at, error });
    }

    #[test]
    fn a_job_is_not_retried_once_it_is_useless() {
        for (minutes, dies) in [(1, true), (2, false)] {
            let job = Job {
                expires_at: Some(at(minutes)),
                ..job(JobKind::SendMail, 1)
            };
            let failed = job.failed(&passing(), POLICY, at(0));
            assert_eq!(matches!(failed, Settlement::Dead { .. }), dies);
        }
    }

    #[test]
    fn a_job_that_recurs_is_given_up_only_until_its_next_run() {
        let retried = job(JobKind::PurgeJobs, 2).failed(&passing(), POLICY, at(0));
        let error = "the mail server is unavailable";
        assert_eq!(retried, wait(2, 2, Some(error)));
        let failed = job(JobKind::PurgeJobs, 3).failed(&passing(), POLICY, at(0));
        assert_eq!(failed, wait(60, 0, Some(error)));
    }

    #[test]
    fn an_unreadable_payload_is_deferred_and_the_attempt_does_not_count() {
        let deferred = job(JobKind::SendMail, 5).unreadable(at(0));
        let error = "this version cannot read the payload";
        assert_eq!(deferred, wait(1, 4, Some(error)));
    }

    #[test]
    fn only_the_beginning_of_a_long_error_is_kept() {
        let failure = Failure::internal("é".repeat(1000));
        let failed = job(JobKind::SendMail, 1).failed(&failure, POLICY, at(0));
        let Settlement::Dead { error, .. } = failed else {
            panic!("{failed:?}");
        };
        assert_eq!(error.chars().count(), 500);
    }

    #[test]
    fn a_job_is_exhausted_after_the_last_attempt() {
        assert!(!job(JobKind::SendMail, 3).is_exhausted(POLICY));
        assert!(job(JobKind::SendMail, 4).is_exhausted(POLICY));
    }
}
