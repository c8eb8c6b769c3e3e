//! Accounts: sign up, log in, be recognised, and look after it all.

mod account;
mod audit;
mod caller;
mod letters;
mod mail;
mod parts;
mod personal_tokens;
mod service;
mod sessions;
#[cfg(test)]
mod tests;
mod throttling;
mod usage;

pub use account::{AccountError, AccountService};
pub use caller::{Caller, Credential};
pub use letters::Letters;
pub use mail::{MailService, MailTokenError, RequestMailError};
pub use parts::Auth;
pub use personal_tokens::{MadeToken, MakeTokenError, PersonalTokenService};
pub use service::{AuthService, AuthenticateError, Granted, LoginError, SignupError};
pub use sessions::{RefreshError, SessionService};
pub use throttling::{ThrottlePolicies, Throttled};
pub use usage::Usage;
