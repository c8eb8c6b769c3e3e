//! What can be set about accounts.

use errand_domain::auth::PasswordPolicy;
use errand_infrastructure::auth::{HashingSettings, TokenSettings};
use secrecy::SecretString;
use serde::Deserialize;

use super::{SettingsError, require};

/// The section `auth` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// The key that signs access tokens; empty where none is given.
    pub jwt_secret: SecretString,
    /// Access tokens.
    pub tokens: TokenSettings,
    /// Which passwords may be set.
    pub passwords: PasswordSettings,
    /// How passwords are hashed.
    pub hashing: HashingSettings,
}

/// The section `auth.passwords` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordSettings {
    /// The shortest password, in code points.
    pub min_length: usize,
}

impl AuthSettings {
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        require(
            (8..=PasswordPolicy::MAX_LENGTH).contains(&self.passwords.min_length),
            "auth.passwords.min_length",
            "from 8 to 128",
        )?;
        require(
            HashingSettings::COSTS.contains(&self.hashing.cost),
            "auth.hashing.cost",
            "from 10 to 16",
        )?;
        require(
            self.hashing.queue <= HashingSettings::MAX_QUEUE,
            "auth.hashing.queue",
            "at most 10000",
        )?;
        require(
            self.tokens.lifetime_seconds > 0,
            "auth.tokens.lifetime_seconds",
            "at least 1",
        )
    }
}

impl From<PasswordSettings> for PasswordPolicy {
    fn from(settings: PasswordSettings) -> Self {
        Self {
            min_length: settings.min_length,
        }
    }
}
