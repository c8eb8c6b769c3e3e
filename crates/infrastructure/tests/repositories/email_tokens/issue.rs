//! Issuing tokens and verifying emails. A token is valid for a while, for one purpose and one
//! email.

use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, EmailVerification, Purpose};
use errand_domain::events::{Event, EventKind, EventLog};
use errand_domain::mail::{Mail, MailId};
use errand_domain::sessions::{Session, SessionPolicy, SessionRepository};
use errand_domain::users::{Email, PasswordVersion, User, UserId, UserRepository};
use errand_domain::{Client, ClientAddress, Digest, Timestamp};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::store::{FIRST, Store, at_once, hash, limit, noon, user};

pub(crate) const POLICY: SessionPolicy = SessionPolicy {
    idle: SignedDuration::from_hours(24 * 7),
    absolute: SignedDuration::from_hours(24 * 30),
    most: 100,
};

pub(crate) fn now() -> Timestamp {
    noon().now
}

pub(crate) fn digest(number: u8) -> Digest {
    Digest([number; 32])
}

pub(crate) fn client() -> Client {
    Client {
        address: ClientAddress::new([192, 0, 2, 1].into()),
        device: "browser".to_owned(),
    }
}

/// The mail that contains a token.
pub(crate) fn mail(token: &EmailToken, at: Timestamp) -> Mail {
    Mail {
        id: MailId(Uuid::now_v7()),
        user: token.user,
        to: token.email.mailbox(),
        subject: "Hello".to_owned(),
        text: "See you.".into(),
        created_at: at,
        expires_at: token.expires_at,
    }
}

/// A notice to a user, at their current email.
pub(crate) fn notice(user: &User) -> Mail {
    let token = EmailToken::new(digest(0), user, Purpose::VerifyEmail, now());
    mail(&token, now())
}

impl Store {
    /// Issues the token with this number to a user.
    pub(crate) async fn issue(&self, user: &User, purpose: Purpose, number: u8) {
        let token = EmailToken::new(digest(number), user, purpose, now());
        let mail = mail(&token, now());
        self.email_tokens.issue(&token, &mail, None).await.unwrap();
    }

    /// A user who was sent the token with the number 1.
    pub(crate) async fn sent(&self, purpose: Purpose) -> User {
        let id = self.user("ada").await;
        let ada = self.found(id).await.unwrap();
        self.issue(&ada, purpose, 1).await;
        ada
    }

    pub(crate) async fn begin_session(&self, user: UserId) {
        let session = Session::new(user, &client(), now());
        let (first, token) = (PasswordVersion(1), digest(9));
        let kept = self.sessions.insert(&session, &token, first, POLICY);
        assert!(kept.await.unwrap());
    }

    pub(crate) async fn sessions_of(&self, user: UserId) -> usize {
        let sessions = self.sessions.list(user, POLICY, now()).await;
        sessions.unwrap().len()
    }

    pub(crate) async fn verify(&self, number: u8, at: Timestamp) -> Option<EmailVerification> {
        let digest = digest(number);
        let verified = self.email_tokens.verify_email(&digest, at).await;
        verified.unwrap()
    }

    /// Resets the password with the token of this number, and notifies `ada`.
    pub(crate) async fn reset(&self, number: u8, new: &str, at: Timestamp) -> Option<User> {
        let (digest, new, notice) = (digest(number), hash(new), notice(&user("ada@example.org")));
        let reset = self.email_tokens.reset_password(&digest, &new, &notice, at);
        reset.await.unwrap()
    }

    /// Changes the user's first password, and notifies them.
    pub(crate) async fn change_password(&self, user: &User) -> bool {
        let (new, notice) = (hash("changed"), notice(user));
        let users = &self.users;
        let changed = users.change_password(user.id, FIRST, &new, None, &notice, now());
        changed.await.unwrap()
    }

    /// A user's password hash and its version.
    pub(crate) async fn password_of(&self, user: UserId) -> (String, i64) {
        let found = self.users.credentials_of(user).await.unwrap().unwrap();
        (found.password_hash.0, found.password_version.0)
    }
}

