//! Password hashing, in turns.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;

use super::{Email, Password, PasswordHash};
use crate::{Client, ClientAddress, Failure};

/// Hashes passwords, deliberately slowly and off the threads that serve requests.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Waits for a turn. An account has one turn at a time, and so has an address, so nobody's
    /// hashes hold up those of others.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] if too many are already waiting for this account or address, or if
    /// the turn does not come in time.
    async fn turn(&self, whose: &HashedFor) -> Result<Arc<dyn HashingTurn>, Failure>;
}

/// Whom a turn is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HashedFor {
    /// The account the request names, if any. It need not exist.
    pub account: Option<Email>,
    /// The address of the client.
    pub address: ClientAddress,
}

impl HashedFor {
    /// The turn of a client that names this account.
    pub fn new(account: Option<&Email>, client: &Client) -> Self {
        Self {
            account: account.cloned(),
            address: client.address,
        }
    }
}

/// A turn of an account and an address. It ends once it has been dropped and its hashing is
/// finished. Hashing is [`Failure::Unavailable`] if no core becomes free in time.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait HashingTurn: Send + Sync {
    /// Hashes a new password with a fresh salt.
    async fn hash(&self, password: Password) -> Result<PasswordHash, Failure>;

    /// Compares a password with a hash. Without a hash, because nobody has that email, it takes the
    /// same time and never matches. An unreadable hash never matches, and is logged.
    async fn verify(
        &self,
        candidate: SecretString,
        hash: Option<PasswordHash>,
    ) -> Result<Verification, Failure>;
}

/// The result of comparing a password with a hash.
#[derive(Clone, Debug)]
pub enum Verification {
    /// The password is wrong.
    Mismatch,
    /// The password is right.
    Match {
        /// A new hash of the password, if the stored one has an older format or cost.
        rehashed: Option<PasswordHash>,
    },
}
