//! Proving by their password that it is the user who asks.

use std::sync::Arc;

use errand_domain::users::{PasswordHasher, PasswordVersion, User, UserRepository, Verification};
use errand_domain::{Clock, Failure};
use secrecy::SecretString;
use thiserror::Error;

use crate::throttles::{AttemptLimiter, Throttled, from_refusal};

/// Checks the password of a user who is logged in.
pub struct PasswordCheck {
    /// Where hashes are.
    pub users: Arc<dyn UserRepository>,
    /// Compares passwords with them.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Counts wrong passwords as those of logins.
    pub limiter: Arc<AttemptLimiter>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl PasswordCheck {
    /// Makes sure that it is the user who asks. What this allows must hold the version that it answers
    /// against the row it changes: the password may be another by then. Wrong passwords are counted as
    /// those of logins.
    pub(crate) async fn confirm(
        &self,
        user: &User,
        password: SecretString,
    ) -> Result<PasswordVersion, ConfirmError> {
        let now = self.clock.now();
        self.limiter.password(&user.email, now).await?;
        let Some(found) = self.users.credentials_of(user.id).await? else {
            return Err(ConfirmError::WrongPassword);
        };
        let hash = Some(found.password_hash);
        match self.hasher.verify(password, hash).await? {
            Verification::Match { .. } => {
                self.limiter.password_was_right(&user.email).await?;
                Ok(found.password_version)
            }
            Verification::Mismatch => Err(ConfirmError::WrongPassword),
        }
    }
}

/// Why a password proves nothing.
#[derive(Debug, Error)]
pub(crate) enum ConfirmError {
    /// It is not the user's.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many wrong passwords were given.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(ConfirmError);
