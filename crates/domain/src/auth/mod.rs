//! Accounts: who a user is, how one proves to be it, and the ports behind that.

mod email;
mod password;
mod ports;
mod token;
mod user;

pub use email::Email;
pub use password::{Password, PasswordHash, PasswordPolicy};
pub use ports::{InsertUserError, PasswordHasher, Tokens, UserRepository, Verification};
#[cfg(feature = "mocks")]
pub use ports::{MockPasswordHasher, MockTokens, MockUserRepository};
pub use token::{AccessToken, Claims, InvalidToken};
pub use user::{Credentials, User, UserId};
