//! The use cases of accounts, on mocks of the ports. A call that no test expects is a failure.

mod authenticate;
mod login;
mod set_time_zone;
mod signup;

use std::sync::Arc;

use errand_domain::auth::{
    AccessToken, Claims, Credentials, Email, InsertUserError, InvalidToken, MockPasswordHasher,
    MockTokens, MockUserRepository, Password, PasswordHash, PasswordPolicy, User, UserId,
    Verification,
};
use errand_domain::clock::MockClock;
use errand_domain::{Failure, TimeZone, Timestamp};
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::{AuthService, AuthenticateError, LoginError, SignupError};

const PASSWORD: &str = "correct horse";

#[derive(Default)]
struct Ports {
    users: MockUserRepository,
    hasher: MockPasswordHasher,
    tokens: MockTokens,
    clock: MockClock,
}

impl Ports {
    /// Ports whose clock stands still.
    fn new() -> Self {
        let mut ports = Self::default();
        ports.clock.expect_now().returning(now);
        ports
    }

    /// Expects one search for `ada`, which finds her with the hash `kept`.
    fn keep_ada(&mut self) {
        self.users
            .expect_credentials()
            .with(eq(email()))
            .times(1)
            .returning(|_| Ok(Some(credentials())));
    }

    /// Expects one comparison of the password with `hash`.
    fn compare(&mut self, hash: Option<PasswordHash>, result: Verification) {
        self.hasher
            .expect_verify()
            .withf(move |password, with| password.expose_secret() == PASSWORD && *with == hash)
            .times(1)
            .return_once(|_, _| Ok(result));
    }

    /// Expects one token for `ada`, from the present on.
    fn issue(&mut self) {
        self.tokens
            .expect_issue()
            .with(eq(ada()), eq(now()))
            .times(1)
            .returning(|_, _| Ok(AccessToken("token".into())));
    }

    /// Expects one token to be verified at the present instant.
    fn verify_token(&mut self, result: Result<Claims, InvalidToken>) {
        self.tokens
            .expect_verify()
            .with(eq("token"), eq(now()))
            .times(1)
            .return_once(|_, _| result);
    }

    fn service(self) -> AuthService {
        AuthService::new(
            Arc::new(self.users),
            Arc::new(self.hasher),
            Arc::new(self.tokens),
            Arc::new(self.clock),
        )
    }
}

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn email() -> Email {
    Email::parse("ada@example.org").unwrap()
}

fn ada() -> User {
    User {
        id: UserId(Uuid::from_u128(1)),
        email: email(),
        time_zone: TimeZone::UTC,
        created_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn hash(text: &str) -> PasswordHash {
    PasswordHash(text.to_owned())
}

fn credentials() -> Credentials {
    Credentials {
        user: ada(),
        password_hash: hash("kept"),
    }
}

fn password() -> Password {
    PasswordPolicy { min_length: 8 }
        .parse(PASSWORD.into(), None)
        .unwrap()
}

fn claims() -> Claims {
    Claims {
        user_id: ada().id,
        token_id: Uuid::from_u128(2),
        issued_at: now(),
        expires_at: now(),
    }
}

fn broken() -> Failure {
    Failure::internal("broken")
}

fn is_broken(failure: &Failure) -> bool {
    matches!(failure, Failure::Internal(error) if error.to_string() == "broken")
}
