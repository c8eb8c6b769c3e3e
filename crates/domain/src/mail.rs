//! Mail: what is sent, and who sends it. Mails wait in the queue of [jobs](crate::jobs).

use async_trait::async_trait;
use secrecy::SecretString;
use uuid::Uuid;

use crate::users::UserId;
use crate::{Failure, Timestamp};

/// Identifies a mail: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct MailId(pub Uuid);

/// A mail to a user.
#[derive(Clone, Debug)]
pub struct Mail {
    /// What it is known by.
    pub id: MailId,
    /// For whom.
    pub user: UserId,
    /// The address it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text. It may hold a link that is a secret.
    pub text: SecretString,
    /// When it was written.
    pub created_at: Timestamp,
    /// From when on it is useless, and is no longer sent.
    pub expires_at: Timestamp,
}

/// Sends mails.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends a mail, within 30 seconds. [`Failure::Unavailable`] may pass; any other failure will not.
    async fn send(&self, mail: &Mail) -> Result<(), Failure>;
}
