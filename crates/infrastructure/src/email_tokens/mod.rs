//! Tokens that are sent by email, in the table `email_tokens`.

mod repository;

pub use repository::SqlEmailTokenRepository;
pub(crate) use repository::forget_all_but_verifications;
