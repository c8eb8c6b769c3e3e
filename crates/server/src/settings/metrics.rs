//! The settings of the measurements.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{SettingsError, require};

/// The section `metrics` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// The token that Prometheus sends. Empty: nothing is measured.
    pub token: SecretString,
}

/// In characters.
const SHORTEST_TOKEN: usize = 32;

impl MetricsSettings {
    /// Whether anything is measured.
    pub(crate) fn are_on(&self) -> bool {
        !self.token.expose_secret().is_empty()
    }

    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let token = self.token.expose_secret();
        let is_sent_as_it_is =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
        require(
            !self.are_on()
                || (token.len() >= SHORTEST_TOKEN && token.bytes().all(is_sent_as_it_is)),
            "metrics.token",
            "empty, or at least 32 letters, digits and -._~+/= (openssl rand -base64 48)",
        )
    }
}
