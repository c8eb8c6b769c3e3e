//! Tokens sent by email, which prove that the user receives mail at an address.

use async_trait::async_trait;
use jiff::SignedDuration;
use strum::IntoStaticStr;

use crate::events::Event;
use crate::mail::Mail;
use crate::users::{Email, KeepUserError, PasswordHash, PasswordVersion, User, UserId};
use crate::{Digest, Failure, Timestamp};

/// The purpose of a token.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "snake_case")]
pub enum Purpose {
    /// Proves that the user receives mail at their email.
    VerifyEmail,
    /// Sets a new password without the old one.
    ResetPassword,
    /// Proves that the user receives mail at the email they want to change to. The account keeps
    /// its email until then.
    ChangeEmail,
}

impl Purpose {
    /// The name of the purpose.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A token sent by email. It serves one purpose for half an hour. Unless that purpose is to change
/// the email, it is also refused as soon as the user has a different email.
#[derive(Clone, Debug, PartialEq)]
pub struct EmailToken {
    /// The digest of its secret.
    pub digest: Digest,
    /// The user it belongs to.
    pub user: UserId,
    /// Its purpose.
    pub purpose: Purpose,
    /// The email it was sent to.
    pub email: Email,
    /// The instant from which it is refused.
    pub expires_at: Timestamp,
}

impl EmailToken {
    /// How long a token is valid.
    pub const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

    /// A token for the user's current email, valid from `now`.
    pub fn new(digest: Digest, user: &User, purpose: Purpose, now: Timestamp) -> Self {
        Self {
            digest,
            user: user.id,
            purpose,
            email: user.email.clone(),
            expires_at: now + Self::LIFETIME,
        }
    }

    /// A token that changes the user's email to this one, valid from `now`.
    pub fn for_change(digest: Digest, user: UserId, email: Email, now: Timestamp) -> Self {
        Self {
            digest,
            user,
            purpose: Purpose::ChangeEmail,
            email,
            expires_at: now + Self::LIFETIME,
        }
    }
}

/// The outcome of verifying an email with a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EmailVerification {
    /// The email of this user has just been verified.
    Done(UserId),
    /// It was already verified, so nothing changed.
    DoneBefore,
}

/// Stores tokens and carries out what they permit. Every method is one transaction.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait EmailTokenRepository: Send + Sync {
    /// Stores a token, queues the mail that contains it and, if there is one, stores the event. If
    /// the user does not exist, the same rows are written for nobody, so it takes as long: the
    /// token is not valid, and the mail is dropped.
    async fn issue(
        &self,
        token: &EmailToken,
        mail: &Mail,
        event: Option<Event>,
    ) -> Result<(), Failure>;

    /// The user of a token, or `None` if it is not valid.
    async fn find(
        &self,
        digest: &Digest,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<User>, Failure>;

    /// Marks the email of the token's user as verified. The token is kept, so its link can be
    /// opened again. Returns `None` if it is not valid. Of any number of simultaneous calls, one
    /// returns [`EmailVerification::Done`].
    async fn verify_email(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<EmailVerification>, Failure>;

    /// Makes a change of email pending, replacing any other of the user, and queues the mail to the
    /// new email. The email is not reserved. Returns `false`, and writes nothing, if the user's
    /// password is no longer of this version or the user no longer exists.
    async fn issue_change(
        &self,
        token: &EmailToken,
        proven: PasswordVersion,
        mail: &Mail,
    ) -> Result<bool, Failure>;

    /// The email of the user's pending change.
    async fn pending_email(&self, user: UserId, now: Timestamp) -> Result<Option<Email>, Failure>;

    /// The current user whose pending change this token completes.
    async fn find_change(&self, digest: &Digest, now: Timestamp) -> Result<Option<User>, Failure>;

    /// Completes a pending change: gives the user the token's email, verified, and queues the
    /// notice. The token is kept as one that verified the email; all others of the user are
    /// deleted. Returns `false` if no change is pending for the token. If another user has the
    /// email by now, it is [`KeepUserError::EmailTaken`]. Of any number of simultaneous calls, one
    /// returns `true`.
    async fn change_email(
        &self,
        digest: &Digest,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, KeepUserError>;

    /// Consumes a token, sets its user's password, marks their email as verified and queues the
    /// notice. All their sessions end, their personal tokens are revoked, and a pending change of
    /// email and other password-reset tokens are deleted. Returns `None` if the token is not valid.
    /// Of any number of simultaneous calls, one succeeds.
    async fn reset_password(
        &self,
        digest: &Digest,
        new: &PasswordHash,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<Option<User>, Failure>;

    /// Deletes expired tokens.
    async fn purge(&self, now: Timestamp) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_has_its_own_name() {
        assert_eq!(Purpose::VerifyEmail.name(), "verify_email");
        assert_eq!(Purpose::ResetPassword.name(), "reset_password");
        assert_eq!(Purpose::ChangeEmail.name(), "change_email");
    }
}
