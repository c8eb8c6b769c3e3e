//! Storing, refreshing, listing and ending sessions.

use errand_domain::sessions::{
    Rotated, Rotation, Session, SessionId, SessionPolicy, SessionRepository,
};
use errand_domain::users::{PasswordVersion, UserId, UserRepository};
use errand_domain::{Client, ClientAddress, Digest, SealedSecret, Timestamp};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;
use sea_orm::DbBackend;

use crate::email_tokens::issue::notice;
use crate::store::{FIRST, Store, at_once, hash, noon};

pub(crate) const POLICY: SessionPolicy = SessionPolicy {
    idle: SignedDuration::from_hours(24 * 7),
    absolute: SignedDuration::from_hours(24 * 30),
    most: 3,
};

fn now() -> Timestamp {
    noon().now
}

pub(crate) fn session(user: UserId, at: Timestamp) -> Session {
    let client = Client {
        address: ClientAddress::new([192, 0, 2, 1].into()),
        device: "browser".to_owned(),
    };
    Session::new(user, &client, at)
}

pub(crate) fn digest(number: u8) -> Digest {
    Digest([number; 32])
}

/// The exchange of the token with one number for the token with another.
fn exchange(presented: u8, successor: u8) -> Rotation {
    Rotation {
        presented: digest(presented),
        successor: digest(successor),
        sealed: SealedSecret([successor; SealedSecret::BYTES]),
    }
}

impl Store {
    /// A new session, whose refresh token has the number 1.
    async fn begin(&self, user: UserId, at: Timestamp) -> Session {
        let session = session(user, at);
        let first = digest(1);
        let kept = self.sessions.insert(&session, &first, FIRST, POLICY);
        assert!(kept.await.unwrap());
        session
    }

    async fn rotate(&self, id: SessionId, rotation: Rotation, at: Timestamp) -> Rotated {
        let rotated = self.sessions.rotate(id, &rotation, POLICY, at);
        rotated.await.unwrap()
    }

    async fn ids(&self, user: UserId, at: Timestamp) -> Vec<SessionId> {
        let sessions = self.sessions.list(user, POLICY, at).await.unwrap();
        sessions.iter().map(|session| session.id).collect()
    }
}

