//! Tokens in links that are sent by email.

mod email_token;

#[cfg(feature = "mocks")]
pub use email_token::MockEmailTokenRepository;
pub use email_token::{EmailToken, EmailTokenRepository, EmailVerification, Purpose};
