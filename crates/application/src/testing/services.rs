//! The services, on mocks of the ports.

use std::sync::Arc;

use errand_domain::changes::MockJournal;
use errand_domain::signup_invitations::SignupMode;
use errand_domain::users::HashingTurn;

use super::{POLICY, Ports, RETENTION, RETRIES};
use crate::access::Authenticator;
use crate::accounts::AccountService;
use crate::email_tokens::EmailTokenService;
use crate::jobs::JobRunner;
use crate::personal_tokens::PersonalTokenService;
use crate::sessions::{LoginService, SessionService};
use crate::signup_invitations::SignupInvitationService;
use crate::users::UserService;
use crate::{Policies, Services};

impl Ports {
    pub(crate) fn authenticator(self) -> Authenticator {
        self.services().authenticator
    }

    pub(crate) fn users(self) -> UserService {
        self.services().users
    }

    pub(crate) fn accounts(self) -> AccountService {
        self.services().accounts
    }

    pub(crate) fn signup_invitations(self) -> SignupInvitationService {
        self.services().signup_invitations
    }

    pub(crate) fn login(self) -> LoginService {
        self.services().login
    }

    pub(crate) fn sessions(self) -> SessionService {
        self.services().sessions
    }

    pub(crate) fn personal_tokens(self) -> PersonalTokenService {
        self.services().personal_tokens
    }

    pub(crate) fn email_tokens(self) -> EmailTokenService {
        self.services().email_tokens
    }

    pub(crate) fn jobs(self) -> JobRunner {
        self.services().jobs
    }

    pub(crate) fn services(mut self) -> Services {
        let turn: Arc<dyn HashingTurn> = Arc::new(self.turn);
        let turns = self.hasher.expect_turn();
        turns.returning(move |_| Ok(turn.clone()));
        let ports = crate::Ports {
            users: Arc::new(self.users),
            accounts: Arc::new(self.accounts),
            signup_invitations: Arc::new(self.signup_invitations),
            sessions: Arc::new(self.sessions),
            personal_tokens: Arc::new(self.personal_tokens),
            email_tokens: Arc::new(self.email_tokens),
            events: Arc::new(self.events),
            throttles: Arc::new(self.throttles),
            jobs: Arc::new(self.jobs),
            mailer: Arc::new(self.mailer),
            tasks: Arc::new(self.tasks),
            journal: Arc::new(MockJournal::new()),
            changes: Arc::new(self.changes),
            hasher: Arc::new(self.hasher),
            access_tokens: Arc::new(self.tokens),
            device_tokens: Arc::new(self.device_tokens),
            secrets: Arc::new(self.secrets),
            clock: Arc::new(self.clock),
        };
        let policies = Policies {
            sessions: POLICY,
            signup: self.signup.unwrap_or(SignupMode::Open),
            throttles: self.policies,
            public_url: "https://errand.example.org".to_owned(),
            sends_mail: self.sends_mail,
            retries: RETRIES,
            require_verified_email: self.require_verified_email,
            retention: RETENTION,
        };
        Services::new(ports, policies)
    }
}
