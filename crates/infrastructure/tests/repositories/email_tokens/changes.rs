//! Pending changes of email. They wait for their link, reserve nothing, and end with the password
//! that allowed them.

use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, EmailVerification, Purpose};
use errand_domain::users::{Email, KeepUserError, PasswordVersion, User, UserRepository};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, TransactionTrait};

use crate::email_tokens::issue::{digest, mail, notice, now};
use crate::store::{FIRST, Store, at_once, hash, user};

const MAILS: &str = "SELECT COUNT(*) FROM jobs";
const OLD: &str = "ada@example.org";
/// Its host is different in ASCII, so both forms must be stored.
const NEW: &str = "Ada@BÜCHER.example";

fn new() -> Email {
    Email::parse(NEW).unwrap()
}

impl Store {
    /// Makes a change of the user's email pending, with the token of this number.
    async fn issue_change(&self, user: &User, email: &str, number: u8) -> bool {
        let email = Email::parse(email).unwrap();
        let token = EmailToken::for_change(digest(number), user.id, email, now());
        let mail = mail(&token, now());
        let issued = self.email_tokens.issue_change(&token, FIRST, &mail).await;
        issued.unwrap()
    }

    /// `ada`, with a pending change of email and its token number 1.
    async fn ada_who_moves(&self) -> User {
        let id = self.user("ada").await;
        let ada = self.found(id).await.unwrap();
        assert!(self.issue_change(&ada, NEW, 1).await);
        ada
    }

    /// Opens the link with the token of this number, and notifies the user.
    async fn open(&self, user: &User, number: u8) -> Result<bool, KeepUserError> {
        let (tokens, notice) = (&self.email_tokens, notice(user));
        tokens.change_email(&digest(number), &notice, now()).await
    }

    async fn pending(&self, user: &User) -> Option<Email> {
        let pending = self.email_tokens.pending_email(user.id, now()).await;
        pending.unwrap()
    }

    async fn mails_to(&self, address: &str) -> i64 {
        self.number(&format!("{MAILS} WHERE payload->>'to' = '{address}'"))
            .await
    }
}

