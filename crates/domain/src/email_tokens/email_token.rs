//! What is sent to an e-mail, so that who brings it back is known to read mail there.

use async_trait::async_trait;
use jiff::SignedDuration;
use strum::IntoStaticStr;

use crate::events::Event;
use crate::mail::Mail;
use crate::users::{Email, KeepUserError, PasswordHash, PasswordVersion, User, UserId};
use crate::{Digest, Failure, Timestamp};

/// What a token is good for.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "snake_case")]
pub enum Purpose {
    /// To show that the user reads what is sent to their e-mail.
    VerifyEmail,
    /// To set another password without knowing the old one.
    ResetPassword,
    /// To show that the user reads what is sent to the email they want to change to. The account
    /// keeps its email until then.
    ChangeEmail,
}

impl Purpose {
    /// The name of the purpose.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A secret that was sent to an email. It serves one purpose for half an hour. Unless that purpose is
/// to change the email, it is also refused as soon as the user has another one.
#[derive(Clone, Debug, PartialEq)]
pub struct EmailToken {
    /// Of the secret.
    pub digest: Digest,
    /// Whose it is.
    pub user: UserId,
    /// What it is good for.
    pub purpose: Purpose,
    /// Where it was sent.
    pub email: Email,
    /// From when on it is refused.
    pub expires_at: Timestamp,
}

impl EmailToken {
    /// How long a token is good.
    pub const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

    /// A token from `now` on, for the email that the user has.
    pub fn new(digest: Digest, user: &User, purpose: Purpose, now: Timestamp) -> Self {
        Self {
            digest,
            user: user.id,
            purpose,
            email: user.email.clone(),
            expires_at: now + Self::LIFETIME,
        }
    }

    /// A token from `now` on that changes a user's email to this one.
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

/// What a token to verify an email did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EmailVerification {
    /// The email of this user is verified now.
    Done(UserId),
    /// It had been verified before, so nothing happened.
    DoneBefore,
}

/// Keeps tokens, and does what they are good for. Every method is one transaction.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait EmailTokenRepository: Send + Sync {
    /// Keeps a token, queues the mail that brings it and, where there is one, keeps the event. Where
    /// there is no such user the same is written, so that it takes as long, but for nobody: the
    /// token is not good, and the mail is dropped.
    async fn issue(
        &self,
        token: &EmailToken,
        mail: &Mail,
        event: Option<Event>,
    ) -> Result<(), Failure>;

    /// Whose token this is, where it is good.
    async fn find(
        &self,
        digest: &Digest,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<User>, Failure>;

    /// Notes that the user of a token reads what is sent to their email. The token stays, so that its
    /// link can be opened again. `None` if it is not good. Of any number at once, one is
    /// [`EmailVerification::Done`].
    async fn verify_email(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<EmailVerification>, Failure>;

    /// Makes a change of email pending in place of any other of the user, and queues the mail that
    /// goes to the new email. The email is not reserved. `false`, and nothing is written, if the
    /// user's password is no longer the one of this version, or the user is gone.
    async fn issue_change(
        &self,
        token: &EmailToken,
        proven: PasswordVersion,
        mail: &Mail,
    ) -> Result<bool, Failure>;

    /// The email that a user's pending change leads to.
    async fn pending_email(&self, user: UserId, now: Timestamp) -> Result<Option<Email>, Failure>;

    /// The user, as they are now, whose pending change this token completes.
    async fn find_change(&self, digest: &Digest, now: Timestamp) -> Result<Option<User>, Failure>;

    /// Completes a pending change: the user gets the token's email, verified, and the notice is
    /// queued. The token stays as one that verified the email; all others of the user are forgotten.
    /// `false` if no change is pending for the token. An email that belongs to another user by now is
    /// [`KeepUserError::EmailTaken`]. Of any number at once, one is `true`.
    async fn change_email(
        &self,
        digest: &Digest,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, KeepUserError>;

    /// Uses a token up and gives its user another password and a verified email, and queues the
    /// notice. All their sessions end, their personal tokens are revoked, and a pending change of
    /// email and other tokens to reset the password are forgotten. `None` if the token is not good.
    /// Of any number at once, one succeeds.
    async fn reset_password(
        &self,
        digest: &Digest,
        new: &PasswordHash,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<Option<User>, Failure>;

    /// Forgets tokens that have expired.
    async fn purge(&self, now: Timestamp) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_kept_by_a_name_of_its_own() {
        assert_eq!(Purpose::VerifyEmail.name(), "verify_email");
        assert_eq!(Purpose::ResetPassword.name(), "reset_password");
        assert_eq!(Purpose::ChangeEmail.name(), "change_email");
    }
}
