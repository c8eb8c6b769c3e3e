//! The use cases of accounts.

use std::sync::Arc;

use errand_domain::auth::{
    AccessToken, Email, InsertUserError, InvalidToken, Password, PasswordHasher, Tokens, User,
    UserId, UserRepository, Verification,
};
use errand_domain::{Clock, Failure, TimeZone};
use secrecy::SecretString;
use thiserror::Error;

/// Makes accounts and tells whose they are.
pub struct AuthService {
    users: Arc<dyn UserRepository>,
    hasher: Arc<dyn PasswordHasher>,
    tokens: Arc<dyn Tokens>,
    clock: Arc<dyn Clock>,
}

impl AuthService {
    /// Puts the use cases on their ports.
    pub fn new(
        users: Arc<dyn UserRepository>,
        hasher: Arc<dyn PasswordHasher>,
        tokens: Arc<dyn Tokens>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            users,
            hasher,
            tokens,
            clock,
        }
    }

    /// Makes an account.
    pub async fn signup(&self, email: Email, password: Password) -> Result<User, SignupError> {
        let hash = self.hasher.hash(password).await?;
        let user = User::new(email, self.clock.now());
        self.users.insert(&user, &hash).await?;
        tracing::info!(user.id = %user.id.0, "signed up");
        Ok(user)
    }

    /// Exchanges an e-mail and a password for a token. An e-mail that nobody has, or that is none
    /// (`None`), takes the same time and gives the same answer as a wrong password.
    pub async fn login(
        &self,
        email: Option<Email>,
        password: SecretString,
    ) -> Result<AccessToken, LoginError> {
        let credentials = match &email {
            Some(email) => self.users.credentials(email).await?,
            None => None,
        };
        let hash = credentials
            .as_ref()
            .map(|found| found.password_hash.clone());
        let verification = self.hasher.verify(password, hash).await?;
        let (Some(found), Verification::Match { rehashed }) = (credentials, verification) else {
            tracing::info!("login refused");
            return Err(LoginError::InvalidCredentials);
        };
        if let Some(new) = rehashed {
            let old = &found.password_hash;
            self.users.replace_hash(found.user.id, old, &new).await?;
        }
        tracing::info!(user.id = %found.user.id.0, "logged in");
        Ok(self.tokens.issue(&found.user, self.clock.now())?)
    }

    /// The user whose token this is.
    pub async fn authenticate(&self, token: &str) -> Result<User, AuthenticateError> {
        let claims = self.tokens.verify(token, self.clock.now())?;
        let user = self.users.find(claims.user_id).await?;
        user.ok_or(AuthenticateError::InvalidToken(InvalidToken))
    }

    /// Moves a user to another time zone. `None` when they were deleted in the meantime.
    pub async fn set_time_zone(
        &self,
        user: UserId,
        time_zone: TimeZone,
    ) -> Result<Option<User>, Failure> {
        let now = self.clock.now();
        self.users.set_time_zone(user, time_zone, now).await
    }
}

/// Why no account was made.
#[derive(Debug, Error)]
pub enum SignupError {
    /// Somebody has that e-mail already.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<InsertUserError> for SignupError {
    fn from(error: InsertUserError) -> Self {
        match error {
            InsertUserError::EmailTaken => Self::EmailTaken,
            InsertUserError::Failure(failure) => Self::Failure(failure),
        }
    }
}

/// Why nobody was logged in.
#[derive(Debug, Error)]
pub enum LoginError {
    /// There is no such account, or it has another password.
    #[error("the e-mail or the password is wrong")]
    InvalidCredentials,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Why a bearer is nobody.
#[derive(Debug, Error)]
pub enum AuthenticateError {
    /// The token is not valid, or its user is gone.
    #[error(transparent)]
    InvalidToken(#[from] InvalidToken),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
