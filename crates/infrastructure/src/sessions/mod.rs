//! Sessions, in the table `sessions`, and the formats of the tokens that clients keep.

mod device_tokens;
mod refresh_tokens;
mod repository;
mod signatures;

pub use device_tokens::SignedDeviceTokens;
pub use refresh_tokens::SignedRefreshTokens;
pub use repository::SqlSessionRepository;
