//! Sessions, in the table `sessions`, and the format of refresh tokens.

mod device_tokens;
mod refresh_tokens;
mod repository;
mod signatures;

pub use device_tokens::SignedDeviceTokens;
pub use refresh_tokens::SignedRefreshTokens;
pub use repository::SqlSessionRepository;
