//! What the log keeps of each commit, and for how long.

use errand_domain::changes::{Change, ChangeCursor, ChangeLog, CommitId, EntityId, Journal, Put};
use errand_domain::tasks::Task;
use errand_domain::users::UserId;
use errand_test_support::on_both_databases;
use jiff::SignedDuration;

use crate::store::{Store, commit, instant, later, limit};
use crate::tasks::draft::task;
use crate::tasks::patches::full;

on_both_databases! {
    async fn each_put_leaves_a_change_with_both_states(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = full().task();
        let done = milk.clone().toggle(later());
        let bread = task("bread").task();
        let commits = [
            vec![Put::create(milk.clone())],
            vec![Put::change(milk.clone(), done.clone()), Put::create(bread.clone())],
            vec![Put::remove(done.clone())],
        ];
        let mut expected = Vec::new();
        for puts in commits {
            let commit = commit(ada, puts);
            store.journal.commit(&commit).await.unwrap();
            let first = expected.len();
            expected.extend(commit.puts.iter().enumerate().map(|(index, put)| Change {
                seq: i64::try_from(first + index + 1).unwrap(),
                at: later(),
                actor: ada,
                commit: commit.id,
                entity: put.id().unwrap(),
                before: put.before.clone(),
                after: put.after.clone(),
            }));
            let logged = store.changes.of_commit(ada, commit.id).await.unwrap();
            assert_eq!(logged, expected[first..]);
        }
        let of_milk = history(&store, ada, &milk).await;
        let expected: Vec<_> = [3, 1, 0].map(|index: usize| expected[index].clone()).into();
        assert_eq!(of_milk, expected);
    }

    async fn a_history_is_read_page_by_page(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        for _ in 0..4 {
            store.toggle(ada, &milk).await.unwrap();
            store.keep(ada, task("other")).await;
        }
        let whole = history(&store, ada, &milk).await;
        assert_eq!(whole.len(), 5);
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let entity = EntityId::Task(milk.id);
            let page = store.changes.of_entity(ada, entity, after, limit(2)).await.unwrap();
            walked.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
            assert_eq!(after, walked.last().map(|last: &Change| ChangeCursor(last.seq)));
        }
        assert_eq!(walked, whole);
    }

    async fn another_users_changes_are_not_shown(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let commit = commit(ada, vec![Put::create(task("milk").task())]);
        store.journal.commit(&commit).await.unwrap();
        assert_eq!(store.changes.of_commit(bob, commit.id).await.unwrap(), []);
        assert_eq!(store.changes.of_commit(ada, CommitId::new()).await.unwrap(), []);
        let milk = store.changes.of_commit(ada, commit.id).await.unwrap().remove(0).entity;
        let page = store.changes.of_entity(bob, milk, None, limit(10)).await.unwrap();
        assert_eq!((page.items, page.next), (vec![], None));
    }

    async fn old_changes_are_purged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        store.toggle(ada, &milk).await.unwrap();
        let newest = history(&store, ada, &milk).await.remove(0).commit;
        let (seconds, nanoseconds) = newest.0.get_timestamp().unwrap().to_unix();
        let made = SignedDuration::new(i64::try_from(seconds).unwrap(), nanoseconds.cast_signed());
        let made = instant("1970-01-01T00:00:00Z") + made;

        store.changes.purge(made, made).await.unwrap();
        let left = history(&store, ada, &milk).await;
        assert_eq!(left.first().map(|change| change.commit), Some(newest));
        store.changes.purge(made + SignedDuration::from_millis(1), made).await.unwrap();
        assert_eq!(history(&store, ada, &milk).await, []);

        // The numbers go on where they were.
        store.toggle(ada, &milk).await.unwrap();
        assert_eq!(history(&store, ada, &milk).await[0].seq, 3);
    }

    async fn the_trash_is_purged_by_the_time_of_deletion(database: TestDatabase) {
        use errand_domain::tasks::TaskRepository;
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk").tags(["shop"])).await;
        let bread = store.keep(ada, task("bread")).await;
        store.delete(ada, &milk).await.unwrap();
        store.tasks.purge_trash(later()).await.unwrap();
        assert!(store.find(ada, &milk).await.is_some(), "deleted at that very moment");
        let after = later() + SignedDuration::from_micros(1);
        store.tasks.purge_trash(after).await.unwrap();
        assert_eq!(store.find(ada, &milk).await, None);
        assert_eq!(store.find(ada, &bread).await, Some(bread));
        assert_eq!(store.number("SELECT COUNT(*) FROM task_tags").await, 0);
        if !database.is_postgres() {
            database.assert_search_index().await;
        }
    }

    async fn a_purge_removes_more_than_one_statement_does(database: TestDatabase) {
        use errand_domain::tasks::TaskRepository;
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for _ in 0..501 {
            let milk = task("milk").task().delete(later());
            store.create(ada, &milk).await.unwrap();
        }
        let after = later() + SignedDuration::from_hours(100_000);
        store.tasks.purge_trash(after).await.unwrap();
        assert_eq!(store.number("SELECT COUNT(*) FROM tasks").await, 0);
        store.changes.purge(after, after).await.unwrap();
        assert_eq!(store.number("SELECT COUNT(*) FROM changes").await, 0);
    }

    async fn the_trash_lists_the_last_deleted_first(database: TestDatabase) {
        use errand_domain::tasks::TaskRepository;
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let mut deleted = Vec::new();
        for minute in 0..5 {
            let kept = store.keep(ada, task("milk")).await;
            // Two at the same instant.
            let at = later() + SignedDuration::from_mins(minute / 2);
            deleted.push(store.change(ada, kept.id, |task| task.delete(at)).await.unwrap());
        }
        store.keep(ada, task("not deleted")).await;
        deleted.reverse();
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let page = store.tasks.trash(ada, after, limit(2)).await.unwrap();
            walked.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(walked, deleted);
        let page = store.tasks.trash(bob, None, limit(2)).await.unwrap();
        assert_eq!(page.items, []);
    }
}

async fn history(store: &Store, owner: UserId, task: &Task) -> Vec<Change> {
    let entity = EntityId::Task(task.id);
    let page = store
        .changes
        .of_entity(owner, entity, None, limit(100))
        .await
        .unwrap();
    page.items
}
