//! Claiming jobs. Of any number of processes one gets a job, and none waits for another.

use std::collections::BTreeSet;
use std::time::Duration;

use errand_domain::jobs::{JobKind, JobQueue, NewJob, Settlement, Work};
use errand_test_support::on_both_databases;
use sea_orm::{ConnectionTrait, TransactionTrait};
use tokio::time::timeout;

use super::at;
use crate::store::{Store, at_once, user};

on_both_databases! {
    async fn a_claimed_job_cannot_be_claimed_again_until_the_lease_ends(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        assert!(!store.has_due(0).await);
        let id = store.queue(&ada, 0).await;
        assert!(!store.has_due(-1).await);
        assert!(store.has_due(0).await);
        assert_eq!(store.claimed(0).await, Some((id, 1)));
        assert!(!store.has_due(59).await);
        assert_eq!(store.claimed(59).await, None);
        // Its process has ended in the meantime.
        assert!(store.has_due(60).await);
        assert_eq!(store.claimed(60).await, Some((id, 2)));
    }

    async fn the_job_that_has_been_due_longest_comes_first(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let second = store.queue(&ada, 2).await;
        let first = store.queue(&ada, 1).await;
        let third = store.queue(&ada, 3).await;
        for id in [first, second, third] {
            assert_eq!(store.claimed(5).await, Some((id, 1)));
        }
        assert_eq!(store.claimed(5).await, None);
    }

    async fn a_job_that_another_transaction_has_locked_is_passed_over(database: TestDatabase) {
        if !database.is_postgres() {
            // SQLite locks no rows.
            return;
        }
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let first = store.queue(&ada, 0).await;
        let second = store.queue(&ada, 1).await;
        let other = store.sql.begin().await.unwrap();
        let lock = format!("SELECT id FROM jobs WHERE id = '{}' FOR UPDATE", first.0);
        other.execute_unprepared(&lock).await.unwrap();
        let claim = timeout(Duration::from_secs(10), store.claimed(5)).await;
        assert_eq!(claim.unwrap(), Some((second, 1)));
        let claim = timeout(Duration::from_secs(10), store.claimed(5)).await;
        assert_eq!(claim.unwrap(), None);
        other.rollback().await.unwrap();
        assert_eq!(store.claimed(5).await, Some((first, 1)));
    }

    async fn several_workers_run_each_job_once(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let mut queued = BTreeSet::new();
        for _ in 0..40 {
            queued.insert(store.queue(&ada, 0).await.0);
        }
        let ran = at_once(8, |_| {
            let store = store.clone();
            async move {
                let mut ran = Vec::new();
                while store.has_due(0).await {
                    // Another worker may have been faster.
                    if let Some(job) = store.claim(0).await {
                        ran.push(job.id.0);
                        assert!(store.settle(&job, Settlement::Done).await);
                    }
                }
                ran
            }
        });
        let ran: Vec<_> = ran.await.into_iter().flatten().collect();
        assert_eq!(ran.len(), 40);
        assert_eq!(ran.into_iter().collect::<BTreeSet<_>>(), queued);
        assert_eq!(store.queued().await, 0);
    }

    async fn an_expired_job_is_never_claimed(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        let expired = 30 * 60;
        assert!(!store.has_due(expired).await);
        assert_eq!(store.claimed(expired).await, None);
        assert_eq!(store.claimed(expired - 1).await, Some((id, 1)));
    }

    async fn only_jobs_of_the_wanted_kinds_are_claimed(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 0).await;
        for kinds in [&[JobKind::PurgeJobs][..], &[JobKind::PurgeEvents, JobKind::PurgeJobs]] {
            assert!(!store.jobs.has_due(kinds, at(0)).await.unwrap());
            assert!(store.jobs.claim(kinds, at(0), at(60)).await.unwrap().is_none());
        }
        let kinds = [JobKind::PurgeJobs, JobKind::SendMail];
        assert!(store.jobs.has_due(&kinds, at(0)).await.unwrap());
        let claimed = store.jobs.claim(&kinds, at(0), at(60)).await.unwrap();
        assert_eq!(claimed.unwrap().id, id);
    }

    async fn recurring_jobs_are_scheduled_once_by_any_number_of_processes(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let schedule = || {
            at_once(8, |_| {
                let store = store.clone();
                async move { store.jobs.insert(&NewJob::recurring(at(0))).await.unwrap() }
            })
        };
        schedule().await;
        let mut kinds = Vec::new();
        while let Some(job) = store.claim(0).await {
            kinds.push(job.kind.name());
            assert!(store.settle(&job, job.done(at(0))).await);
            // A process that starts between two runs adds none.
            schedule().await;
        }
        kinds.sort_unstable();
        let mut expected = Work::RECURRING.map(|work| work.kind().name());
        expected.sort_unstable();
        assert_eq!(kinds, expected);
        assert!(!store.has_due(60 * 60 - 1).await);
        assert!(store.has_due(60 * 60).await);
        assert_eq!(store.queued().await, i64::try_from(kinds.len()).unwrap());
    }

    async fn a_job_for_a_user_who_does_not_exist_is_for_nobody(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        store.queue(&ada, 0).await;
        store.queue(&user("nobody@example.org"), 1).await;
        assert_eq!(store.claim(1).await.unwrap().user, Some(ada.id));
        assert_eq!(store.claim(1).await.unwrap().user, None);
    }
}
