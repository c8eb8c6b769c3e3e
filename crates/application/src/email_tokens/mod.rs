//! Tokens sent by email: sending them, and carrying out what they permit.

mod composer;
mod sender;
mod service;
#[cfg(test)]
mod tests;

pub use composer::EmailComposer;
pub(crate) use composer::Notice;
pub use sender::EmailTokenSender;
pub use service::{EmailTokenError, EmailTokenService, RequestEmailError};
