//! What is refused when something else was written in the meantime.

use errand_domain::changes::{CommitError, Put};
use errand_domain::tasks::Task;
use errand_test_support::on_both_databases;

use crate::store::{Store, later};
use crate::tasks::draft::task;

on_both_databases! {
    async fn a_commit_on_an_old_version_writes_nothing(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let old = store.keep(ada, task("milk").tags(["shop"])).await;
        let new = store.toggle(ada, &old).await.unwrap();
        let neighbour = store.keep(ada, task("bread")).await;
        let renamed = Task { content: task("oats").tags(["shop", "food"]).task().content, ..old.clone() };
        let stale_puts = [
            Put::change(old.clone(), renamed.toggle(later())),
            Put::change(old.clone(), old.clone().delete(later())),
            Put::remove(old.clone()),
        ];
        for stale in stale_puts {
            let puts = vec![
                Put::change(neighbour.clone(), neighbour.clone().toggle(later())),
                stale,
                Put::create(task("third").task()),
            ];
            let refused = store.commit(ada, puts).await;
            assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
            assert_eq!(store.find(ada, &old).await.as_ref(), Some(&new));
            assert_eq!(store.find(ada, &neighbour).await.as_ref(), Some(&neighbour));
            assert_eq!(store.number("SELECT COUNT(*) FROM task_tags").await, 1);
        }
    }

    async fn a_removed_task_cannot_be_changed(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        store.commit(ada, vec![Put::remove(milk.clone())]).await.unwrap();
        let toggled = milk.clone().toggle(later());
        let refused = store.commit(ada, vec![Put::change(milk.clone(), toggled)]).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        assert_eq!(store.find(ada, &milk).await, None);
    }

    async fn an_id_is_taken_whoever_has_it_and_wherever_it_is(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk")).await;
        store.delete(ada, &milk).await.unwrap();
        for owner in [ada, bob] {
            let refused = store.create(owner, &milk).await;
            assert!(matches!(refused, Err(CommitError::IdTaken)), "{refused:?}");
        }
    }
}
