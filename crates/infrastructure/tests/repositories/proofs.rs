//! Actions that a password permits. They must fail if the password changes before they are stored.

use std::sync::Arc;

use errand_domain::Digest;
use errand_domain::email_tokens::{EmailToken, EmailTokenRepository};
use errand_domain::personal_tokens::{Insertion, PersonalTokenRepository};
use errand_domain::sessions::SessionRepository;
use errand_domain::users::{Email, UserId, UserRepository};
use errand_test_support::on_both_databases;
use sea_orm::{ConnectionTrait, TransactionTrait};
use tokio::task::JoinSet;

use crate::email_tokens::issue::mail;
use crate::personal_tokens::token;
use crate::sessions::{POLICY, digest, session};
use crate::store::{FIRST, Store, noon};

/// Tries every action that the user's first password permits, and returns the names of those that
/// succeeded.
async fn everything(store: &Arc<Store>, ada: UserId, round: u8) -> Vec<&'static str> {
    let mut tries = JoinSet::new();
    let now = noon().now;
    let at = store.clone();
    tries.spawn(async move {
        let email = Email::parse(&format!("new{round}@example.org")).unwrap();
        let changed = at.users.change_email(ada, FIRST, &email, now).await;
        changed.unwrap().map(|_| "email")
    });
    let at = store.clone();
    tries.spawn(async move {
        let email = Email::parse(&format!("later{round}@example.org")).unwrap();
        let token = EmailToken::for_change(Digest([round; 32]), ada, email, now);
        let mail = mail(&token, now);
        let issued = at.email_tokens.issue_change(&token, FIRST, &mail).await;
        issued.unwrap().then_some("pending email")
    });
    let at = store.clone();
    tries.spawn(async move {
        let (session, digest) = (session(ada, now), digest(1));
        let begun = at.sessions.insert(&session, &digest, FIRST, POLICY).await;
        begun.unwrap().then_some("session")
    });
    let at = store.clone();
    tries.spawn(async move {
        let (token, digest) = (token(ada), Digest([round; 32]));
        let made = at.personal_tokens.insert(&token, &digest, FIRST).await;
        (made.unwrap() == Insertion::Done).then_some("token")
    });
    let at = store.clone();
    tries.spawn(async move {
        let deleted = at.users.delete(ada, FIRST).await;
        deleted.unwrap().then_some("deletion")
    });
    tries.join_all().await.into_iter().flatten().collect()
}

on_both_databases! {
    async fn a_password_that_is_being_changed_permits_nothing(database: TestDatabase) {
        let store = Store::on(&database).await;
        for round in 0..20 {
            let ada = store.user(&format!("ada{round}")).await;
            let change = store.sql.begin().await.unwrap();
            let another = "UPDATE users SET password_version = 2 WHERE password_version = 1";
            change.execute_unprepared(another).await.unwrap();
            let tries = tokio::spawn({
                let store = store.clone();
                async move { everything(&store, ada, round).await }
            });
            tokio::task::yield_now().await;
            change.commit().await.unwrap();
            assert_eq!(tries.await.unwrap(), [""; 0], "round {round}");
            assert!(store.found(ada).await.is_some());
        }
    }

    async fn an_unchanged_password_permits_everything(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let done = everything(&store, ada, 0).await;
        assert!(done.contains(&"deletion"), "{done:?}");
    }
}