on_both_databases! {
    async fn a_change_waits_until_its_link_is_opened(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        assert_eq!(store.found(ada.id).await, Some(ada.clone()));
        assert_eq!(store.pending(&ada).await, Some(new()));
        assert_eq!(store.mails_to("Ada@xn--bcher-kva.example").await, 1);
        let found = store.email_tokens.find_change(&digest(1), now()).await.unwrap();
        assert_eq!(found, Some(ada.clone()));

        assert!(store.open(&ada, 1).await.unwrap());
        let moved = User { email: new(), email_verified_at: Some(now()), ..ada.clone() };
        assert_eq!(store.found(ada.id).await, Some(moved.clone()));
        assert_eq!(store.pending(&ada).await, None);
        assert_eq!(store.mails_to(OLD).await, 1);

        // Opening it again finds the email verified and does nothing more.
        assert!(!store.open(&ada, 1).await.unwrap());
        assert_eq!(store.verify(1, now()).await, Some(EmailVerification::DoneBefore));
        assert_eq!(store.found(ada.id).await, Some(moved));
        assert_eq!(store.mails_to(OLD).await, 1);
    }

    async fn a_pending_email_reserves_nothing_and_is_refused_once_somebody_has_it(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        let owner = user(&NEW.to_lowercase());
        store.users.insert(&owner, &hash("secret")).await.unwrap();
        let refused = store.open(&ada, 1).await;
        assert!(matches!(refused, Err(KeepUserError::EmailTaken)), "{refused:?}");
        assert_eq!(store.found(ada.id).await, Some(ada.clone()));
        assert_eq!(store.found(owner.id).await, Some(owner));
        assert_eq!(store.mails_to(OLD).await, 0);
        assert_eq!(store.verify(1, now()).await, None);
        // Their own view of the change does not reveal that.
        assert_eq!(store.pending(&ada).await, Some(new()));
    }

    async fn two_users_can_request_one_email_and_the_first_to_open_the_link_gets_it(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        let bob = store.user("bob").await;
        let bob = store.found(bob).await.unwrap();
        assert!(store.issue_change(&bob, NEW, 2).await);
        assert!(store.open(&bob, 2).await.unwrap());
        assert!(matches!(store.open(&ada, 1).await, Err(KeepUserError::EmailTaken)));
        assert_eq!(store.found(bob.id).await.unwrap().email, new());
    }

    async fn a_link_opened_twice_at_once_changes_the_email_once(database: TestDatabase) {
        let store = Store::on(&database).await;
        for round in 0..20 {
            let ada = store.user(&format!("ada{round}")).await;
            let ada = store.found(ada).await.unwrap();
            assert!(store.issue_change(&ada, &format!("new{round}@example.org"), round).await);
            let held = store.sql.begin().await.unwrap();
            held.execute_unprepared("UPDATE users SET updated_at = updated_at").await.unwrap();
            let opened = tokio::spawn(at_once(2, {
                let (store, ada) = (store.clone(), ada.clone());
                move |_| {
                    let (store, ada) = (store.clone(), ada.clone());
                    async move { store.open(&ada, round).await.unwrap() }
                }
            }));
            // Meanwhile they start, and wait.
            for _ in 0..10 {
                assert_eq!(store.found(ada.id).await, Some(ada.clone()));
            }
            held.commit().await.unwrap();
            let changed = opened.await.unwrap().into_iter().filter(|changed| *changed);
            assert_eq!(changed.count(), 1, "round {round}");
            assert_eq!(store.mails_to(ada.email.as_typed()).await, 1);
        }
    }

    async fn a_later_change_replaces_a_pending_one(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        assert!(store.issue_change(&ada, "other@example.org", 2).await);
        assert_eq!(store.pending(&ada).await.unwrap().as_typed(), "other@example.org");
        assert!(!store.open(&ada, 1).await.unwrap());
        assert_eq!(store.found(ada.id).await, Some(ada.clone()));
        assert!(store.open(&ada, 2).await.unwrap());
    }

    async fn a_change_is_pending_for_half_an_hour(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        let end = now() + SignedDuration::from_mins(30);
        let (tokens, notice) = (&store.email_tokens, notice(&ada));
        assert_eq!(tokens.pending_email(ada.id, end).await.unwrap(), None);
        assert_eq!(tokens.find_change(&digest(1), end).await.unwrap(), None);
        assert!(!tokens.change_email(&digest(1), &notice, end).await.unwrap());
        let last = end - SignedDuration::from_micros(1);
        assert_eq!(tokens.pending_email(ada.id, last).await.unwrap(), Some(new()));
        assert!(tokens.change_email(&digest(1), &notice, last).await.unwrap());
    }

    async fn only_a_change_token_changes_the_email_and_it_verifies_only_that_email(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        store.issue(&ada, Purpose::ResetPassword, 3).await;
        for number in [2, 3] {
            assert!(!store.open(&ada, number).await.unwrap());
            let found = store.email_tokens.find_change(&digest(number), now()).await;
            assert_eq!(found.unwrap(), None);
        }
        assert_eq!(store.verify(1, now()).await, None);
        assert!(store.reset(1, "new", now()).await.is_none());
        assert_eq!(store.found(ada.id).await, Some(ada));
    }

    async fn an_outdated_password_makes_no_change_pending(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let ada = store.found(ada).await.unwrap();
        assert!(store.change_password(&ada).await);
        let mails = store.number(MAILS).await;
        assert!(!store.issue_change(&ada, NEW, 1).await);
        assert_eq!(store.pending(&ada).await, None);
        assert_eq!(store.number(MAILS).await, mails);
    }

    async fn a_change_ends_with_the_password_that_allowed_it(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        assert!(store.change_password(&ada).await);
        assert_eq!(store.pending(&ada).await, None);
        assert!(!store.open(&ada, 1).await.unwrap());

        let second = PasswordVersion(2);
        let token = EmailToken::for_change(digest(2), ada.id, new(), now());
        let letter = mail(&token, now());
        assert!(store.email_tokens.issue_change(&token, second, &letter).await.unwrap());
        store.issue(&ada, Purpose::ResetPassword, 3).await;
        assert!(store.reset(3, "new", now()).await.is_some());
        assert_eq!(store.pending(&ada).await, None);
        assert!(!store.open(&ada, 2).await.unwrap());
        assert_eq!(store.found(ada.id).await.unwrap().email, ada.email);
    }

    async fn a_change_leaves_no_link_to_the_old_email_behind(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        store.issue(&ada, Purpose::ResetPassword, 3).await;
        let bob = store.user("bob").await;
        let bob = store.found(bob).await.unwrap();
        store.issue(&bob, Purpose::VerifyEmail, 4).await;
        assert!(store.open(&ada, 1).await.unwrap());
        assert_eq!(store.number("SELECT COUNT(*) FROM email_tokens").await, 2);
        assert_eq!(store.verify(4, now()).await, Some(EmailVerification::Done(bob.id)));
    }

    async fn an_immediate_change_ends_a_pending_one(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        let other = Email::parse("other@example.org").unwrap();
        let wrong = PasswordVersion(2);
        let refused = store.users.change_email(ada.id, wrong, &other, now()).await;
        assert_eq!(refused.unwrap(), None);
        assert_eq!(store.pending(&ada).await, Some(new()));
        store.users.change_email(ada.id, FIRST, &other, now()).await.unwrap().unwrap();
        assert_eq!(store.pending(&ada).await, None);
        assert!(!store.open(&ada, 1).await.unwrap());
        assert_eq!(store.found(ada.id).await.unwrap().email, other);
    }

    async fn the_notice_of_a_new_password_is_sent_only_if_it_was_set(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let ada = store.found(ada).await.unwrap();
        assert!(store.change_password(&ada).await);
        assert!(!store.change_password(&ada).await);
        assert_eq!(store.mails_to(OLD).await, 1);
        store.issue(&ada, Purpose::ResetPassword, 1).await;
        assert!(store.reset(2, "new", now()).await.is_none());
        assert_eq!(store.mails_to(OLD).await, 2);
        assert!(store.reset(1, "new", now()).await.is_some());
        assert_eq!(store.mails_to(OLD).await, 3);
    }

    async fn simultaneous_links_and_password_changes_do_not_deadlock(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada_who_moves().await;
        let outcomes = at_once(20, |index| {
            let (store, ada) = (store.clone(), ada.clone());
            async move {
                match index % 4 {
                    0 => store.change_password(&ada).await,
                    1 => store.issue_change(&ada, NEW, 2).await,
                    _ => store.open(&ada, 1).await.unwrap(),
                }
            }
        });
        assert!(outcomes.await.contains(&true));
        assert_eq!(store.password_of(ada.id).await, ("changed".to_owned(), 2));
        assert_eq!(store.pending(&ada).await, None);
    }
}
