//! Confirming with the password that a request really comes from the user.

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
    /// Stores the hashes.
    pub users: Arc<dyn UserRepository>,
    /// Compares passwords with the hashes.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Limits confirmations, and wrong passwords among them.
    pub limiter: Arc<AttemptLimiter>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl PasswordCheck {
    /// Checks the user's password and returns its version. Whatever this permits must commit only
    /// if the password is still of that version, because it may have changed in the meantime. Wrong
    /// passwords are counted separately from those of logins, so a stranger's guesses cannot keep
    /// the user from changing the password.
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

/// Why a request was not confirmed.
#[derive(Debug, Error)]
pub(crate) enum ConfirmError {
    /// The password is not the user's.
    #[error("the password is wrong")]
    WrongPassword,
    /// There were too many confirmations, or too many wrong passwords.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(ConfirmError);
