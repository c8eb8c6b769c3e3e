//! Accounts: who a user is, how one proves to be it, and the ports behind that.

mod client;
mod email;
mod event;
mod mail_token;
mod password;
mod personal_token;
mod ports;
mod secret;
mod session;
mod throttle;
mod token;
mod user;

pub use client::Client;
pub use email::Email;
#[cfg(feature = "mocks")]
pub use event::MockEventLog;
pub use event::{Event, EventId, EventKind, EventLog};
#[cfg(feature = "mocks")]
pub use mail_token::MockMailTokens;
pub use mail_token::{MailToken, MailTokens, Purpose};
pub use password::{Password, PasswordHash, PasswordPolicy};
#[cfg(feature = "mocks")]
pub use personal_token::MockPersonalTokenRepository;
pub use personal_token::{
    PersonalToken, PersonalTokenId, PersonalTokenRepository, Scope, Scopes, TokenName,
};
pub use ports::{KeepUserError, PasswordHasher, Tokens, UserRepository, Verification};
#[cfg(feature = "mocks")]
pub use ports::{MockPasswordHasher, MockTokens, MockUserRepository};
#[cfg(feature = "mocks")]
pub use secret::MockSecrets;
pub use secret::{Digest, SealedSecret, Secret, Secrets};
#[cfg(feature = "mocks")]
pub use session::MockSessionRepository;
pub use session::{
    RefreshToken, Rotated, Rotation, Session, SessionId, SessionPolicy, SessionRepository,
};
#[cfg(feature = "mocks")]
pub use throttle::MockThrottles;
pub use throttle::{Admission, Backoff, Rate, Throttles};
pub use token::{AccessToken, Claims, InvalidToken};
pub use user::{Credentials, PasswordVersion, User, UserId};
