//! Devices from which a user has logged in before. Guessing by strangers does not lock them out.

use secrecy::SecretString;
use uuid::Uuid;

use crate::users::UserId;

/// Identifies a device that presents its token: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DeviceId(pub Uuid);

/// Device tokens as clients carry them, signed so that nobody else can make one. A token does not
/// reveal its user and gives no access: wrong passwords from its device are only counted separately.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait DeviceTokens: Send + Sync {
    /// The token for a device from which this user has logged in.
    fn write(&self, user: UserId, device: DeviceId) -> SecretString;

    /// The device of a token that was issued for this user; `None` for another user's token and for
    /// any other text.
    fn read(&self, user: UserId, text: &str) -> Option<DeviceId>;
}
