//! Mocks of the ports, and common expectations.

use errand_domain::accounts::MockAccountRepository;
use errand_domain::changes::MockChangeLog;
use errand_domain::email_tokens::{MockEmailTokenRepository, Purpose};
use errand_domain::events::{EventKind, MockEventLog};
use errand_domain::jobs::MockJobQueue;
use errand_domain::mail::MockMailer;
use errand_domain::personal_tokens::MockPersonalTokenRepository;
use errand_domain::sessions::{
    AccessToken, Claims, InvalidToken, MockAccessTokens, MockDeviceTokens, MockSessionRepository,
};
use errand_domain::signup_invitations::{MockSignupInvitationRepository, SignupMode};
use errand_domain::tasks::MockTaskRepository;
use errand_domain::throttles::MockThrottles;
use errand_domain::users::{
    MockHashingTurn, MockPasswordHasher, MockUserRepository, PasswordHash, PasswordVersion,
    Verification,
};
use errand_domain::{Failure, MockClock, MockTokenSecrets};
use jiff::SignedDuration;
use mockall::predicate::eq;
use secrecy::ExposeSecret;

use super::sample::*;
use crate::throttles::ThrottlePolicies;

pub(crate) const PASSWORD: &str = "correct horse";

#[derive(Default)]
pub(crate) struct Ports {
    pub(crate) users: MockUserRepository,
    pub(crate) accounts: MockAccountRepository,
    pub(crate) signup_invitations: MockSignupInvitationRepository,
    pub(crate) sessions: MockSessionRepository,
    pub(crate) personal_tokens: MockPersonalTokenRepository,
    pub(crate) events: MockEventLog,
    pub(crate) email_tokens: MockEmailTokenRepository,
    pub(crate) throttles: MockThrottles,
    pub(crate) jobs: MockJobQueue,
    pub(crate) mailer: MockMailer,
    pub(crate) tasks: MockTaskRepository,
    pub(crate) changes: MockChangeLog,
    pub(crate) hasher: MockPasswordHasher,
    /// Every turn that the hasher gives.
    pub(crate) turn: MockHashingTurn,
    pub(crate) tokens: MockAccessTokens,
    pub(crate) device_tokens: MockDeviceTokens,
    pub(crate) secrets: MockTokenSecrets,
    pub(crate) clock: MockClock,
    pub(crate) policies: ThrottlePolicies,
    /// Everybody may sign up unless a test says otherwise.
    pub(crate) signup: Option<SignupMode>,
    pub(crate) sends_mail: bool,
    pub(crate) require_verified_email: bool,
}

impl Ports {
    /// Ports whose clock stands still.
    pub(crate) fn new() -> Self {
        let mut ports = Self {
            sends_mail: true,
            ..Self::default()
        };
        ports.clock.expect_now().returning(now);
        let written = ports.device_tokens.expect_write();
        written.returning(|_, device| device.0.to_string().into());
        ports
    }

    /// Expects one lookup of `ada`, which finds her with the hash `kept`.
    pub(crate) fn keep_ada(&mut self) {
        self.users
            .expect_credentials()
            .with(eq(email()))
            .times(1)
            .returning(|_| Ok(Some(credentials())));
    }

    /// Expects one comparison of the password with `hash`.
    pub(crate) fn compare(&mut self, hash: Option<PasswordHash>, result: Verification) {
        self.turn
            .expect_verify()
            .withf(move |password, with| password.expose_secret() == PASSWORD && *with == hash)
            .times(1)
            .return_once(|_, _| Ok(result));
    }

    /// Expects one lookup of the credentials of `ada` and one comparison with her hash.
    pub(crate) fn confirm(&mut self, result: Verification) {
        self.find_credentials();
        self.compare(Some(hash("kept")), result);
    }

    /// Expects one lookup of the credentials of `ada`, by her id.
    pub(crate) fn find_credentials(&mut self) {
        self.users
            .expect_credentials_of()
            .with(eq(ada().id))
            .times(1)
            .returning(|_| Ok(Some(credentials())));
    }

    /// Expects the secret `FRESH` to be generated and digests to be computed.
    pub(crate) fn make_secret(&mut self) {
        self.secrets
            .expect_generate()
            .times(1)
            .returning(|| Ok(FRESH));
        self.digest();
    }

    /// Expects digests to be computed.
    pub(crate) fn digest(&mut self) {
        self.secrets.expect_digest().returning(digest_of);
    }

    /// Expects one session of `ada` to be stored, with the digest of the secret `FRESH`.
    pub(crate) fn begin_session(&mut self, result: Result<bool, Failure>) {
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

    /// Expects one access token to be issued for `ada` at the present instant.
    pub(crate) fn issue(&mut self) {
        self.tokens
            .expect_issue()
            .withf(|user, _, at| *user == ada() && *at == now())
            .times(1)
            .returning(|_, _, _| Ok(AccessToken("token".into())));
    }

    /// Expects one mail with the secret `FRESH` to this email.
    pub(crate) fn send(&mut self, purpose: Purpose, to: &'static str) {
        self.make_secret();
        self.email_tokens
            .expect_issue()
            .withf(move |token, mail, _| {
                let link = format!("token={}\n", FRESH.to_text().expose_secret());
                token.digest == digest_of(&FRESH)
                    && token.purpose == purpose
                    && token.email.canonical() == to
                    && token.expires_at == now() + SignedDuration::from_mins(30)
                    && mail.to == to
                    && mail.text.expose_secret().contains(&link)
                    && (mail.user, mail.expires_at) == (token.user, token.expires_at)
                    && mail.created_at == now()
            })
            .times(1)
            .returning(|_, _, _| Ok(()));
    }

    /// Expects a refused login to be recorded without a user.
    pub(crate) fn tell_of_nobody(&mut self) {
        self.events
            .expect_record()
            .withf(|event| event.kind == EventKind::LoginFailed && event.user.is_none())
            .times(1)
            .returning(|_| Ok(()));
    }

    /// Expects one event of `ada` to be recorded.
    pub(crate) fn tell(&mut self, kind: EventKind) {
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
    pub(crate) fn verify_token(&mut self, result: Result<Claims, InvalidToken>) {
        self.tokens
            .expect_verify()
            .with(eq("token"), eq(now()))
            .times(1)
            .return_once(|_, _| result);
    }
}
