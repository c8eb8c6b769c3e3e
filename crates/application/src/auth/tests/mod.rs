//! The use cases of accounts, on mocks of the ports. A call that no test expects is a failure.

mod account;
mod authenticate;
mod login;
mod refresh;
mod sessions;
mod set_time_zone;
mod signup;
mod throttling;

use std::sync::Arc;

use chrono::TimeDelta;
use errand_domain::auth::{
    AccessToken, Claims, Client, Credentials, Digest, Email, EventKind, InvalidToken,
    KeepUserError, MockEventLog, MockPasswordHasher, MockSecrets, MockSessionRepository,
    MockThrottles, MockTokens, MockUserRepository, Password, PasswordHash, PasswordPolicy,
    PasswordVersion, RefreshToken, Secret, Session, SessionId, SessionPolicy, User, UserId,
    Verification,
};
use errand_domain::clock::MockClock;
use errand_domain::{ClientAddress, Failure, TimeZone, Timestamp};
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::{
    AccountService, Auth, AuthService, AuthenticateError, Caller, Granted, LoginError,
    SessionService, SessionUsage, SignupError, ThrottlePolicies,
};

const PASSWORD: &str = "correct horse";

#[derive(Default)]
struct Ports {
    users: MockUserRepository,
    sessions: MockSessionRepository,
    events: MockEventLog,
    throttles: MockThrottles,
    hasher: MockPasswordHasher,
    tokens: MockTokens,
    secrets: MockSecrets,
    clock: MockClock,
    policies: ThrottlePolicies,
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

    /// Expects the secret `FRESH` to be made, and its digest to be asked for.
    fn make_secret(&mut self) {
        self.secrets
            .expect_generate()
            .times(1)
            .returning(|| Ok(FRESH));
        self.digest();
    }

    /// Expects digests to be asked for.
    fn digest(&mut self) {
        self.secrets.expect_digest().returning(digest_of);
    }

    /// Expects one session of `ada` to be kept, with the digest of the secret `FRESH`.
    fn begin_session(&mut self, result: Result<bool, Failure>) {
        self.make_secret();
        self.sessions
            .expect_insert()
            .withf(|session, digest, password, policy| {
                session.user == ada().id
                    && session.device == "browser"
                    && session.address_prefix == "192.0.2.0/24"
                    && session.created_at == now()
                    && *digest == digest_of(&FRESH)
                    && *password == PasswordVersion(1)
                    && *policy == POLICY
            })
            .times(1)
            .return_once(|_, _, _, _| result);
    }

    /// Expects one token for `ada`, from the present on.
    fn issue(&mut self) {
        self.tokens
            .expect_issue()
            .withf(|user, _, at| *user == ada() && *at == now())
            .times(1)
            .returning(|_, _, _| Ok(AccessToken("token".into())));
    }

    /// Expects one event of `ada`.
    fn tell(&mut self, kind: EventKind) {
        self.events
            .expect_record()
            .withf(move |event| {
                event.kind == kind
                    && event.user == ada().id
                    && event.device == "browser"
                    && event.address_prefix == "192.0.2.0/24"
                    && event.created_at == now()
            })
            .times(1)
            .returning(|_| Ok(()));
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
        AuthService::new(self.auth())
    }

    fn session_service(self) -> SessionService {
        SessionService::new(self.auth())
    }

    fn account_service(self) -> AccountService {
        AccountService::new(self.auth())
    }

    fn auth(self) -> Arc<Auth> {
        Arc::new(Auth {
            users: Arc::new(self.users),
            sessions: Arc::new(self.sessions),
            events: Arc::new(self.events),
            throttles: Arc::new(self.throttles),
            hasher: Arc::new(self.hasher),
            tokens: Arc::new(self.tokens),
            secrets: Arc::new(self.secrets),
            clock: Arc::new(self.clock),
            session_policy: POLICY,
            throttle_policies: self.policies,
            usage: SessionUsage::default(),
        })
    }
}

/// The secret that is made next.
const FRESH: Secret = Secret([7; 32]);

const POLICY: SessionPolicy = SessionPolicy {
    idle: TimeDelta::days(7),
    absolute: TimeDelta::days(30),
    most: 100,
};

fn digest_of(secret: &Secret) -> Digest {
    Digest(secret.0.map(|byte| byte ^ 0xff))
}

fn client() -> Client {
    Client {
        address: ClientAddress::new([192, 0, 2, 1].into()),
        device: "browser".to_owned(),
    }
}

/// A session of `ada` that was begun an hour ago and not used since.
fn session() -> Session {
    let begun = now() - TimeDelta::hours(1);
    Session {
        id: SessionId(Uuid::from_u128(3)),
        ..Session::new(ada().id, &client(), begun)
    }
}

fn caller() -> Caller {
    Caller {
        user: ada(),
        session: session().id,
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
        password_version: PasswordVersion(1),
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
        session_id: session().id,
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
