//! Recognising who makes a request.

mod authenticator;
#[cfg(test)]
mod tests;
mod usage;

pub use authenticator::{AuthenticateError, Authenticator};
pub use usage::UseRecorder;
