//! Sending queued mails, on mocks of the ports. A call that a test does not expect fails it.

use std::sync::Arc;

use errand_domain::mail::{ClaimedMail, Mail, MailId, MockMailQueue, MockMailer, RetryPolicy};
use errand_domain::users::UserId;
use errand_domain::{Failure, MockClock, Timestamp};
use jiff::SignedDuration;
use mockall::predicate::eq;
use uuid::Uuid;

use super::MailDelivery;

const POLICY: RetryPolicy = RetryPolicy {
    first_pause: SignedDuration::from_mins(1),
    most_attempts: 3,
};

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn id() -> MailId {
    MailId(Uuid::from_u128(1))
}

/// A queue with one due mail, which is claimed for this attempt.
fn queue(attempt: u32) -> MockMailQueue {
    let mut queue = MockMailQueue::new();
    queue
        .expect_has_due()
        .with(eq(now()))
        .returning(|_| Ok(true));
    queue
        .expect_drop_dead()
        .with(eq(now()))
        .returning(|_| Ok(1));
    queue
        .expect_claim()
        .with(eq(now()), eq(now() + SignedDuration::from_mins(1)))
        .times(1)
        .returning(move |_, _| {
            let mail = Mail {
                id: id(),
                user: UserId(Uuid::from_u128(2)),
                to: "ada@example.org".to_owned(),
                subject: "Hello".to_owned(),
                text: "See you.".into(),
                created_at: now(),
                expires_at: now() + SignedDuration::from_mins(30),
            };
            Ok(Some(ClaimedMail { mail, attempt }))
        });
    queue
}

/// A mailer that expects to send the mail once.
fn mailer(result: Result<(), Failure>) -> MockMailer {
    let mut mailer = MockMailer::new();
    mailer
        .expect_send()
        .withf(|mail| mail.id == id())
        .times(1)
        .return_once(|_| result);
    mailer
}

fn passing() -> Failure {
    Failure::Unavailable {
        what: "the mail server",
        source: None,
    }
}

async fn deliver(queue: MockMailQueue, mailer: MockMailer) -> Result<bool, Failure> {
    let mut clock = MockClock::new();
    clock.expect_now().returning(now);
    let (queue, mailer, clock) = (Arc::new(queue), Arc::new(mailer), Arc::new(clock));
    MailDelivery::new(queue, mailer, clock, POLICY)
        .deliver_one()
        .await
}

#[tokio::test]
async fn nothing_is_written_if_no_mail_is_due() {
    let mut queue = MockMailQueue::new();
    queue.expect_has_due().returning(|_| Ok(false));
    assert!(!deliver(queue, MockMailer::new()).await.unwrap());
}

#[tokio::test]
async fn a_mail_that_another_process_claimed_first_is_not_sent() {
    let mut queue = MockMailQueue::new();
    queue.expect_has_due().returning(|_| Ok(true));
    queue.expect_drop_dead().returning(|_| Ok(0));
    queue.expect_claim().returning(|_, _| Ok(None));
    assert!(!deliver(queue, MockMailer::new()).await.unwrap());
}

#[tokio::test]
async fn a_sent_mail_is_deleted_and_the_next_may_follow() {
    let mut queue = queue(1);
    queue
        .expect_remove()
        .with(eq(id()))
        .times(1)
        .returning(|_| Ok(()));
    assert!(deliver(queue, mailer(Ok(()))).await.unwrap());
}

#[tokio::test]
async fn an_unsent_mail_waits_twice_as_long_each_time_and_holds_up_the_others() {
    for (attempt, minutes) in [(1, 1), (2, 2)] {
        let mut queue = queue(attempt);
        queue
            .expect_postpone()
            .with(eq(id()), eq(now() + SignedDuration::from_mins(minutes)))
            .times(1)
            .returning(|_, _| Ok(()));
        assert!(!deliver(queue, mailer(Err(passing()))).await.unwrap());
    }
}

#[tokio::test]
async fn a_mail_is_given_up_after_the_last_attempt() {
    let mut queue = queue(3);
    queue
        .expect_remove()
        .with(eq(id()))
        .times(1)
        .returning(|_| Ok(()));
    assert!(!deliver(queue, mailer(Err(passing()))).await.unwrap());
}

#[tokio::test]
async fn a_mail_that_can_never_be_sent_is_given_up_immediately_and_the_next_may_follow() {
    let mut queue = queue(1);
    queue
        .expect_remove()
        .with(eq(id()))
        .times(1)
        .returning(|_| Ok(()));
    let never = Failure::internal("no such mailbox");
    assert!(deliver(queue, mailer(Err(never))).await.unwrap());
}
