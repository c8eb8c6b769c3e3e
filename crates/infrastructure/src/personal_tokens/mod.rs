//! Personal tokens, in the table `personal_tokens`.

mod repository;

pub use repository::SqlPersonalTokenRepository;
