//! Sessions in the table `sessions`, and the tokens that carry them.

mod refresh_tokens;
mod repository;

pub use refresh_tokens::SignedRefreshTokens;
pub use repository::SqlSessionRepository;
