//! Accounts: sign up, log in, be recognised, and look after it all.

mod account;
mod audit;
mod parts;
mod service;
mod sessions;
#[cfg(test)]
mod tests;
mod throttling;
mod usage;

pub use account::{AccountError, AccountService};
pub use parts::Auth;
pub use service::{AuthService, AuthenticateError, Caller, Granted, LoginError, SignupError};
pub use sessions::{RefreshError, SessionService};
pub use throttling::{ThrottlePolicies, Throttled};
pub use usage::SessionUsage;
