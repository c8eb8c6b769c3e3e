//! What becomes of a claimed job.

use errand_domain::jobs::{JobQueue, Settlement};
use errand_domain::users::UserRepository;
use errand_test_support::on_both_databases;

use super::{at, dead, postponed};
use crate::store::{FIRST, Store};

on_both_databases! {
    async fn a_job_that_is_done_is_deleted_and_others_are_not(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        store.queue(&ada, 0).await;
        let other = store.queue(&ada, 1).await;
        let job = store.claim(0).await.unwrap();
        assert!(store.settle(&job, Settlement::Done).await);
        assert_eq!(store.queued().await, 1);
        assert_eq!(store.claimed(100).await, Some((other, 1)));
    }

    async fn a_postponed_job_waits_and_its_attempts_count(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        let job = store.claim(0).await.unwrap();
        assert!(store.settle(&job, postponed(120)).await);
        assert!(!store.has_due(119).await);
        assert_eq!(store.claimed(119).await, None);
        assert_eq!(store.claimed(120).await, Some((id, 2)));
    }

    async fn a_dead_job_does_not_run_again(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        store.queue(&ada, 0).await;
        let job = store.claim(0).await.unwrap();
        assert!(store.settle(&job, dead(0)).await);
        assert_eq!(store.queued().await, 1);
        assert!(!store.has_due(100).await);
        assert_eq!(store.claimed(100).await, None);
    }

    async fn a_process_that_lost_its_claim_changes_nothing(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        let late = store.claim(0).await.unwrap();
        let job = store.claim(60).await.unwrap();
        for settlement in [Settlement::Done, postponed(70), dead(60)] {
            assert!(!store.settle(&late, settlement).await);
        }
        assert!(!store.has_due(119).await);
        assert!(store.settle(&job, postponed(120)).await);
        assert!(!store.settle(&job, Settlement::Done).await);
        assert_eq!(store.claimed(120).await, Some((id, 2)));
    }

    async fn jobs_are_deleted_with_their_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        store.queue(&ada, 0).await;
        assert!(store.users.delete(ada.id, FIRST).await.unwrap());
        assert_eq!(store.queued().await, 0);
    }

    async fn expired_jobs_are_purged_unless_they_are_running(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let expired = 30 * 60;
        store.queue(&ada, 0).await;
        let job = store.claim(0).await.unwrap();
        assert!(store.settle(&job, dead(0)).await);
        store.queue(&ada, 0).await;
        store.queue(&ada, 1).await;
        store.execute("INSERT INTO jobs (id, kind, payload, created_at, run_at)
            SELECT user_id, 'unknown', '{}', created_at, run_at FROM jobs LIMIT 1").await;
        assert_eq!(store.jobs.purge(at(expired - 1)).await.unwrap(), 0);
        assert_eq!(store.queued().await, 4);
        // The dead one is not counted, because its death was logged.
        assert_eq!(store.jobs.purge(at(expired)).await.unwrap(), 1);
        assert_eq!(store.queued().await, 2);
        let job = store.claim(expired).await.unwrap();
        assert_eq!(store.jobs.purge(at(expired + 59)).await.unwrap(), 0);
        assert!(store.settle(&job, postponed(expired + 60)).await);
        assert_eq!(store.jobs.purge(at(expired + 60)).await.unwrap(), 1);
        assert_eq!(store.queued().await, 1);
    }
}
