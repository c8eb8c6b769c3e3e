//! How often what may be tried: by address, and by account.

use chrono::TimeDelta;
use errand_domain::auth::{Admission, Backoff, Client, Email, Purpose, Rate};
use errand_domain::{Failure, Timestamp};
use thiserror::Error;

use super::Auth;

/// What is allowed of each; `None` where there is no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThrottlePolicies {
    /// Logins of an address.
    pub login: Option<Rate>,
    /// Sign-ups of an address.
    pub signup: Option<Rate>,
    /// Exchanges of refresh tokens of an address.
    pub refresh: Option<Rate>,
    /// Requests of an address for mails that reset a password.
    pub reset: Option<Rate>,
    /// Mails of one kind to one e-mail, whether anybody has it or not.
    pub mail: Option<Rate>,
    /// Wrong passwords for an account, whether it exists or not.
    pub password: Option<Backoff>,
}

/// Counts what is tried. Each limit has counters of its own.
impl Auth {
    pub(super) async fn throttle_login(
        &self,
        client: &Client,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let rate = self.throttle_policies.login;
        self.throttle("login", &of(client), rate, now).await
    }

    pub(super) async fn throttle_signup(
        &self,
        client: &Client,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let rate = self.throttle_policies.signup;
        self.throttle("signup", &of(client), rate, now).await
    }

    pub(super) async fn throttle_refresh(
        &self,
        client: &Client,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let rate = self.throttle_policies.refresh;
        self.throttle("refresh", &of(client), rate, now).await
    }

    pub(super) async fn throttle_reset(
        &self,
        client: &Client,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let rate = self.throttle_policies.reset;
        self.throttle("password-reset", &of(client), rate, now)
            .await
    }

    /// Counts a mail to an e-mail, before anybody knows whether it is of an account.
    pub(super) async fn throttle_mail(
        &self,
        purpose: Purpose,
        email: &Email,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let limit = match purpose {
            Purpose::VerifyEmail => "verify",
            Purpose::ResetPassword => "reset",
        };
        let rate = self.throttle_policies.mail;
        self.throttle(limit, email.canonical(), rate, now).await
    }

    /// Counts a password that somebody gives for an account, before anybody knows whether it is
    /// right.
    pub(super) async fn throttle_password(
        &self,
        account: &Email,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(backoff) = self.throttle_policies.password else {
            return Ok(());
        };
        let key = password_key(account);
        match self.throttles.attempt(&key, backoff, now).await? {
            Admission::Granted => Ok(()),
            Admission::Refused { retry_after } => Err(refused(Throttled {
                limit: "password",
                quota: backoff.free,
                window: backoff.window,
                retry_after,
            })),
        }
    }

    /// The password was right: what was counted for the account is forgotten.
    pub(super) async fn throttle_password_was_right(&self, account: &Email) -> Result<(), Failure> {
        match self.throttle_policies.password {
            Some(_) => self.throttles.clear(&password_key(account)).await,
            None => Ok(()),
        }
    }

    async fn throttle(
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

/// Tells the log which limit somebody ran into, since not every answer tells.
fn refused(throttled: Throttled) -> Refusal {
    tracing::info!(limit = throttled.limit, "throttled");
    Refusal::Throttled(throttled)
}

/// What the attempts of a client are counted by.
fn of(client: &Client) -> String {
    client.address.throttle_key()
}

fn password_key(account: &Email) -> String {
    format!("password {}", account.canonical())
}

/// Something was tried too often.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("too many attempts")]
pub struct Throttled {
    /// Which limit.
    pub limit: &'static str,
    /// How many it allows at once.
    pub quota: u32,
    /// In which time.
    pub window: TimeDelta,
    /// How long until one more.
    pub retry_after: TimeDelta,
}

/// Why something may not be tried.
#[derive(Debug, Error)]
pub(super) enum Refusal {
    #[error(transparent)]
    Throttled(#[from] Throttled),
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Lets `?` turn a refusal into an error that has both variants.
macro_rules! from_refusal {
    ($($error:ty),*) => {$(
        impl From<crate::auth::throttling::Refusal> for $error {
            fn from(refusal: crate::auth::throttling::Refusal) -> Self {
                use crate::auth::throttling::Refusal;
                match refusal {
                    Refusal::Throttled(throttled) => Self::Throttled(throttled),
                    Refusal::Failure(failure) => Self::Failure(failure),
                }
            }
        }
    )*};
}
pub(super) use from_refusal;
