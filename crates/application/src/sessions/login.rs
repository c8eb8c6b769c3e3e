//! Beginning a session with a password.

use std::sync::Arc;

use errand_domain::events::EventKind;
use errand_domain::sessions::{
    AccessToken, AccessTokens, DeviceId, DeviceTokens, RefreshToken, Session, SessionPolicy,
    SessionRepository,
};
use errand_domain::users::{
    Credentials, Email, HashedFor, PasswordHasher, UserRepository, Verification,
};
use errand_domain::{Client, Clock, Failure, TokenSecrets};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use uuid::Uuid;

use crate::events::EventRecorder;
use crate::throttles::{Attempt, AttemptLimiter, Guesser, Throttled, from_refusal};

/// Logs users in.
pub struct LoginService {
    /// Stores users.
    pub users: Arc<dyn UserRepository>,
    /// Stores sessions.
    pub sessions: Arc<dyn SessionRepository>,
    /// How long sessions last.
    pub session_policy: SessionPolicy,
    /// Compares passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Issues access tokens.
    pub access_tokens: Arc<dyn AccessTokens>,
    /// Recognizes devices.
    pub device_tokens: Arc<dyn DeviceTokens>,
    /// Generates refresh tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Limits attempts.
    pub limiter: Arc<AttemptLimiter>,
    /// Records account events.
    pub events: Arc<EventRecorder>,
    /// Whether users must verify their email before they can log in.
    pub require_verified_email: bool,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// The result of a login.
#[derive(Debug)]
pub struct LoggedIn {
    /// The tokens of the session.
    pub granted: Granted,
    /// Identifies the device at its next login.
    pub device: SecretString,
}

/// The tokens of a session.
#[derive(Debug)]
pub struct Granted {
    /// The token that authenticates requests.
    pub access: AccessToken,
    /// The token that is exchanged for the next access token.
    pub refresh: RefreshToken,
}

/// The result of comparing a password.
struct Compared {
    /// The account, if there is one.
    found: Option<Credentials>,
    /// The device, if the user has logged in from it before.
    device: Option<DeviceId>,
    verification: Verification,
}

impl LoginService {
    /// Exchanges an email and a password for a session. An email without an account, or an invalid
    /// one (`None`), takes the same time and gets the same answer as a wrong password. Wrong
    /// passwords from a `device` that presents the token of an earlier login are counted
    /// separately.
    pub async fn login(
        &self,
        email: Option<Email>,
        password: SecretString,
        device: Option<SecretString>,
        client: &Client,
    ) -> Result<LoggedIn, LoginError> {
        self.limiter.login(client, self.clock.now()).await?;
        let compared = self.compare(email, password, device, client).await?;
        match (compared.found, compared.verification) {
            (Some(found), Verification::Match { rehashed }) => {
                let user = &found.user;
                if let Some(new) = rehashed {
                    let old = &found.password_hash;
                    self.users.replace_hash(user.id, old, &new).await?;
                }
                if self.require_verified_email && user.email_verified_at.is_none() {
                    return Err(LoginError::EmailUnverified);
                }
                let granted = self.begin(&found, client).await?;
                let device = compared.device.unwrap_or_else(|| DeviceId(Uuid::now_v7()));
                let device = self.device_tokens.write(user.id, device);
                Ok(LoggedIn { granted, device })
            }
            (found, _) => {
                let user = found.map(|found| found.user.id);
                self.events.record_refusal(user, client).await;
                Err(LoginError::InvalidCredentials)
            }
        }
    }

    /// Compares a password with that of the account, if there is one. The attempt is counted only
    /// once the account's turn has come, so simultaneous right passwords do not pause one another.
    async fn compare(
        &self,
        email: Option<Email>,
        password: SecretString,
        device: Option<SecretString>,
        client: &Client,
    ) -> Result<Compared, LoginError> {
        let whose = HashedFor::new(email.as_ref(), client);
        let turn = self.hasher.turn(&whose).await?;
        let found = match &email {
            Some(email) => self.users.credentials(email).await?,
            None => None,
        };
        let device = device.zip(found.as_ref()).and_then(|(device, found)| {
            let tokens = &self.device_tokens;
            tokens.read(found.user.id, device.expose_secret())
        });
        let guesser = match (&email, &found, device) {
            (Some(_), Some(found), Some(device)) => Some(Guesser::Device(found, device)),
            (Some(email), ..) => Some(Guesser::Stranger(email)),
            (None, ..) => None,
        };
        let attempt = match guesser {
            Some(guesser) => self.limiter.password(guesser, self.clock.now()).await?,
            None => Attempt::unlimited(),
        };
        let hash = found.as_ref().map(|found| found.password_hash.clone());
        let verification = turn.verify(password, hash).await?;
        match (&found, &verification) {
            (Some(_), Verification::Match { .. }) => attempt.was_right().await?,
            _ => attempt.was_wrong(),
        }
        Ok(Compared {
            found,
            device,
            verification,
        })
    }

    async fn begin(&self, whose: &Credentials, client: &Client) -> Result<Granted, LoginError> {
        let (user, now) = (&whose.user, self.clock.now());
        let session = Session::new(user.id, client, now);
        let secret = self.secrets.generate()?;
        let digest = self.secrets.digest(&secret);
        let version = whose.password_version;
        if !self
            .sessions
            .insert(&session, &digest, version, self.session_policy)
            .await?
        {
            // The password was changed or the account deleted during the comparison.
            return Err(LoginError::InvalidCredentials);
        }
        let access = self.access_tokens.issue(user, session.id, now)?;
        self.events
            .record(user.id, EventKind::LoggedIn, client)
            .await;
        Ok(Granted {
            access,
            refresh: RefreshToken {
                session: session.id,
                secret,
            },
        })
    }
}

/// Why a login failed.
#[derive(Debug, Error)]
pub enum LoginError {
    /// There is no such account, or the password is wrong.
    #[error("the email or the password is wrong")]
    InvalidCredentials,
    /// The password is right, but the user has not verified their email.
    #[error("the email is not verified")]
    EmailUnverified,
    /// There were too many attempts, from this address or for this account.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(LoginError);
