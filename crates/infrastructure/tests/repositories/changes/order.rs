//! The numbers of the changes: without gaps, in the order of the commits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use errand_domain::changes::Put;
use errand_domain::tasks::Task;
use errand_test_support::on_both_databases;
use sea_orm::ConnectionTrait;

use crate::store::{Store, at_once, later};
use crate::tasks::draft::task;

const WRITERS: usize = 32;

on_both_databases! {
    async fn numbers_have_no_gaps_and_appear_in_order(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let shared = store.keep(ada, task("shared")).await;
        let done = Arc::new(AtomicBool::new(false));
        let reader = tokio::spawn(watch(Arc::clone(&store), Arc::clone(&done)));
        at_once(WRITERS, |writer| {
            let (store, shared) = (Arc::clone(&store), shared.clone());
            async move {
                for round in 0..5 {
                    if (writer + round).is_multiple_of(2) {
                        store.toggle(ada, &shared).await.unwrap();
                    } else {
                        let own = [task("one").task(), task("two").task()];
                        let puts = own.map(Put::create);
                        store.commit(ada, puts.into()).await.unwrap();
                    }
                }
            }
        })
        .await;
        done.store(true, Ordering::SeqCst);
        let seen = reader.await.unwrap();
        let changes = i64::try_from(1 + WRITERS * 5 / 2 * 3).unwrap();
        assert_eq!(seen, (1..=changes).collect::<Vec<_>>());
        assert_eq!(store.number("SELECT seq FROM scopes").await, changes);
        let toggled = i64::try_from(WRITERS * 5 / 2).unwrap();
        assert_eq!(store.find(ada, &shared).await.unwrap().version, 1 + toggled);
    }

    async fn a_commit_that_fails_uses_no_number(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        let stale = Task { version: 7, ..milk.clone() };
        let puts = vec![
            Put::create(task("bread").task()),
            Put::change(stale.clone(), stale.toggle(later())),
        ];
        store.commit(ada, puts).await.unwrap_err();
        store.create(ada, &milk).await.unwrap_err();
        assert_eq!(store.number("SELECT seq FROM scopes").await, 1);
        assert_eq!(store.number("SELECT MAX(seq) FROM changes").await, 1);
        assert_eq!(store.number("SELECT COUNT(*) FROM tasks").await, 1);
    }
}

/// Reads the numbers again and again. Panics if one appears after a greater one.
async fn watch(store: Arc<Store>, done: Arc<AtomicBool>) -> Vec<i64> {
    let mut seen = Vec::new();
    loop {
        let last_round = done.load(Ordering::SeqCst);
        let select = "SELECT seq FROM changes ORDER BY seq";
        let select = sea_orm::Statement::from_string(store.sql.get_database_backend(), select);
        let rows = store.sql.query_all_raw(select).await.unwrap();
        let now: Vec<i64> = rows
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect();
        assert!(now.starts_with(&seen), "{seen:?}, then {now:?}");
        seen = now;
        if last_round {
            return seen;
        }
    }
}
