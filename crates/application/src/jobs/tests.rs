//! Running jobs, on mocks of the ports. A call that a test does not expect fails it.

use std::io::{self, Read};
use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::jobs::{Job, JobId, JobKind, Settlement, Work};
use errand_domain::mail::{Mail, MailId};
use jiff::SignedDuration;
use mockall::predicate::eq;
use tracing::Dispatch;
use tracing::subscriber::{NoSubscriber, set_default};
use uuid::Uuid;

use super::Next;
use crate::testing::*;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn mail() -> Mail {
    Mail {
        id: MailId(Uuid::from_u128(5)),
        user: ada().id,
        to: "ada@example.org".to_owned(),
        subject: "Hello".to_owned(),
        text: "See you.".into(),
        created_at: now(),
        expires_at: now() + SignedDuration::from_mins(30),
    }
}

/// The first attempt of a claimed job.
fn job(work: Work) -> Job {
    Job {
        id: JobId(Uuid::from_u128(5)),
        kind: work.kind(),
        user: Some(ada().id),
        work: Some(work),
        attempt: 1,
        expires_at: None,
        claimed_until: now() + MINUTE,
    }
}

/// Ports whose queue has one due job, which is claimed for a minute.
fn claiming(job: Job) -> Ports {
    let mut ports = Ports::new();
    ports
        .jobs
        .expect_has_due()
        .withf(|kinds, at| kinds == JobKind::ALL && *at == now())
        .returning(|_, _| Ok(true));
    ports
        .jobs
        .expect_claim()
        .withf(|kinds, at, until| kinds == JobKind::ALL && (*at, *until) == (now(), now() + MINUTE))
        .times(1)
        .return_once(|_, _, _| Ok(Some(job)));
    ports
}

impl Ports {
    /// Expects the job to be settled in this way, while it is still claimed.
    fn settle(&mut self, expected: Settlement) {
        self.jobs
            .expect_settle()
            .withf(move |job, settlement| {
                job.id == JobId(Uuid::from_u128(5)) && *settlement == expected
            })
            .times(1)
            .returning(|_, _| Ok(true));
    }

    /// Expects the mail to be sent once.
    fn send_mail(&mut self, result: Result<(), Failure>) {
        self.mailer
            .expect_send()
            .withf(|sent| sent.id == mail().id)
            .times(1)
            .return_once(|_| result);
    }

    async fn run_next(self) -> Next {
        self.jobs().run_next(JobKind::ALL).await.unwrap()
    }
}

fn passing() -> Failure {
    Failure::Unavailable {
        what: "the mail server",
        source: None,
    }
}

#[tokio::test]
async fn nothing_is_written_if_no_job_is_due() {
    let mut ports = Ports::new();
    ports.jobs.expect_has_due().returning(|_, _| Ok(false));
    assert_eq!(ports.run_next().await, Next::Wait);
}

#[tokio::test]
async fn a_job_that_another_process_claimed_first_is_not_run() {
    let mut ports = Ports::new();
    ports.jobs.expect_has_due().returning(|_, _| Ok(true));
    ports.jobs.expect_claim().returning(|_, _, _| Ok(None));
    assert_eq!(ports.run_next().await, Next::Wait);
}

#[tokio::test]
async fn a_sent_mail_is_deleted_and_the_next_job_may_follow() {
    let mut ports = claiming(job(Work::SendMail(mail())));
    ports.send_mail(Ok(()));
    ports.settle(Settlement::Done);
    assert_eq!(ports.run_next().await, Next::Run);
}

#[tokio::test]
async fn a_mail_to_nobody_is_deleted_unsent() {
    let nobodys = Job {
        user: None,
        ..job(Work::SendMail(mail()))
    };
    let mut ports = claiming(nobodys);
    ports.settle(Settlement::Done);
    assert_eq!(ports.run_next().await, Next::Run);
}

#[tokio::test]
async fn a_failure_that_may_pass_postpones_the_job_and_holds_up_its_kind() {
    let mut ports = claiming(job(Work::SendMail(mail())));
    ports.send_mail(Err(passing()));
    ports.settle(Settlement::Wait {
        run_at: now() + MINUTE,
        attempts: 1,
        error: Some("the mail server is unavailable".to_owned()),
    });
    assert_eq!(ports.run_next().await, Next::Skip(JobKind::SendMail));
}

#[tokio::test]
async fn a_job_that_can_never_be_done_dies_and_the_next_may_follow() {
    let mut ports = claiming(job(Work::SendMail(mail())));
    ports.send_mail(Err(Failure::internal("no such mailbox")));
    ports.settle(Settlement::Dead {
        at: now(),
        error: "internal failure: no such mailbox".to_owned(),
    });
    assert_eq!(ports.run_next().await, Next::Run);
}

#[tokio::test]
async fn a_job_that_never_had_an_outcome_dies_without_another_attempt() {
    let exhausted = Job {
        attempt: RETRIES.most_attempts + 1,
        ..job(Work::SendMail(mail()))
    };
    let mut ports = claiming(exhausted);
    ports.settle(Settlement::Dead {
        at: now(),
        error: "internal failure: no attempt had an outcome".to_owned(),
    });
    assert_eq!(ports.run_next().await, Next::Run);
}

