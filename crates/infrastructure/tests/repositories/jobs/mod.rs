//! The queue of jobs. Whatever happens to a process, each job runs once at a time.

mod claims;
mod operator;
mod payloads;
mod settlements;

use errand_domain::Timestamp;
use errand_domain::jobs::{Job, JobId, JobKind, JobQueue, NewJob, Settlement};
use errand_domain::mail::{Mail, MailId};
use errand_domain::users::User;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::store::{Store, noon};

/// So many seconds after noon.
fn at(seconds: i64) -> Timestamp {
    noon().now + SignedDuration::from_secs(seconds)
}

/// A mail to a user, written at this time. It expires half an hour later.
fn mail(user: &User, now: i64) -> Mail {
    Mail {
        id: MailId(Uuid::now_v7()),
        user: user.id,
        to: user.email.mailbox(),
        subject: "Hello".to_owned(),
        text: "See you.".into(),
        created_at: at(now),
        expires_at: at(now + 30 * 60),
    }
}

impl Store {
    async fn ada(&self) -> User {
        let id = self.user("ada").await;
        self.found(id).await.unwrap()
    }

    /// Queues a mail to a user.
    async fn queue(&self, user: &User, now: i64) -> JobId {
        let job = NewJob::mail(&mail(user, now));
        self.jobs.insert(std::slice::from_ref(&job)).await.unwrap();
        job.id
    }

    async fn has_due(&self, now: i64) -> bool {
        self.jobs.has_due(JobKind::ALL, at(now)).await.unwrap()
    }

    /// Claims a job for one minute.
    async fn claim(&self, now: i64) -> Option<Job> {
        let claimed = self.jobs.claim(JobKind::ALL, at(now), at(now + 60));
        claimed.await.unwrap()
    }

    /// The id of the claimed job and the number of the attempt.
    async fn claimed(&self, now: i64) -> Option<(JobId, u32)> {
        let claimed = self.claim(now).await;
        claimed.map(|job| (job.id, job.attempt))
    }

    async fn settle(&self, job: &Job, settlement: Settlement) -> bool {
        self.jobs.settle(job, &settlement).await.unwrap()
    }

    async fn queued(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM jobs").await
    }
}

/// A job that waits until this time after its first attempt failed.
fn postponed(until: i64) -> Settlement {
    Settlement::Wait {
        run_at: at(until),
        attempts: 1,
        error: Some("busy".to_owned()),
    }
}

fn dead(now: i64) -> Settlement {
    Settlement::Dead {
        at: at(now),
        error: "no such mailbox".to_owned(),
    }
}
