//! The use cases of accounts, on mocks of the ports. A call that no test expects is a failure.

mod account;
mod audit;
mod authenticate;
mod login;
mod mail;
mod personal_tokens;
mod refresh;
mod sample;
mod sessions;
mod set_time_zone;
mod signup;
mod throttling;

use std::sync::Arc;

use chrono::TimeDelta;
use errand_domain::auth::{
    AccessToken, Claims, Client, Credentials, Digest, Email, EventKind, InvalidToken,
    KeepUserError, MockEventLog, MockMailTokens, MockPasswordHasher, MockPersonalTokenRepository,
    MockSecrets, MockSessionRepository, MockThrottles, MockTokens, MockUserRepository, Password,
    PasswordHash, PasswordPolicy, PasswordVersion, Purpose, RefreshToken, Secret, Session,
    SessionId, SessionPolicy, User, UserId, Verification,
};
use errand_domain::clock::MockClock;
use errand_domain::{ClientAddress, Failure, TimeZone, Timestamp};
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use sample::*;

use super::{
    AccountService, Auth, AuthService, AuthenticateError, Caller, Credential, Granted, Letters,
    LoginError, MailService, PersonalTokenService, SessionService, SignupError, ThrottlePolicies,
    Usage,
};

const PASSWORD: &str = "correct horse";

#[derive(Default)]
struct Ports {
    users: MockUserRepository,
    sessions: MockSessionRepository,
    personal_tokens: MockPersonalTokenRepository,
    events: MockEventLog,
    mail_tokens: MockMailTokens,
    throttles: MockThrottles,
    hasher: MockPasswordHasher,
    tokens: MockTokens,
    secrets: MockSecrets,
    clock: MockClock,
    policies: ThrottlePolicies,
    require_verified_email: bool,
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

    /// Expects one mail with the secret `FRESH`, to this e-mail.
    fn send(&mut self, purpose: Purpose, to: &'static str) {
        self.make_secret();
        self.mail_tokens
            .expect_issue()
            .withf(move |token, mail, _| {
                let link = format!("token={}\n", FRESH.to_text().expose_secret());
                token.digest == digest_of(&FRESH)
                    && token.purpose == purpose
                    && token.email.canonical() == to
                    && token.expires_at == now() + TimeDelta::minutes(30)
                    && mail.to == to
                    && mail.text.expose_secret().contains(&link)
                    && (mail.user, mail.expires_at) == (token.user, token.expires_at)
                    && mail.created_at == now()
            })
            .times(1)
            .returning(|_, _, _| Ok(()));
    }

    /// Expects one refused login of nobody.
    fn tell_of_nobody(&mut self) {
        self.events
            .expect_record()
            .withf(|event| event.kind == EventKind::LoginFailed && event.user.is_none())
            .times(1)
            .returning(|_| Ok(()));
    }

    /// Expects one event of `ada`.
    fn tell(&mut self, kind: EventKind) {
        self.events
            .expect_record()
            .withf(move |event| {
                event.kind == kind
                    && event.user == Some(ada().id)
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

    fn token_service(self) -> PersonalTokenService {
        PersonalTokenService::new(self.auth())
    }

    fn mail_service(self) -> MailService {
        MailService::new(self.auth())
    }

    fn account_service(self) -> AccountService {
        AccountService::new(self.auth())
    }

    fn auth(self) -> Arc<Auth> {
        Arc::new(Auth {
            users: Arc::new(self.users),
            sessions: Arc::new(self.sessions),
            personal_tokens: Arc::new(self.personal_tokens),
            events: Arc::new(self.events),
            mail_tokens: Arc::new(self.mail_tokens),
            throttles: Arc::new(self.throttles),
            hasher: Arc::new(self.hasher),
            tokens: Arc::new(self.tokens),
            secrets: Arc::new(self.secrets),
            clock: Arc::new(self.clock),
            session_policy: POLICY,
            throttle_policies: self.policies,
            letters: Letters {
                public_url: "https://errand.example.org".to_owned(),
            },
            require_verified_email: self.require_verified_email,
            session_usage: Usage::default(),
            token_usage: Usage::default(),
        })
    }
}
