//! Sessions, in the table `sessions`, and the format of refresh tokens.

mod refresh_tokens;
mod repository;

pub use refresh_tokens::SignedRefreshTokens;
pub use repository::SqlSessionRepository;
