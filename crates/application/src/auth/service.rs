//! Becoming a user, and being one: sign-up, login, and whose token it is.

use std::sync::Arc;

use errand_domain::auth::{
    AccessToken, Client, Credentials, Email, EventKind, InvalidToken, KeepUserError, Password,
    PersonalToken, RefreshToken, Secret, Session, User, Verification,
};
use errand_domain::{Failure, Timestamp};
use secrecy::SecretString;
use thiserror::Error;

use super::throttling::from_refusal;
use super::{Auth, Caller, Credential, Throttled};

/// Makes accounts and tells whose they are.
pub struct AuthService {
    auth: Arc<Auth>,
}

/// What a login gives.
#[derive(Debug)]
pub struct Granted {
    /// What requests are made with.
    pub access: AccessToken,
    /// What the next access token is asked for with.
    pub refresh: RefreshToken,
}

impl AuthService {
    /// Puts the use cases on their ports.
    pub fn new(auth: Arc<Auth>) -> Self {
        Self { auth }
    }

    /// Makes an account, and sends a mail that verifies its e-mail.
    pub async fn signup(
        &self,
        email: Email,
        password: Password,
        client: &Client,
    ) -> Result<User, SignupError> {
        self.auth
            .throttle_signup(client, self.auth.clock.now())
            .await?;
        let hash = self.auth.hasher.hash(password).await?;
        let user = User::new(email, self.auth.clock.now());
        self.auth.users.insert(&user, &hash).await?;
        self.auth.record(user.id, EventKind::SignedUp, client).await;
        self.auth.send_first_verification(&user).await;
        Ok(user)
    }

    /// Exchanges an e-mail and a password for a session. An e-mail that nobody has, or that is none
    /// (`None`), takes the same time and gives the same answer as a wrong password.
    pub async fn login(
        &self,
        email: Option<Email>,
        password: SecretString,
        client: &Client,
    ) -> Result<Granted, LoginError> {
        let now = self.auth.clock.now();
        self.auth.throttle_login(client, now).await?;
        let mut credentials = None;
        if let Some(email) = &email {
            credentials = self.auth.users.credentials(email).await?;
            self.auth.throttle_password(email, now).await?;
        }
        let hash = credentials
            .as_ref()
            .map(|found| found.password_hash.clone());
        let verification = self.auth.hasher.verify(password, hash).await?;
        match (credentials, verification) {
            (Some(found), Verification::Match { rehashed }) => {
                let user = &found.user;
                if let Some(new) = rehashed {
                    let old = &found.password_hash;
                    self.auth.users.replace_hash(user.id, old, &new).await?;
                }
                self.auth.throttle_password_was_right(&user.email).await?;
                if self.auth.require_verified_email && user.email_verified_at.is_none() {
                    return Err(LoginError::EmailUnverified);
                }
                self.begin(&found, client).await
            }
            (found, _) => {
                let user = found.map(|found| found.user.id);
                self.auth.record_refusal(user, client).await;
                Err(LoginError::InvalidCredentials)
            }
        }
    }

    async fn begin(&self, whose: &Credentials, client: &Client) -> Result<Granted, LoginError> {
        let (user, now) = (&whose.user, self.auth.clock.now());
        let session = Session::new(user.id, client, now);
        let secret = self.auth.secrets.generate()?;
        let digest = self.auth.secrets.digest(&secret);
        let version = whose.password_version;
        if !self
            .auth
            .sessions
            .insert(&session, &digest, version, self.auth.session_policy)
            .await?
        {
            // The password was changed, or the account deleted, while it was compared.
            return Err(LoginError::InvalidCredentials);
        }
        let access = self.auth.tokens.issue(user, session.id, now)?;
        self.auth.record(user.id, EventKind::LoggedIn, client).await;
        Ok(Granted {
            access,
            refresh: RefreshToken {
                session: session.id,
                secret,
            },
        })
    }

    /// Whose token this is, and what it is good for.
    pub async fn authenticate(&self, token: &str) -> Result<Caller, AuthenticateError> {
        let now = self.auth.clock.now();
        if let Some(secret) = PersonalToken::secret_of(token) {
            return self.holder(&secret, now).await;
        }
        let claims = self.auth.tokens.verify(token, now)?;
        let sessions = &self.auth.sessions;
        match sessions.find(claims.user_id, claims.session_id).await? {
            Some((user, session)) if self.auth.session_policy.is_alive(&session, now) => {
                let last = Some(session.last_used_at);
                self.auth.session_usage.note(session.id, last, now);
                let credential = Credential::Session(session.id);
                Ok(Caller { user, credential })
            }
            _ => Err(InvalidToken.into()),
        }
    }

    /// Whose personal token this is.
    async fn holder(&self, secret: &Secret, now: Timestamp) -> Result<Caller, AuthenticateError> {
        let digest = self.auth.secrets.digest(secret);
        match self.auth.personal_tokens.find(&digest).await? {
            Some((user, token)) if token.is_alive(now) => {
                let last = token.last_used_at;
                self.auth.token_usage.note(token.id, last, now);
                let credential = Credential::PersonalToken(token.scopes);
                Ok(Caller { user, credential })
            }
            _ => Err(InvalidToken.into()),
        }
    }
}

/// Why no account was made.
#[derive(Debug, Error)]
pub enum SignupError {
    /// Somebody has that e-mail already.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// Too many accounts were made from this address.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<KeepUserError> for SignupError {
    fn from(error: KeepUserError) -> Self {
        match error {
            KeepUserError::EmailTaken => Self::EmailTaken,
            KeepUserError::Failure(failure) => Self::Failure(failure),
        }
    }
}

/// Why nobody was logged in.
#[derive(Debug, Error)]
pub enum LoginError {
    /// There is no such account, or it has another password.
    #[error("the e-mail or the password is wrong")]
    InvalidCredentials,
    /// The password is right, but nobody has shown that they read what is sent to the e-mail.
    #[error("the e-mail is not verified")]
    EmailUnverified,
    /// It was tried too often, from this address or for this account.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(SignupError, LoginError);

/// Why a bearer is nobody.
#[derive(Debug, Error)]
pub enum AuthenticateError {
    /// The token is not valid, or its session has ended.
    #[error(transparent)]
    InvalidToken(#[from] InvalidToken),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