on_both_databases! {
    async fn opening_a_verification_link_again_changes_nothing(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::VerifyEmail).await;
        assert_eq!(ada.email_verified_at, None);
        assert_eq!(store.verify(1, now()).await, Some(EmailVerification::Done(ada.id)));
        let verified = User { email_verified_at: Some(now()), ..ada };
        assert_eq!(store.found(verified.id).await, Some(verified.clone()));
        let later = now() + SignedDuration::from_mins(1);
        assert_eq!(store.verify(1, later).await, Some(EmailVerification::DoneBefore));
        assert_eq!(store.found(verified.id).await, Some(verified));
    }

    async fn the_time_of_the_first_verification_is_kept(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::VerifyEmail).await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        store.verify(1, now()).await;
        let again = store.verify(2, now() + SignedDuration::from_mins(1)).await;
        assert_eq!(again, Some(EmailVerification::DoneBefore));
        assert_eq!(store.found(ada.id).await.unwrap().email_verified_at, Some(now()));
    }

    async fn of_fifty_simultaneous_verifications_one_is_the_first(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::VerifyEmail).await;
        let outcomes = at_once(50, |_| {
            let store = store.clone();
            async move { store.verify(1, now()).await.unwrap() }
        });
        let done = EmailVerification::Done(ada.id);
        assert_eq!(outcomes.await.into_iter().filter(|outcome| *outcome == done).count(), 1);
    }

    async fn a_token_is_valid_for_half_an_hour(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        let end = now() + SignedDuration::from_mins(30);
        let purpose = Purpose::ResetPassword;
        assert!(store.email_tokens.find(&digest(1), purpose, end).await.unwrap().is_none());
        assert!(store.reset(1, "new", end).await.is_none());
        assert!(store.verify(2, end).await.is_none());
        let last = end - SignedDuration::from_micros(1);
        assert!(store.email_tokens.find(&digest(1), purpose, last).await.unwrap().is_some());
        assert!(store.reset(1, "new", last).await.is_some());
        assert!(store.verify(2, last).await.is_some());
    }

    async fn a_token_is_valid_only_for_its_purpose(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::VerifyEmail).await;
        store.issue(&ada, Purpose::ResetPassword, 2).await;
        let purpose = Purpose::ResetPassword;
        assert!(store.email_tokens.find(&digest(1), purpose, now()).await.unwrap().is_none());
        assert!(store.reset(1, "new", now()).await.is_none());
        assert!(store.verify(2, now()).await.is_none());
        assert_eq!(store.password_of(ada.id).await, ("secret".to_owned(), 1));
        // That did not consume them.
        assert!(store.verify(1, now()).await.is_some());
        assert!(store.reset(2, "new", now()).await.is_some());
    }

    async fn a_token_sent_to_a_previous_email_is_invalid(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        let new = Email::parse("new@example.org").unwrap();
        store.users.change_email(ada.id, FIRST, &new, now()).await.unwrap();
        let purpose = Purpose::ResetPassword;
        assert!(store.email_tokens.find(&digest(1), purpose, now()).await.unwrap().is_none());
        assert!(store.reset(1, "new", now()).await.is_none());
        assert!(store.verify(2, now()).await.is_none());
        assert_eq!(store.password_of(ada.id).await, ("secret".to_owned(), 1));
        assert_eq!(store.found(ada.id).await.unwrap().email_verified_at, None);
    }

    async fn a_changed_email_is_not_verified(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::VerifyEmail).await;
        store.verify(1, now()).await.unwrap();
        let new = Email::parse("new@example.org").unwrap();
        let moved = store.users.change_email(ada.id, FIRST, &new, now()).await.unwrap().unwrap();
        assert_eq!(moved.email_verified_at, None);
        assert_eq!(store.found(ada.id).await, Some(moved));
    }

    async fn a_mail_is_not_queued_if_its_transaction_fails(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = user("ada@example.org");
        let token = EmailToken::new(digest(1), &ada, Purpose::ResetPassword, now());
        let event = Event::of_nobody(EventKind::PasswordResetRequested, &client(), now());
        store.events.record(&event).await.unwrap();
        let mail = mail(&token, now());
        let issued = store.email_tokens.issue(&token, &mail, Some(event)).await;
        assert!(issued.is_err(), "an event is stored once");
        for table in ["email_tokens", "jobs"] {
            let count = format!("SELECT COUNT(*) FROM {table}");
            assert_eq!(store.number(&count).await, 0, "{table}");
        }
    }

    async fn a_token_and_a_mail_for_nobody_are_written_but_useless(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let nobody = user("nobody@example.org");
        let token = EmailToken::new(digest(1), &nobody, Purpose::ResetPassword, now());
        let event = Event::new(nobody.id, EventKind::PasswordResetRequested, &client(), now());
        let mail = mail(&token, now());
        store.email_tokens.issue(&token, &mail, Some(event)).await.unwrap();
        for table in ["email_tokens", "jobs"] {
            let count = format!("SELECT COUNT(*) FROM {table} WHERE user_id IS NULL");
            assert_eq!(store.number(&count).await, 1, "{table}");
        }
        assert!(store.reset(1, "new", now()).await.is_none());
        // Not even after somebody signs up with that email.
        store.users.insert(&nobody, &hash("secret")).await.unwrap();
        assert!(store.reset(1, "new", now()).await.is_none());
    }

    async fn the_event_is_stored_with_the_token(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let ada = store.found(ada).await.unwrap();
        let token = EmailToken::new(digest(1), &ada, Purpose::ResetPassword, now());
        let event = Event::new(ada.id, EventKind::PasswordResetRequested, &client(), now());
        let mail = mail(&token, now());
        store.email_tokens.issue(&token, &mail, Some(event.clone())).await.unwrap();
        let kept = store.events.list(ada.id, None, limit(10)).await.unwrap();
        assert_eq!(kept.items, [event]);
    }

    async fn expired_tokens_and_those_of_deleted_users_are_deleted(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        let count = "SELECT COUNT(*) FROM email_tokens";
        let end = now() + SignedDuration::from_mins(30);
        store.email_tokens.purge(end - SignedDuration::from_micros(1)).await.unwrap();
        assert_eq!(store.number(count).await, 1);
        store.email_tokens.purge(end).await.unwrap();
        assert_eq!(store.number(count).await, 0);
        store.issue(&ada, Purpose::ResetPassword, 2).await;
        assert!(store.users.delete(ada.id, FIRST).await.unwrap());
        assert_eq!(store.number(count).await, 0);
        assert_eq!(store.number("SELECT COUNT(*) FROM jobs").await, 0);
    }
}
