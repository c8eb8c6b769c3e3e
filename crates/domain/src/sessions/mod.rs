//! Sessions, one per login, and their tokens.

mod access_token;
mod device;
mod session;

#[cfg(feature = "mocks")]
pub use access_token::MockAccessTokens;
pub use access_token::{AccessToken, AccessTokens, Claims, InvalidToken};
#[cfg(feature = "mocks")]
pub use device::MockDeviceTokens;
pub use device::{DeviceId, DeviceTokens};
#[cfg(feature = "mocks")]
pub use session::{MockRefreshTokens, MockSessionRepository};
pub use session::{
    RefreshToken, RefreshTokens, Rotated, Rotation, Session, SessionId, SessionPolicy,
    SessionRepository,
};