on_both_databases! {
    async fn a_session_is_found_unchanged_and_only_by_its_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let kept = store.begin(ada, now()).await;
        let (user, found) = store.sessions.find(ada, kept.id).await.unwrap().unwrap();
        assert_eq!((user.id, &found), (ada, &kept));
        assert_eq!(store.sessions.find(bob, kept.id).await.unwrap(), None);
        assert_eq!(store.sessions.list(ada, POLICY, now()).await.unwrap(), [kept]);
        assert_eq!(store.ids(bob, now()).await, []);
    }

    async fn an_outdated_password_begins_no_session(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let late = session(ada, now());
        let token = digest(1);
        let insert = |version| store.sessions.insert(&late, &token, version, POLICY);
        assert!(!insert(PasswordVersion(2)).await.unwrap());
        assert_eq!(store.ids(ada, now()).await, []);
        assert!(store.users.delete(ada, FIRST).await.unwrap());
        assert!(!insert(FIRST).await.unwrap());
    }

    async fn a_session_beyond_the_limit_ends_the_least_recently_used_one(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let hour = |hour| now() + SignedDuration::from_hours(hour);
        let theirs = store.begin(bob, now()).await.id;
        let first = store.begin(ada, hour(0)).await.id;
        let second = store.begin(ada, hour(1)).await.id;
        let third = store.begin(ada, hour(2)).await.id;
        store.sessions.record_use(&[(first, hour(3))]).await.unwrap();
        let fourth = store.begin(ada, hour(4)).await.id;
        assert_eq!(store.ids(ada, hour(4)).await, [fourth, first, third]);
        assert!(store.sessions.find(ada, second).await.unwrap().is_none());
        assert_eq!(store.ids(bob, hour(4)).await, [theirs]);
    }

    async fn simultaneous_logins_do_not_exceed_the_limit_of_sessions(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        at_once(40, |_| {
            let store = store.clone();
            async move { store.begin(ada, now()).await }
        })
        .await;
        assert_eq!(store.ids(ada, now()).await.len(), 3);
    }

    async fn a_token_is_exchanged_for_the_next_one(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.begin(ada, now()).await.id;
        let later = now() + SignedDuration::from_hours(1);
        let rotated = store.rotate(id, exchange(1, 2), later).await;
        assert!(matches!(rotated, Rotated::Rotated(user) if user.id == ada));
        let (_, session) = store.sessions.find(ada, id).await.unwrap().unwrap();
        assert_eq!(session.last_used_at, later);
        let rotated = store.rotate(id, exchange(2, 3), later).await;
        assert!(matches!(rotated, Rotated::Rotated(_)));
    }

    async fn a_token_yields_the_same_successor_for_ten_seconds_and_then_ends_the_session(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.begin(ada, now()).await.id;
        store.rotate(id, exchange(1, 2), now()).await;
        let last = now() + SignedDuration::from_secs(10);
        for at in [now(), last] {
            store.sessions.purge(POLICY, at).await.unwrap();
            let Rotated::Repeated(user, sealed) = store.rotate(id, exchange(1, 9), at).await else {
                panic!("the successor is given again")
            };
            assert_eq!((user.id, sealed), (ada, SealedSecret([2; SealedSecret::BYTES])));
        }
        let late = last + SignedDuration::from_micros(1);
        let rotated = store.rotate(id, exchange(1, 9), late).await;
        assert_eq!(rotated, Rotated::Reused(ada));
        assert_eq!(store.rotate(id, exchange(2, 3), late).await, Rotated::Gone);
    }

    async fn a_token_older_than_the_previous_one_ends_the_session_immediately(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let (id, other) = (store.begin(ada, now()).await.id, store.begin(ada, now()).await.id);
        let theirs = store.begin(bob, now()).await.id;
        store.rotate(id, exchange(1, 2), now()).await;
        store.rotate(id, exchange(2, 3), now()).await;
        assert_eq!(store.rotate(id, exchange(1, 9), now()).await, Rotated::Reused(ada));
        assert_eq!(store.ids(ada, now()).await, [other]);
        assert_eq!(store.ids(bob, now()).await, [theirs]);
    }

    async fn fifty_simultaneous_exchanges_yield_one_successor(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.begin(ada, now()).await.id;
        let results = at_once(50, |index| {
            let store = store.clone();
            async move {
                let own = u8::try_from(index + 100).unwrap();
                (own, store.rotate(id, exchange(1, own), now()).await)
            }
        })
        .await;
        let mut winners = Vec::new();
        let mut given = Vec::new();
        for (own, result) in results {
            match result {
                Rotated::Rotated(_) => winners.push(own),
                Rotated::Repeated(_, sealed) => given.push(sealed.0[0]),
                other => panic!("{other:?}"),
            }
        }
        let [winner] = winners[..] else { panic!("{winners:?}") };
        assert_eq!(given, [winner; 49]);
        let next = store.rotate(id, exchange(winner, 2), now()).await;
        assert!(matches!(next, Rotated::Rotated(_)));
    }

    async fn a_reuse_is_reported_only_by_the_exchange_that_ends_the_session(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.begin(ada, now()).await.id;
        store.rotate(id, exchange(1, 2), now()).await;
        store.rotate(id, exchange(2, 3), now()).await;
        // A test cannot intervene between finding the session and deleting it, so it makes the
        // deletion do nothing.
        let nothing_ends = match store.sql.get_database_backend() {
            DbBackend::Sqlite => {
                "CREATE TRIGGER late BEFORE DELETE ON sessions BEGIN SELECT RAISE(IGNORE); END"
            }
            _ => "CREATE RULE late AS ON DELETE TO sessions DO INSTEAD NOTHING",
        };
        store.execute(nothing_ends).await;
        assert_eq!(store.rotate(id, exchange(1, 9), now()).await, Rotated::Gone);
    }

    async fn an_expired_session_is_neither_listed_nor_refreshed(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.begin(ada, now()).await.id;
        let idle = now() + POLICY.idle;
        assert_eq!(store.ids(ada, idle - SignedDuration::from_micros(1)).await, [id]);
        assert_eq!(store.ids(ada, idle).await, []);
        assert_eq!(store.rotate(id, exchange(1, 2), idle).await, Rotated::Gone);
        let end = now() + POLICY.absolute;
        let busy = end - SignedDuration::from_hours(1);
        store.sessions.record_use(&[(id, busy)]).await.unwrap();
        assert_eq!(store.ids(ada, busy).await, [id]);
        assert_eq!(store.ids(ada, end).await, []);
        assert_eq!(store.rotate(id, exchange(1, 2), end).await, Rotated::Gone);
    }

    async fn only_expired_sessions_are_purged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let idle = store.begin(ada, now()).await.id;
        let alive = store.begin(ada, now()).await.id;
        store.rotate(alive, exchange(1, 2), now() + SignedDuration::from_hours(24)).await;
        let at = now() + POLICY.idle;
        store.sessions.purge(POLICY, at).await.unwrap();
        assert!(store.sessions.find(ada, idle).await.unwrap().is_none());
        assert_eq!(store.ids(ada, at).await, [alive]);
        // A successor that can no longer be requested is deleted too.
        assert_eq!(store.number("SELECT COUNT(*) FROM sessions WHERE successor IS NOT NULL").await, 0);
    }

    async fn a_session_can_be_ended_by_its_user_and_by_its_tokens(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let id = store.begin(ada, now()).await.id;
        assert!(!store.sessions.end(bob, id).await.unwrap());
        assert!(store.sessions.end(ada, id).await.unwrap());
        assert!(!store.sessions.end(ada, id).await.unwrap());

        let id = store.begin(ada, now()).await.id;
        store.rotate(id, exchange(1, 2), now()).await;
        for (number, ended) in [(3, None), (1, Some(ada)), (2, None)] {
            let by = store.sessions.end_by_token(id, &digest(number)).await;
            assert_eq!(by.unwrap(), ended, "{number}");
        }
    }

    async fn all_sessions_of_a_user_but_one_can_be_ended(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let kept = store.begin(ada, now()).await.id;
        store.begin(ada, now()).await;
        let theirs = store.begin(bob, now()).await.id;
        store.sessions.end_others(ada, Some(kept)).await.unwrap();
        assert_eq!(store.ids(ada, now()).await, [kept]);
        assert_eq!(store.ids(bob, now()).await, [theirs]);
    }

    async fn changing_the_password_ends_all_sessions_but_one(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let kept = store.begin(ada, now()).await.id;
        store.begin(ada, now()).await;
        let theirs = store.begin(bob, now()).await.id;
        let new = hash("new");
        let notice = notice(&store.found(ada).await.unwrap());
        let change = |version| store.users.change_password(ada, version, &new, Some(kept), &notice, noon().now);
        assert!(!change(PasswordVersion(2)).await.unwrap());
        assert_eq!(store.ids(ada, now()).await.len(), 2);
        assert!(change(FIRST).await.unwrap());
        assert_eq!(store.ids(ada, now()).await, [kept]);
        assert_eq!(store.ids(bob, now()).await, [theirs]);
        let credentials = store.users.credentials_of(ada).await.unwrap().unwrap();
        assert_eq!(credentials.password_hash, new);
        assert_eq!(credentials.password_version, PasswordVersion(2));
        assert!(!change(FIRST).await.unwrap());
    }

    async fn the_time_of_last_use_never_moves_back(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.begin(ada, now()).await.id;
        let later = now() + SignedDuration::from_hours(1);
        for at in [later, now()] {
            store.sessions.record_use(&[(id, at)]).await.unwrap();
            let (_, session) = store.sessions.find(ada, id).await.unwrap().unwrap();
            assert_eq!(session.last_used_at, later);
        }
    }
}