#[tokio::test]
async fn a_job_with_an_unreadable_payload_is_deferred_however_often_it_was_tried() {
    for attempt in [1, RETRIES.most_attempts + 1] {
        let unreadable = Job {
            work: None,
            attempt,
            ..job(Work::SendMail(mail()))
        };
        let mut ports = claiming(unreadable);
        ports.settle(Settlement::Wait {
            run_at: now() + MINUTE,
            attempts: attempt - 1,
            error: Some("this version cannot read the payload".to_owned()),
        });
        assert_eq!(ports.run_next().await, Next::Run);
    }
}

#[tokio::test]
async fn each_purge_deletes_its_expired_data_and_waits_an_hour() {
    for work in Work::RECURRING {
        let mut ports = claiming(job(work.clone()));
        let at = eq(now());
        match work {
            Work::PurgeSessions => {
                let purge = ports.sessions.expect_purge().with(eq(POLICY), at);
                purge.times(1).returning(|_, _| Ok(()));
            }
            Work::PurgeEmailTokens => {
                let purge = ports.email_tokens.expect_purge().with(at);
                purge.times(1).returning(|_| Ok(()));
            }
            Work::PurgeEvents => {
                let purge = ports.events.expect_purge().with(at);
                purge.times(1).returning(|_| Ok(()));
            }
            Work::PurgeThrottles => {
                let purge = ports.throttles.expect_purge().with(at);
                purge.times(1).returning(|_| Ok(()));
            }
            Work::PurgeJobs => {
                let purge = ports.jobs.expect_purge().with(at);
                purge.times(1).returning(|_| Ok(1));
            }
            Work::PurgeTrash => {
                let before = eq(now() - RETENTION.trash);
                let purge = ports.tasks.expect_purge_trash().with(before);
                purge.times(1).returning(|_| Ok(()));
            }
            Work::PurgeChanges => {
                let before = eq(now() - RETENTION.changes);
                let purge = ports.changes.expect_purge().with(before, at);
                purge.times(1).returning(|_, _| Ok(()));
            }
            Work::SendMail(_) => panic!("mails do not recur"),
        }
        ports.settle(Settlement::Wait {
            run_at: now() + SignedDuration::from_hours(1),
            attempts: 0,
            error: None,
        });
        assert_eq!(ports.run_next().await, Next::Run);
    }
}

#[tokio::test]
async fn the_jobs_that_recur_are_scheduled_with_a_key_each() {
    let mut ports = Ports::new();
    let insert = ports.jobs.expect_insert().withf(|jobs| {
        let kinds = jobs.iter().map(|job| job.work.kind());
        kinds.eq(Work::RECURRING.map(|work| work.kind()))
            && jobs.iter().all(|job| {
                job.key.as_deref() == Some(job.work.kind().name()) && job.run_at == now()
            })
    });
    insert.times(1).returning(|_| Ok(()));
    ports.jobs().schedule().await.unwrap();
}

/// The log of running the next job.
async fn log_of(ports: Ports) -> String {
    // Where there is only one subscriber, tracing consults that of the current thread alone, so a test
    // on another thread could disable a message for all.
    let _another = Dispatch::new(NoSubscriber::default());
    let (mut log, writer) = io::pipe().unwrap();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_writer(Arc::new(writer));
    let logging = set_default(subscriber.finish());
    ports.run_next().await;
    drop(logging);
    let mut said = String::new();
    log.read_to_string(&mut said).unwrap();
    said
}

#[tokio::test]
async fn the_death_of_a_job_is_one_line_with_its_id_and_the_reason_but_no_payload() {
    let last = Job {
        attempt: RETRIES.most_attempts,
        ..job(Work::SendMail(mail()))
    };
    let mut ports = claiming(last);
    ports.send_mail(Err(passing()));
    ports.jobs.expect_settle().returning(|_, _| Ok(true));
    let said = log_of(ports).await;
    assert_eq!(said.lines().count(), 1, "{said}");
    for part in [
        "ERROR",
        "a job was given up",
        "00000000-0000-0000-0000-000000000005",
        "send_mail",
        "the mail server is unavailable",
    ] {
        assert!(said.contains(part), "{said}");
    }
    for secret in ["ada@example.org", "Hello", "See you"] {
        assert!(!said.contains(secret), "{said}");
    }
}

#[tokio::test]
async fn a_claim_that_was_lost_and_jobs_that_expired_are_logged() {
    let mut ports = claiming(job(Work::PurgeJobs));
    ports.jobs.expect_purge().returning(|_| Ok(3));
    ports.jobs.expect_settle().returning(|_, _| Ok(false));
    let said = log_of(ports).await;
    assert!(
        said.contains("jobs expired before they were done"),
        "{said}"
    );
    assert!(said.contains("\"jobs\":3"), "{said}");
    assert!(said.contains("a job took longer than its lease"), "{said}");
}
