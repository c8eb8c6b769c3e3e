//! Limits on attempts, by address, by email and by account.

use std::sync::Arc;

use errand_domain::email_tokens::Purpose;
use errand_domain::sessions::DeviceId;
use errand_domain::throttles::{Admission, Attempted, Backoff, Rate, Throttles};
use errand_domain::users::{Credentials, Email, UserId};
use errand_domain::{Client, Failure, Timestamp};
use jiff::SignedDuration;
use thiserror::Error;

use super::Attempt;

/// The limit on each kind of attempt, or `None` if it is unlimited.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThrottlePolicies {
    /// Logins from one address.
    pub login: Option<Rate>,
    /// Sign-ups from one address.
    pub signup: Option<Rate>,
    /// Exchanges of refresh tokens from one address.
    pub refresh: Option<Rate>,
    /// Requests for password-reset links from one address.
    pub reset: Option<Rate>,
    /// Mails of one kind to one email, whether it has an account or not.
    pub mail: Option<Rate>,
    /// Passwords that a user gives to confirm changes, right or wrong.
    pub confirmation: Option<Rate>,
    /// Mails of one kind that one account causes, to any email, and the changes that cause them.
    pub account: Option<Rate>,
    /// Wrong passwords for one account, whether it exists or not.
    pub password: Option<Backoff>,
}

/// A source of password guesses for an account. Each has a counter of its own.
pub(crate) enum Guesser<'a> {
    /// Anybody who tries to log in with this email, whether it has an account or not.
    Stranger(&'a Email),
    /// A device from which the user has logged in before. The count restarts when the password
    /// changes.
    Device(&'a Credentials, DeviceId),
    /// The user, or anybody with a token of theirs. The count restarts when the password changes.
    User(&'a Credentials),
}

impl Guesser<'_> {
    fn key(&self) -> String {
        match self {
            Self::Stranger(email) => format!("password {}", email.canonical()),
            Self::Device(credentials, device) => {
                let (user, version) = (credentials.user.id, credentials.password_version);
                format!("password of device {} {} {}", device.0, user.0, version.0)
            }
            Self::User(credentials) => {
                let (user, version) = (credentials.user.id, credentials.password_version);
                format!("password of user {} {}", user.0, version.0)
            }
        }
    }
}

/// Counts attempts and refuses those over a limit. Each limit has its own counters.
pub struct AttemptLimiter {
    /// Stores the counters.
    pub throttles: Arc<dyn Throttles>,
    /// The limits.
    pub policies: ThrottlePolicies,
}

impl AttemptLimiter {
    pub(crate) async fn login(&self, client: &Client, now: Timestamp) -> Result<(), Refusal> {
        let rate = self.policies.login;
        self.take("login", &of(client), rate, now).await
    }

    pub(crate) async fn signup(&self, client: &Client, now: Timestamp) -> Result<(), Refusal> {
        let rate = self.policies.signup;
        self.take("signup", &of(client), rate, now).await
    }

    pub(crate) async fn refresh(&self, client: &Client, now: Timestamp) -> Result<(), Refusal> {
        let rate = self.policies.refresh;
        self.take("refresh", &of(client), rate, now).await
    }

    pub(crate) async fn reset(&self, client: &Client, now: Timestamp) -> Result<(), Refusal> {
        let rate = self.policies.reset;
        self.take("password-reset", &of(client), rate, now).await
    }

    /// Counts a mail to an email, before looking up whether it has an account.
    pub(crate) async fn mail(
        &self,
        purpose: Purpose,
        email: &Email,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let limit = match purpose {
            Purpose::VerifyEmail => "verify",
            Purpose::ResetPassword => "reset",
            Purpose::ChangeEmail => "change",
        };
        let rate = self.policies.mail;
        self.take(limit, email.canonical(), rate, now).await
    }

    /// Counts a password that confirms a change, right or wrong.
    pub(crate) async fn confirmation(&self, user: UserId, now: Timestamp) -> Result<(), Refusal> {
        let rate = self.policies.confirmation;
        self.take("confirmation", &user.0.to_string(), rate, now)
            .await
    }

    /// Counts an action that causes a mail, by the account that takes it.
    pub(crate) async fn account(
        &self,
        limit: &'static str,
        user: UserId,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let rate = self.policies.account;
        self.take(limit, &user.0.to_string(), rate, now).await
    }

    /// Counts a password for an account before it is compared. Any number of simultaneous guesses
    /// get no further than the same guesses one after another.
    pub(crate) async fn password(
        &self,
        guesser: Guesser<'_>,
        now: Timestamp,
    ) -> Result<Attempt, Refusal> {
        let Some(backoff) = self.policies.password else {
            return Ok(Attempt::unlimited());
        };
        let key = guesser.key();
        match self.throttles.attempt(&key, backoff, now).await? {
            Attempted::Reserved(reservation) => {
                Ok(Attempt::reserved(self.throttles.clone(), reservation))
            }
            Attempted::Refused { retry_after } => Err(refused(Throttled {
                limit: "password",
                quota: backoff.free,
                window: backoff.window,
                retry_after,
            })),
        }
    }

    /// Clears the failed guesses of strangers, because the account has a new password.
    pub(crate) async fn password_was_reset(&self, account: &Email) -> Result<(), Failure> {
        match self.policies.password {
            Some(_) => {
                self.throttles
                    .clear(&Guesser::Stranger(account).key())
                    .await
            }
            None => Ok(()),
        }
    }

    async fn take(
        &self,
        limit: &'static str,
        whose: &str,
        rate: Option<Rate>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(rate) = rate else {
            return Ok(());
        };
        let key = format!("{limit} {whose}");
        match self.throttles.take(&key, rate, now).await? {
            Admission::Granted => Ok(()),
            Admission::Refused { retry_after } => Err(refused(Throttled {
                limit,
                quota: rate.burst,
                window: rate.window(),
                retry_after,
            })),
        }
    }
}

/// Logs and counts which limit was exceeded, because not every answer says so.
fn refused(throttled: Throttled) -> Refusal {
    metrics::counter!("errand_throttled_total", "limit" => throttled.limit).increment(1);
    tracing::info!(limit = throttled.limit, "throttled");
    Refusal::Throttled(throttled)
}

/// The key under which attempts from a client's address are counted.
fn of(client: &Client) -> String {
    client.address.throttle_key()
}

/// A limit was exceeded.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("too many attempts")]
pub struct Throttled {
    /// The name of the limit.
    pub limit: &'static str,
    /// How many attempts it allows at once.
    pub quota: u32,
    /// The time after which all of them are allowed again.
    pub window: SignedDuration,
    /// How long until the next attempt is allowed.
    pub retry_after: SignedDuration,
}

/// Why an attempt was not made.
#[derive(Debug, Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    Throttled(#[from] Throttled),
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Lets `?` turn a refusal into an error that has both variants.
macro_rules! from_refusal {
    ($($error:ty),*) => {$(
        impl From<crate::throttles::Refusal> for $error {
            fn from(refusal: crate::throttles::Refusal) -> Self {
                use crate::throttles::Refusal;
                match refusal {
                    Refusal::Throttled(throttled) => Self::Throttled(throttled),
                    Refusal::Failure(failure) => Self::Failure(failure),
                }
            }
        }
    )*};
}
pub(crate) use from_refusal;
