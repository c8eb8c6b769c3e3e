//! Users: their emails, their passwords, and the ports behind both.

mod email;
mod hasher;
mod password;
mod ports;
mod user;

pub use email::Email;
pub use hasher::{HashedFor, HashingTurn, PasswordHasher, Verification};
#[cfg(feature = "mocks")]
pub use hasher::{MockHashingTurn, MockPasswordHasher};
pub use password::{Password, PasswordHash, PasswordPolicy};
#[cfg(feature = "mocks")]
pub use ports::MockUserRepository;
pub use ports::{KeepUserError, UserRepository};
pub use user::{Credentials, PasswordVersion, User, UserId};
