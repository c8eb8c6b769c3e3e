//! Proving by their password that it is the user who asks.

use std::sync::Arc;

use errand_domain::users::{
    HashedFor, PasswordHasher, PasswordVersion, User, UserRepository, Verification,
};
use errand_domain::{Client, Clock, Failure};
use secrecy::SecretString;
use thiserror::Error;

use crate::throttles::{AttemptLimiter, Guesser, Throttled, from_refusal};

/// Checks the password of a user who is logged in.
pub struct PasswordCheck {
    /// Where hashes are.
    pub users: Arc<dyn UserRepository>,
    /// Compares passwords with them.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Counts confirmations, and the wrong ones among them.
    pub limiter: Arc<AttemptLimiter>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl PasswordCheck {
    /// Makes sure that it is the user who asks. What this allows must hold the version that it answers
    /// against the row it changes: the password may be another by then. Wrong passwords are counted apart
    /// from those of logins, so that a stranger who guesses cannot keep a user from changing the
    /// password.
    pub(crate) async fn confirm(
        &self,
        user: &User,
        password: SecretString,
        client: &Client,
    ) -> Result<PasswordVersion, ConfirmError> {
        self.limiter.confirmation(user.id, self.clock.now()).await?;
        let whose = HashedFor::new(Some(&user.email), client);
        let turn = self.hasher.turn(&whose).await?;
        let Some(found) = self.users.credentials_of(user.id).await? else {
            return Err(ConfirmError::WrongPassword);
        };
        let guesser = Guesser::User(&found);
        let attempt = self.limiter.password(guesser, self.clock.now()).await?;
        match turn.verify(password, Some(found.password_hash)).await? {
            Verification::Match { .. } => {
                attempt.was_right().await?;
                Ok(found.password_version)
            }
            Verification::Mismatch => {
                attempt.was_wrong();
                Err(ConfirmError::WrongPassword)
            }
        }
    }
}

/// Why a password proves nothing.
#[derive(Debug, Error)]
pub(crate) enum ConfirmError {
    /// It is not the user's.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many passwords were given, or too many wrong ones.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(ConfirmError);
