//! Invitations to sign up. Each creates one account.

use errand_domain::signup_invitations::{SignupInvitation, SignupInvitationRepository};
use errand_domain::users::{Email, KeepUserError};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;

use crate::email_tokens::issue::{digest, now};
use crate::store::{Store, at_once, hash, limit, user};

fn email(name: &str) -> Email {
    Email::parse(&format!("{name}@example.org")).unwrap()
}

impl Store {
    /// Stores an invitation whose digest has this number.
    async fn invite(&self, email: Option<Email>, number: u8) -> SignupInvitation {
        let invitation = SignupInvitation::new(email, now());
        let digest = digest(number);
        let inserted = self.signup_invitations.insert(&invitation, &digest);
        inserted.await.unwrap();
        invitation
    }

    async fn accept(&self, number: u8, name: &str) -> Result<bool, KeepUserError> {
        let (digest, user) = (digest(number), user(email(name).as_typed()));
        let invitations = &self.signup_invitations;
        invitations
            .accept(&digest, &user, &hash("secret"), now())
            .await
    }

    async fn users(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM users").await
    }
}

on_both_databases! {
    async fn an_invitation_creates_one_account(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.invite(None, 1).await;
        let invitations = &store.signup_invitations;
        assert!(invitations.admits(&digest(1), &email("ada"), now()).await.unwrap());
        assert!(!invitations.admits(&digest(2), &email("ada"), now()).await.unwrap());
        assert!(!store.accept(2, "ada").await.unwrap());
        assert!(store.accept(1, "ada").await.unwrap());
        assert!(!invitations.admits(&digest(1), &email("bob"), now()).await.unwrap());
        assert!(!store.accept(1, "bob").await.unwrap());
        assert_eq!(store.users().await, 1);
    }

    async fn of_twenty_simultaneous_uses_one_creates_an_account(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.invite(None, 1).await;
        let outcomes = at_once(20, |index| {
            let store = store.clone();
            async move { store.accept(1, &format!("user{index}")).await.unwrap() }
        });
        assert_eq!(outcomes.await.into_iter().filter(|done| *done).count(), 1);
        assert_eq!(store.users().await, 1);
    }

    async fn an_invitation_for_one_email_admits_no_other(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.invite(Some(Email::parse("Ada@Example.org").unwrap()), 1).await;
        assert!(!store.accept(1, "bob").await.unwrap());
        assert!(store.accept(1, "ada").await.unwrap());
    }

    async fn an_invitation_for_a_taken_email_can_still_be_used(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.user("ada").await;
        store.invite(None, 1).await;
        let taken = store.accept(1, "ada").await;
        assert!(matches!(taken, Err(KeepUserError::EmailTaken)), "{taken:?}");
        assert!(store.accept(1, "bob").await.unwrap());
    }

    async fn an_expired_invitation_is_refused_and_soon_deleted(database: TestDatabase) {
        let store = Store::on(&database).await;
        let old = SignupInvitation::new(None, now() - SignupInvitation::LIFETIME);
        store.signup_invitations.insert(&old, &digest(1)).await.unwrap();
        assert!(!store.accept(1, "ada").await.unwrap());
        let moment = SignedDuration::from_micros(1);
        let first = digest(1);
        let invitations = &store.signup_invitations;
        assert!(invitations.admits(&first, &email("ada"), now() - moment).await.unwrap());
        assert_eq!(invitations.list(None, limit(10), now()).await.unwrap().items, []);
        let new = store.invite(None, 2).await;
        assert_eq!(store.number("SELECT COUNT(*) FROM signup_invitations").await, 1);
        let listed = invitations.list(None, limit(10), now()).await.unwrap();
        assert_eq!(listed.items, [new]);
    }

    async fn invitations_are_listed_newest_first_in_pages_and_withdrawn(database: TestDatabase) {
        let store = Store::on(&database).await;
        let first = store.invite(Some(email("ada")), 1).await;
        let second = store.invite(None, 2).await;
        let invitations = &store.signup_invitations;
        let page = invitations.list(None, limit(1), now()).await.unwrap();
        assert_eq!((&page.items[..], page.next), (&[second.clone()][..], Some(second.id)));
        let page = invitations.list(page.next, limit(1), now()).await.unwrap();
        assert_eq!((&page.items[..], page.next), (&[first.clone()][..], None));
        assert!(invitations.delete(first.id).await.unwrap());
        assert!(!invitations.delete(first.id).await.unwrap());
        assert!(!store.accept(1, "ada").await.unwrap());
        assert!(store.accept(2, "bob").await.unwrap());
    }
}
