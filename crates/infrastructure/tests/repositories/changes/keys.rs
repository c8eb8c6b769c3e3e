//! The keys of requests, which are committed with what the request wrote.

use errand_domain::changes::{
    ChangeLog, Commit, CommitError, Fingerprint, Journal, Put, RequestKey,
};
use errand_domain::users::UserId;
use errand_test_support::on_both_databases;
use jiff::SignedDuration;

use crate::store::{Store, at_once, commit, later};
use crate::tasks::draft::task;

fn key(text: &str) -> RequestKey {
    RequestKey::parse(text, Fingerprint([7; 32])).unwrap()
}

fn keyed(actor: UserId, text: &str) -> Commit {
    Commit {
        key: Some(key(text)),
        ..commit(actor, vec![Put::create(task("milk").task())])
    }
}

on_both_databases! {
    async fn a_key_finds_the_commit_it_was_used_for(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let first = keyed(ada, "k1");
        store.journal.commit(&first).await.unwrap();
        let found = store.changes.by_key(ada, &key("k1"), later()).await.unwrap();
        assert_eq!(found, Some((Fingerprint([7; 32]), first.id)));
        for (user, text) in [(ada, "k2"), (ada, "K1"), (bob, "k1")] {
            assert_eq!(store.changes.by_key(user, &key(text), later()).await.unwrap(), None);
        }
        store.journal.commit(&keyed(bob, "k1")).await.unwrap();
    }

    async fn a_key_is_committed_once_in_24_hours(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let first = keyed(ada, "k1");
        store.journal.commit(&first).await.unwrap();
        let day = SignedDuration::from_hours(24);
        let almost = Commit { at: later() + day - SignedDuration::from_micros(1), ..keyed(ada, "k1") };
        let refused = store.journal.commit(&almost).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        assert_eq!(store.number("SELECT COUNT(*) FROM tasks").await, 1);
        assert_eq!(store.number("SELECT seq FROM scopes").await, 1);
        let found = store.changes.by_key(ada, &key("k1"), almost.at).await.unwrap();
        assert_eq!(found.map(|(_, commit)| commit), Some(first.id));

        let next_day = Commit { at: later() + day, ..keyed(ada, "k1") };
        assert_eq!(store.changes.by_key(ada, &key("k1"), next_day.at).await.unwrap(), None);
        store.journal.commit(&next_day).await.unwrap();
        let found = store.changes.by_key(ada, &key("k1"), next_day.at).await.unwrap();
        assert_eq!(found.map(|(_, commit)| commit), Some(next_day.id));
    }

    async fn a_key_used_many_times_at_once_is_committed_once(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let outcomes = at_once(16, |_| {
            let store = store.clone();
            async move { store.journal.commit(&keyed(ada, "k1")).await }
        })
        .await;
        let committed = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(committed, 1, "{outcomes:?}");
        assert_eq!(store.number("SELECT COUNT(*) FROM tasks").await, 1);
        assert_eq!(store.number("SELECT COUNT(*) FROM changes").await, 1);
    }

    async fn a_commit_that_fails_leaves_its_key_free(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        let taken = Commit { puts: vec![Put::create(milk)], ..keyed(ada, "k1") };
        store.journal.commit(&taken).await.unwrap_err();
        assert_eq!(store.changes.by_key(ada, &key("k1"), later()).await.unwrap(), None);
        store.journal.commit(&keyed(ada, "k1")).await.unwrap();
    }

    async fn expired_keys_are_purged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.journal.commit(&keyed(ada, "k1")).await.unwrap();
        let day = SignedDuration::from_hours(24);
        let never = later() - day * 1000;
        store.changes.purge(never, later() + day - SignedDuration::from_micros(1)).await.unwrap();
        assert_eq!(store.number("SELECT COUNT(*) FROM request_keys").await, 1);
        store.changes.purge(never, later() + day).await.unwrap();
        assert_eq!(store.number("SELECT COUNT(*) FROM request_keys").await, 0);
    }
}
