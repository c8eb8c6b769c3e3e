//! The account settings.

use errand_application::throttles::ThrottlePolicies;
use errand_domain::sessions::SessionPolicy;
use errand_domain::signup_invitations::SignupMode;
use errand_domain::throttles::{Backoff, Rate};
use errand_domain::users::PasswordPolicy;
use errand_infrastructure::bcrypt::HashingSettings;
use errand_infrastructure::jwt::TokenSettings;
use jiff::SignedDuration;
use secrecy::SecretString;
use serde::Deserialize;

use super::{SettingsError, require};

/// The section `auth` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// The key that signs access tokens. Empty if none is given.
    pub jwt_secret: SecretString,
    /// The previous key, whose tokens stay valid. Empty if there is none.
    pub jwt_secret_previous: SecretString,
    /// Who may sign up.
    pub signup: SignupSetting,
    /// Access tokens.
    pub tokens: TokenSettings,
    /// The rules for new passwords.
    pub passwords: PasswordSettings,
    /// How passwords are hashed.
    pub hashing: HashingSettings,
    /// How long sessions last.
    pub sessions: SessionSettings,
    /// Whether users must verify their email before they can log in.
    pub require_verified_email: bool,
    /// How often each kind of attempt may be made.
    pub throttling: ThrottlingSettings,
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum SignupSetting {
    /// Everybody.
    Open,
    /// Whoever has an invitation.
    Invitation,
    /// Nobody.
    Closed,
}

/// The section `auth.sessions` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionSettings {
    /// A session ends after being unused for this many seconds.
    pub idle_seconds: u32,
    /// A session ends after this many seconds, however much it is used.
    pub absolute_seconds: u32,
    /// The maximum number of sessions a user can have.
    pub max_per_user: u32,
}

/// The section `auth.throttling` of the settings. A burst of 0 means no limit.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThrottlingSettings {
    /// Logins from one address.
    pub login: RateSettings,
    /// Sign-ups from one address.
    pub signup: RateSettings,
    /// Refreshes from one address.
    pub refresh: RateSettings,
    /// Password reset requests from one address.
    pub reset: RateSettings,
    /// Mails of one kind to one email.
    pub mail: RateSettings,
    /// Passwords with which a user confirms changes.
    pub confirmation: RateSettings,
    /// Mails of one kind that one account causes, and the changes that cause them.
    pub account: RateSettings,
    /// Wrong passwords for an account.
    pub password: BackoffSettings,
    /// Requests by one user, in each process.
    pub requests: RequestSettings,
}

/// A burst of requests, then a number per second.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestSettings {
    /// The number of requests allowed in a burst.
    pub burst: u32,
    /// The number of requests that become available each second.
    pub per_second: u32,
}

/// A burst of attempts, then one per interval.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateSettings {
    /// The number of attempts allowed in a burst.
    pub burst: u32,
    /// The time until the next attempt, in seconds.
    pub interval_seconds: u32,
}

/// A burst of attempts, then pauses that double.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackoffSettings {
    /// The number of attempts allowed in a burst.
    pub burst: u32,
    /// The longest pause, in seconds.
    pub longest_seconds: u32,
    /// How long after the last pause the attempts are forgotten, in seconds.
    pub window_seconds: u32,
}

/// The section `auth.passwords` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordSettings {
    /// The minimum length, in code points.
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
            self.sessions.idle_seconds >= 60,
            "auth.sessions.idle_seconds",
            "at least 60",
        )?;
        require(
            self.sessions.absolute_seconds >= 60,
            "auth.sessions.absolute_seconds",
            "at least 60",
        )?;
        require(
            (1..=1000).contains(&self.sessions.max_per_user),
            "auth.sessions.max_per_user",
            "from 1 to 1000",
        )?;
        require(
            (1..=10_000).contains(&self.throttling.requests.per_second),
            "auth.throttling.requests.per_second",
            "from 1 to 10000",
        )?;
        require(
            self.tokens.lifetime_seconds > 0,
            "auth.tokens.lifetime_seconds",
            "at least 1",
        )
    }
}

impl From<SignupSetting> for SignupMode {
    fn from(setting: SignupSetting) -> Self {
        match setting {
            SignupSetting::Open => Self::Open,
            SignupSetting::Invitation => Self::Invitation,
            SignupSetting::Closed => Self::Closed,
        }
    }
}

impl From<PasswordSettings> for PasswordPolicy {
    fn from(settings: PasswordSettings) -> Self {
        Self {
            min_length: settings.min_length,
        }
    }
}

impl From<SessionSettings> for SessionPolicy {
    fn from(settings: SessionSettings) -> Self {
        Self {
            idle: SignedDuration::from_secs(settings.idle_seconds.into()),
            absolute: SignedDuration::from_secs(settings.absolute_seconds.into()),
            most: settings.max_per_user,
        }
    }
}

impl From<ThrottlingSettings> for ThrottlePolicies {
    fn from(settings: ThrottlingSettings) -> Self {
        Self {
            login: settings.login.into(),
            signup: settings.signup.into(),
            refresh: settings.refresh.into(),
            reset: settings.reset.into(),
            mail: settings.mail.into(),
            confirmation: settings.confirmation.into(),
            account: settings.account.into(),
            password: settings.password.into(),
        }
    }
}

impl From<RateSettings> for Option<Rate> {
    fn from(settings: RateSettings) -> Self {
        let interval = SignedDuration::from_secs(settings.interval_seconds.into());
        let rate = Rate {
            burst: settings.burst,
            interval,
        };
        (settings.burst > 0).then_some(rate)
    }
}

impl From<RequestSettings> for Option<Rate> {
    fn from(settings: RequestSettings) -> Self {
        let rate = Rate {
            burst: settings.burst,
            interval: SignedDuration::from_secs(1)
                / i32::try_from(settings.per_second).unwrap_or(i32::MAX),
        };
        (settings.burst > 0).then_some(rate)
    }
}

impl From<BackoffSettings> for Option<Backoff> {
    fn from(settings: BackoffSettings) -> Self {
        let backoff = Backoff {
            free: settings.burst,
            longest: SignedDuration::from_secs(settings.longest_seconds.into()),
            window: SignedDuration::from_secs(settings.window_seconds.into()),
        };
        (settings.burst > 0).then_some(backoff)
    }
}
