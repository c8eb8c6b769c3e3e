//! Password resets. A token resets the password once, and everything else that could grant access
//! ends with it.

use errand_domain::email_tokens::{EmailTokenRepository, Purpose};
use errand_domain::personal_tokens::PersonalTokenRepository;
use errand_domain::sessions::{Session, SessionRepository};
use errand_domain::users::{PasswordVersion, User};
use errand_test_support::on_both_databases;

use crate::email_tokens::issue::{POLICY, client, digest, now};
use crate::store::{Store, at_once};

on_both_databases! {
    async fn a_reset_sets_the_password_revokes_all_access_and_verifies_the_email(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        let bob = store.user("bob").await;
        for user in [ada.id, ada.id, bob] {
            store.begin_session(user).await;
        }
        for (user, digest) in [(ada.id, 1), (bob, 2)] {
            store.keep_token(user, digest).await;
        }
        let purpose = Purpose::ResetPassword;
        assert_eq!(store.email_tokens.find(&digest(1), purpose, now()).await.unwrap(), Some(ada.clone()));
        let reset = store.reset(1, "new", now()).await.unwrap();
        assert_eq!(reset, User { email_verified_at: Some(now()), ..ada.clone() });
        assert_eq!(store.password_of(ada.id).await, ("new".to_owned(), 2));
        assert_eq!(store.sessions_of(ada.id).await, 0);
        assert_eq!(store.password_of(bob).await, ("secret".to_owned(), 1));
        assert_eq!(store.sessions_of(bob).await, 1);
        assert_eq!(store.personal_tokens.list(ada.id).await.unwrap(), []);
        assert_eq!(store.personal_tokens.list(bob).await.unwrap().len(), 1);
        // A login that compared the old password a moment ago begins no session.
        let late = Session::new(ada.id, &client(), now());
        let (first, token) = (PasswordVersion(1), digest(9));
        let kept = store.sessions.insert(&late, &token, first, POLICY);
        assert!(!kept.await.unwrap());
    }

    async fn a_reset_consumes_all_reset_tokens_and_no_others(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        store.issue(&ada, Purpose::ResetPassword, 2).await;
        store.issue(&ada, Purpose::VerifyEmail, 3).await;
        let bob = store.user("bob").await;
        let bob = store.found(bob).await.unwrap();
        store.issue(&bob, Purpose::ResetPassword, 4).await;
        assert!(store.reset(1, "new", now()).await.is_some());
        assert!(store.reset(2, "newer", now()).await.is_none());
        assert!(store.verify(3, now()).await.is_some());
        assert!(store.reset(4, "newer", now()).await.is_some());
        assert_eq!(store.password_of(ada.id).await, ("new".to_owned(), 2));
    }

    async fn of_fifty_simultaneous_resets_with_one_token_one_succeeds(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        let outcomes = at_once(50, |index| {
            let store = store.clone();
            async move {
                let new = format!("new {index}");
                store.reset(1, &new, now()).await.map(|_| new)
            }
        });
        let winners: Vec<_> = outcomes.await.into_iter().flatten().collect();
        let [winner] = &winners[..] else { panic!("{winners:?}") };
        assert_eq!(store.password_of(ada.id).await, (winner.clone(), 2));
    }

    async fn simultaneous_resets_and_changes_of_a_password_do_not_deadlock(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        let outcomes = at_once(20, |index| {
            let (store, ada) = (store.clone(), ada.clone());
            async move {
                if index % 2 == 0 {
                    return store.reset(1, "reset", now()).await.is_some();
                }
                store.change_password(&ada).await
            }
        });
        // Whichever is first invalidates all the others.
        assert_eq!(outcomes.await.into_iter().filter(|done| *done).count(), 1);
    }

    async fn changing_the_password_invalidates_reset_links(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        assert!(store.change_password(&ada).await);
        assert!(store.reset(1, "reset", now()).await.is_none());
        assert!(store.verify(2, now()).await.is_some());
    }
}
