//! What the operator sees of the queue, and does about dead jobs.

use errand_domain::jobs::{JobId, JobQueue, JobState, JobSummary, NewJob};
use errand_test_support::on_both_databases;
use uuid::Uuid;

use super::{at, dead, mail, postponed};
use crate::store::Store;

on_both_databases! {
    async fn jobs_are_listed_with_the_dead_ones_first(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let lost = store.queue(&ada, 0).await;
        let job = store.claim(0).await.unwrap();
        assert!(store.settle(&job, dead(5)).await);
        let running = store.queue(&ada, 1).await;
        store.claim(2).await.unwrap();
        let waiting = store.queue(&ada, -10).await;
        let listed = store.jobs.list().await.unwrap();
        let states = listed.iter().map(|job| (job.id, job.state(at(3))));
        let expected = [
            (lost, JobState::Dead),
            (waiting, JobState::Waiting),
            (running, JobState::Running),
        ];
        assert_eq!(states.collect::<Vec<_>>(), expected);
        let expected = JobSummary {
            id: lost,
            kind: "send_mail".to_owned(),
            created_at: at(0),
            run_at: at(0),
            expires_at: Some(at(30 * 60)),
            attempts: 1,
            claimed_until: None,
            dead_at: Some(at(5)),
            last_error: Some("no such mailbox".to_owned()),
        };
        assert_eq!(listed[0], expected);
        assert_eq!(listed[2].claimed_until, Some(at(62)));
    }

    async fn a_dead_job_can_be_retried_with_all_its_attempts(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        store.claim(0).await.unwrap();
        let job = store.claim(60).await.unwrap();
        assert!(store.settle(&job, dead(60)).await);
        let retried = store.jobs.retry(id, at(100)).await.unwrap();
        assert_eq!(retried, store.jobs.list().await.unwrap().pop());
        assert_eq!(store.claimed(99).await, None);
        assert_eq!(store.claimed(100).await, Some((id, 1)));
    }

    async fn an_expired_job_cannot_be_retried(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        let job = store.claim(0).await.unwrap();
        assert!(store.settle(&job, dead(0)).await);
        assert_eq!(store.jobs.retry(id, at(30 * 60)).await.unwrap(), None);
        assert!(store.jobs.retry(id, at(30 * 60 - 1)).await.unwrap().is_some());
    }

    async fn a_job_that_never_expires_can_be_retried(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let job = NewJob { expires_at: None, ..NewJob::mail(&mail(&ada, 0)) };
        store.jobs.insert(std::slice::from_ref(&job)).await.unwrap();
        let claimed = store.claim(0).await.unwrap();
        assert!(store.settle(&claimed, dead(0)).await);
        assert!(store.jobs.retry(job.id, at(60 * 60)).await.unwrap().is_some());
    }

    async fn only_dead_jobs_can_be_retried_or_deleted(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        let other = store.queue(&ada, 1).await;
        let refused = async |id| {
            assert_eq!(store.jobs.retry(id, at(10)).await.unwrap(), None);
            assert_eq!(store.jobs.delete(id).await.unwrap(), None);
        };
        refused(id).await;
        let job = store.claim(0).await.unwrap();
        refused(id).await;
        assert!(store.settle(&job, postponed(5)).await);
        refused(id).await;
        refused(JobId(Uuid::now_v7())).await;
        let job = store.claim(1).await.unwrap();
        assert_eq!(job.id, other);
        assert!(store.settle(&job, dead(1)).await);
        let found = store.jobs.list().await.unwrap().into_iter().find(|found| found.id == other);
        assert_eq!(store.jobs.delete(other).await.unwrap(), found);
        assert!(found.is_some());
        refused(other).await;
        assert_eq!(store.queued().await, 1);
        assert_eq!(store.claimed(5).await, Some((id, 2)));
    }
}
