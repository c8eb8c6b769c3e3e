//! Storing, listing and revoking personal tokens.

use errand_domain::Digest;
use errand_domain::access::{Scope, Scopes};
use errand_domain::personal_tokens::{
    Insertion, PersonalToken, PersonalTokenId, PersonalTokenRepository, TokenName,
};
use errand_domain::users::{UserId, UserRepository};
use errand_test_support::on_both_databases;
use uuid::Uuid;

use crate::store::{FIRST, Store, at_once, instant, noon};

pub(crate) fn token(user: UserId) -> PersonalToken {
    PersonalToken {
        id: PersonalTokenId(Uuid::now_v7()),
        user,
        name: TokenName::parse("Sicherung 🗄").unwrap(),
        scopes: Scopes::parse(vec![Scope::TasksRead, Scope::Account]).unwrap(),
        created_at: noon().now,
        expires_at: Some(instant("2030-01-01T00:00:00.000001Z")),
        last_used_at: None,
    }
}

impl Store {
    pub(crate) async fn keep_token(&self, user: UserId, digest: u8) -> PersonalToken {
        let token = token(user);
        let digest = Digest([digest; 32]);
        let kept = self.personal_tokens.insert(&token, &digest, FIRST).await;
        assert_eq!(kept.unwrap(), Insertion::Done);
        token
    }
}

on_both_databases! {
    async fn a_token_is_found_unchanged_by_its_digest(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let kept = store.keep_token(ada, 1).await;
        let found = store.personal_tokens.find(&Digest([1; 32])).await.unwrap();
        let (user, found) = found.unwrap();
        assert_eq!((user.id, &found), (ada, &kept));
        assert_eq!(store.personal_tokens.find(&Digest([2; 32])).await.unwrap(), None);
    }

    async fn only_their_user_can_list_and_revoke_tokens(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let first = store.keep_token(ada, 1).await;
        let second = store.keep_token(ada, 2).await;
        let list = async |user| store.personal_tokens.list(user).await.unwrap();
        assert_eq!(list(ada).await, [second.clone(), first.clone()]);
        assert_eq!(list(bob).await, []);
        assert!(!store.personal_tokens.delete(bob, first.id).await.unwrap());
        assert!(store.personal_tokens.delete(ada, first.id).await.unwrap());
        assert!(!store.personal_tokens.delete(ada, first.id).await.unwrap());
        assert_eq!(list(ada).await, [second]);
    }

    async fn a_user_has_at_most_a_hundred_tokens(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        for digest in 1..=100 {
            store.keep_token(ada, digest).await;
        }
        let more = store.personal_tokens.insert(&token(ada), &Digest([101; 32]), FIRST).await;
        assert_eq!(more.unwrap(), Insertion::TooMany);
        store.keep_token(bob, 101).await;
    }

    async fn simultaneous_creations_do_not_exceed_the_limit_of_tokens(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let made = at_once(120, |number| {
            let store = store.clone();
            let digest = Digest([u8::try_from(number).unwrap(); 32]);
            async move { store.personal_tokens.insert(&token(ada), &digest, FIRST).await.unwrap() }
        });
        let done = made.await.into_iter().filter(|result| *result == Insertion::Done);
        assert_eq!(done.count(), 100);
        assert_eq!(store.personal_tokens.list(ada).await.unwrap().len(), 100);
    }

    async fn tokens_are_deleted_with_their_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.keep_token(ada, 1).await;
        assert!(store.users.delete(ada, FIRST).await.unwrap());
        assert_eq!(store.personal_tokens.find(&Digest([1; 32])).await.unwrap(), None);
        let late = store.personal_tokens.insert(&token(ada), &Digest([2; 32]), FIRST).await;
        assert_eq!(late.unwrap(), Insertion::NotProven);
    }

    async fn the_time_of_last_use_never_moves_back(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let id = store.keep_token(ada, 1).await.id;
        let later = instant("2026-06-15T13:00:00Z");
        for at in [later, noon().now] {
            store.personal_tokens.record_use(&[(id, at)]).await.unwrap();
            let list = store.personal_tokens.list(ada).await.unwrap();
            assert_eq!(list[0].last_used_at, Some(later));
        }
    }
}
