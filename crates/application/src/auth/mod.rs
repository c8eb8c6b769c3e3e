//! Accounts: sign up, log in, be recognised.

mod service;
#[cfg(test)]
mod tests;

pub use service::{AuthService, AuthenticateError, LoginError, SignupError};
