//! Tokens that are sent by email, in the table `email_tokens`.

mod repository;

pub use repository::SqlEmailTokenRepository;
