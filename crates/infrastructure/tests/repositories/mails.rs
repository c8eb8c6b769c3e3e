//! The mail queue. One process at a time claims a mail, which is deleted once it is sent or
//! useless.

use std::collections::BTreeSet;

use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, Purpose};
use errand_domain::mail::{ClaimedMail, Mail, MailId, MailQueue};
use errand_domain::users::{User, UserRepository};
use errand_domain::{Digest, Timestamp};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;
use secrecy::ExposeSecret;

use crate::email_tokens::issue::mail;
use crate::store::{FIRST, Store, at_once, noon, user};

fn at(seconds: i64) -> Timestamp {
    noon().now + SignedDuration::from_secs(seconds)
}

impl Store {
    async fn ada(&self) -> User {
        let id = self.user("ada").await;
        self.found(id).await.unwrap()
    }

    /// Queues a mail to a user.
    async fn queue(&self, user: &User, number: u8, now: i64) -> Mail {
        let purpose = Purpose::VerifyEmail;
        let token = EmailToken::new(Digest([number; 32]), user, purpose, at(now));
        let mail = mail(&token, at(now));
        self.email_tokens.issue(&token, &mail, None).await.unwrap();
        mail
    }

    /// Claims a mail for one minute.
    async fn claim(&self, now: i64) -> Option<ClaimedMail> {
        self.mails.claim(at(now), at(now + 60)).await.unwrap()
    }

    /// The claimed mail and the number of the attempt.
    async fn claimed(&self, now: i64) -> Option<(MailId, u32)> {
        let claimed = self.claim(now).await;
        claimed.map(|claimed| (claimed.mail.id, claimed.attempt))
    }

    async fn has_due(&self, now: i64) -> bool {
        self.mails.has_due(at(now)).await.unwrap()
    }

    async fn queued(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM mails").await
    }
}

on_both_databases! {
    async fn a_mail_is_claimed_unchanged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        assert!(!store.has_due(0).await);
        let mail = store.queue(&ada, 1, 0).await;
        assert!(!store.has_due(-1).await);
        assert!(store.has_due(0).await);
        let ClaimedMail { mail: claimed, attempt } = store.claim(0).await.unwrap();
        assert_eq!(attempt, 1);
        assert_eq!((claimed.id, claimed.user), (mail.id, ada.id));
        assert_eq!((claimed.to, claimed.subject), (mail.to, mail.subject));
        assert_eq!(claimed.text.expose_secret(), mail.text.expose_secret());
        assert_eq!(claimed.created_at, mail.created_at);
        assert_eq!(claimed.expires_at, mail.expires_at);
    }

    async fn a_claimed_mail_cannot_be_claimed_again_until_the_lease_ends(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 1, 0).await.id;
        assert_eq!(store.claimed(0).await, Some((id, 1)));
        assert_eq!(store.claimed(59).await, None);
        assert!(!store.has_due(59).await);
        assert_eq!(store.claimed(60).await, Some((id, 2)));
    }

    async fn simultaneous_processes_claim_different_mails(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let mut queued = BTreeSet::new();
        for number in 0..5 {
            queued.insert(store.queue(&ada, number, 0).await.id.0);
        }
        let mut claimed = Vec::new();
        // On PostgreSQL, a process that finds the next mail locked by another may claim none.
        for _ in 0..5 {
            let outcomes = at_once(20, |_| {
                let store = store.clone();
                async move { store.claim(0).await }
            });
            let outcomes = outcomes.await.into_iter().flatten();
            claimed.extend(outcomes.map(|claimed| claimed.mail.id.0));
        }
        assert_eq!(claimed.len(), 5, "{claimed:?}");
        assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>(), queued);
    }

    async fn the_mail_that_has_been_due_longest_comes_first(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let second = store.queue(&ada, 1, 2).await.id;
        let first = store.queue(&ada, 2, 1).await.id;
        let third = store.queue(&ada, 3, 3).await.id;
        for id in [first, second, third] {
            assert_eq!(store.claimed(5).await, Some((id, 1)));
        }
        assert_eq!(store.claimed(5).await, None);
    }

    async fn a_postponed_mail_waits_but_not_beyond_its_expiry(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let id = store.queue(&ada, 1, 0).await.id;
        store.claim(0).await;
        store.mails.postpone(id, at(120)).await.unwrap();
        assert_eq!(store.claimed(119).await, None);
        assert_eq!(store.claimed(120).await, Some((id, 2)));
        store.mails.postpone(id, at(24 * 60 * 60)).await.unwrap();
        assert!(!store.has_due(30 * 60 - 1).await);
        assert!(store.has_due(30 * 60).await);
        assert_eq!(store.claimed(30 * 60).await, None);
        assert_eq!(store.mails.drop_dead(at(30 * 60)).await.unwrap(), 1);
        assert_eq!(store.queued().await, 0);
    }

    async fn removing_a_sent_mail_leaves_the_others(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let sent = store.queue(&ada, 1, 0).await.id;
        let other = store.queue(&ada, 2, 1).await.id;
        store.claim(0).await;
        store.mails.remove(sent).await.unwrap();
        assert_eq!(store.queued().await, 1);
        assert_eq!(store.claimed(100).await, Some((other, 1)));
    }

    async fn an_expired_mail_or_one_to_nobody_is_dropped_and_never_claimed(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let expired = 30 * 60;
        store.queue(&ada, 1, 0).await;
        store.queue(&user("nobody@example.org"), 2, expired - 1).await;
        let good = store.queue(&ada, 3, expired).await.id;
        assert_eq!(store.claimed(expired).await, Some((good, 1)));
        assert_eq!(store.claimed(expired).await, None);
        assert!(store.has_due(expired).await);
        // Dropping a mail to nobody loses nothing, so it is not counted.
        assert_eq!(store.mails.drop_dead(at(expired)).await.unwrap(), 1);
        assert_eq!(store.queued().await, 1);
        assert!(!store.has_due(expired).await);
    }

    async fn mails_are_deleted_with_their_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        store.queue(&ada, 1, 0).await;
        assert!(store.users.delete(ada.id, FIRST).await.unwrap());
        assert_eq!(store.queued().await, 0);
    }
}
