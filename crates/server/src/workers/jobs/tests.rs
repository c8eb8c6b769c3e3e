use std::future::pending;
use std::sync::Arc;

use async_trait::async_trait;
use errand_application::Retention;
use errand_domain::changes::MockChangeLog;
use errand_domain::email_tokens::MockEmailTokenRepository;
use errand_domain::events::MockEventLog;
use errand_domain::jobs::{Job, JobId, MockJobQueue, RetryPolicy, Work};
use errand_domain::mail::{Mail, MailId, Mailer, MockMailer};
use errand_domain::sessions::{MockSessionRepository, SessionPolicy};
use errand_domain::tasks::MockTaskRepository;
use errand_domain::throttles::MockThrottles;
use errand_domain::users::UserId;
use errand_domain::{Failure, MockClock, Readiness};
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::*;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[tokio::test(start_paused = true)]
async fn jobs_that_take_as_long_as_they_may_are_no_alarm() {
    struct Slow;

    #[async_trait]
    impl Mailer for Slow {
        async fn send(&self, _: &Mail) -> Result<(), Failure> {
            pending().await
        }
    }

    let mut queue = MockJobQueue::new();
    queue.expect_insert().returning(|_| Ok(()));
    queue.expect_has_due().returning(|_, _| Ok(true));
    queue.expect_claim().returning(|_, _, _| Ok(Some(mail())));
    let pulse = run(queue, Slow);
    let start = Instant::now();
    while start.elapsed() < PATIENCE * 10 {
        sleep(Duration::from_secs(1)).await;
        pulse.check().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_database_that_is_away_is_no_alarm() {
    fn away() -> Failure {
        Failure::Unavailable {
            what: "the database",
            source: None,
        }
    }
    let mut queue = MockJobQueue::new();
    queue.expect_insert().returning(|_| Err(away()));
    queue.expect_has_due().returning(|_, _| Err(away()));
    let pulse = run(queue, MockMailer::new());
    sleep(PATIENCE * 10).await;
    pulse.check().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_runner_that_panicked_is_not_ready() {
    let mut queue = MockJobQueue::new();
    queue.expect_insert().returning(|_| Ok(()));
    queue.expect_has_due().returning(|_, _| panic!("as a test"));
    let pulse = run(queue, MockMailer::new());
    pulse.check().await.unwrap();
    sleep(EVERY).await;
    assert!(pulse.check().await.is_err());
}

/// Runs the jobs of this queue until the test ends.
fn run(queue: MockJobQueue, mailer: impl Mailer + 'static) -> Pulse {
    let mut clock = MockClock::new();
    clock.expect_now().returning(|| Timestamp::UNIX_EPOCH);
    let runner = JobRunner {
        queue: Arc::new(queue),
        retries: RetryPolicy {
            first_pause: MINUTE,
            most_attempts: 5,
        },
        mailer: Arc::new(mailer),
        sessions: Arc::new(MockSessionRepository::new()),
        session_policy: SessionPolicy {
            idle: MINUTE,
            absolute: MINUTE,
            most: 1,
        },
        email_tokens: Arc::new(MockEmailTokenRepository::new()),
        events: Arc::new(MockEventLog::new()),
        throttles: Arc::new(MockThrottles::new()),
        tasks: Arc::new(MockTaskRepository::new()),
        changes: Arc::new(MockChangeLog::new()),
        retention: Retention {
            trash: MINUTE,
            changes: MINUTE,
        },
        clock: Arc::new(clock),
    };
    let (heart, pulse) = job_heartbeat();
    tokio::spawn(async move {
        let (_stop, stopped) = oneshot::channel();
        run_jobs_until(stopped, runner, heart).await;
    });
    pulse
}

/// A mail to send.
fn mail() -> Job {
    let user = UserId(Uuid::from_u128(1));
    let work = Work::SendMail(Mail {
        id: MailId(Uuid::from_u128(5)),
        user,
        to: "ada@example.org".to_owned(),
        subject: "Hello".to_owned(),
        text: "See you.".into(),
        created_at: Timestamp::UNIX_EPOCH,
        expires_at: Timestamp::UNIX_EPOCH + MINUTE,
    });
    Job {
        id: JobId(Uuid::from_u128(5)),
        kind: work.kind(),
        user: Some(user),
        work: Some(work),
        attempt: 1,
        expires_at: None,
        claimed_until: Timestamp::UNIX_EPOCH + MINUTE,
    }
}
