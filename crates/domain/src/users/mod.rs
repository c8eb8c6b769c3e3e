//! Users: their emails, their passwords, and the ports behind both.

mod email;
mod password;
mod ports;
mod user;

pub use email::Email;
pub use password::{Password, PasswordHash, PasswordPolicy};
pub use ports::{KeepUserError, PasswordHasher, UserRepository, Verification};
#[cfg(feature = "mocks")]
pub use ports::{MockPasswordHasher, MockUserRepository};
pub use user::{Credentials, PasswordVersion, User, UserId};
