//! Tokens sent by email, in the table `email_tokens`.

mod repository;

pub use repository::SqlEmailTokenRepository;
pub(crate) use repository::delete_all_but_verifications;
