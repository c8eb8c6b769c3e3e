//! Authenticating requests, and recording when credentials are used.

mod authenticator;
#[cfg(test)]
mod tests;
mod usage;

pub use authenticator::{AuthenticateError, Authenticator};
pub use usage::UseRecorder;
