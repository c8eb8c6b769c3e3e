//! What is sent to an e-mail, so that who brings it back is known to read mail there.

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::events::Event;
use crate::mail::Mail;
use crate::users::{Email, PasswordHash, User, UserId};
use crate::{Digest, Failure, Timestamp};

/// What a token is good for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// To show that the user reads what is sent to their e-mail.
    VerifyEmail,
    /// To set another password without knowing the old one.
    ResetPassword,
}

impl Purpose {
    /// The name of the purpose.
    pub fn name(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// A secret that was sent to an e-mail. It is good once, for one purpose, for half an hour, and as
/// long as the e-mail is the user's.
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

    /// A token from `now` on.
    pub fn new(digest: Digest, user: &User, purpose: Purpose, now: Timestamp) -> Self {
        Self {
            digest,
            user: user.id,
            purpose,
            email: user.email.clone(),
            expires_at: now + Self::LIFETIME,
        }
    }
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

    /// Uses a token up and notes that its user reads what is sent to their e-mail. `None` where it
    /// is not good. Of any number at once one succeeds.
    async fn verify_email(&self, digest: &Digest, now: Timestamp) -> Result<Option<User>, Failure>;

    /// Uses a token up and gives its user another password and a verified e-mail; all their
    /// sessions end, their personal tokens are revoked, and other tokens to reset the password are not good any more. `None` where it
    /// is not good. Of any number at once one succeeds.
    async fn reset_password(
        &self,
        digest: &Digest,
        new: &PasswordHash,
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
    }
}
