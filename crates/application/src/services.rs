//! Composes the services: each gets the ports and policies it uses.

use std::sync::Arc;

use errand_domain::accounts::AccountRepository;
use errand_domain::changes::{ChangeLog, Journal};
use errand_domain::email_tokens::EmailTokenRepository;
use errand_domain::events::EventLog;
use errand_domain::jobs::{JobQueue, RetryPolicy};
use errand_domain::mail::Mailer;
use errand_domain::personal_tokens::PersonalTokenRepository;
use errand_domain::sessions::{AccessTokens, DeviceTokens, SessionPolicy, SessionRepository};
use errand_domain::signup_invitations::{SignupInvitationRepository, SignupMode};
use errand_domain::tasks::TaskRepository;
use errand_domain::throttles::Throttles;
use errand_domain::users::{PasswordHasher, UserRepository};
use errand_domain::{Clock, TokenSecrets};

use crate::access::{Authenticator, UseRecorder};
use crate::accounts::AccountService;
use crate::changes::{ChangeService, Writer};
use crate::email_tokens::{EmailComposer, EmailTokenSender, EmailTokenService};
use crate::events::{EventRecorder, EventService};
use crate::jobs::{JobRunner, Retention};
use crate::personal_tokens::PersonalTokenService;
use crate::sessions::{LoginService, SessionService};
use crate::signup_invitations::{SignupGate, SignupInvitationService};
use crate::tasks::TaskService;
use crate::throttles::{AttemptLimiter, ThrottlePolicies};
use crate::users::{PasswordCheck, UserService};

/// The adapters.
#[expect(missing_docs, reason = "each field is named after its port")]
pub struct Ports {
    pub users: Arc<dyn UserRepository>,
    pub accounts: Arc<dyn AccountRepository>,
    pub signup_invitations: Arc<dyn SignupInvitationRepository>,
    pub sessions: Arc<dyn SessionRepository>,
    pub personal_tokens: Arc<dyn PersonalTokenRepository>,
    pub email_tokens: Arc<dyn EmailTokenRepository>,
    pub events: Arc<dyn EventLog>,
    pub throttles: Arc<dyn Throttles>,
    pub tasks: Arc<dyn TaskRepository>,
    pub jobs: Arc<dyn JobQueue>,
    pub mailer: Arc<dyn Mailer>,
    pub journal: Arc<dyn Journal>,
    pub changes: Arc<dyn ChangeLog>,
    pub hasher: Arc<dyn PasswordHasher>,
    pub access_tokens: Arc<dyn AccessTokens>,
    pub device_tokens: Arc<dyn DeviceTokens>,
    pub secrets: Arc<dyn TokenSecrets>,
    pub clock: Arc<dyn Clock>,
}

/// The operator's choices.
pub struct Policies {
    /// How long sessions last.
    pub sessions: SessionPolicy,
    /// Who may sign up.
    pub signup: SignupMode,
    /// How often each kind of attempt may be made.
    pub throttles: ThrottlePolicies,
    /// The base of the links in mails: the web application's URL, without a trailing slash.
    pub public_url: String,
    /// Whether mail is sent at all. If not, a changed email takes effect at once.
    pub sends_mail: bool,
    /// How often jobs are attempted.
    pub retries: RetryPolicy,
    /// Whether users must verify their email before they can log in.
    pub require_verified_email: bool,
    /// How long users' data is kept after they deleted or changed it.
    pub retention: Retention,
}

/// The services.
#[expect(missing_docs, reason = "each field is named after its service")]
pub struct Services {
    pub authenticator: Authenticator,
    pub users: UserService,
    pub accounts: AccountService,
    pub signup_invitations: SignupInvitationService,
    pub login: LoginService,
    pub sessions: SessionService,
    pub personal_tokens: PersonalTokenService,
    pub email_tokens: EmailTokenService,
    pub events: EventService,
    pub tasks: TaskService,
    pub changes: ChangeService,
    pub uses: Arc<UseRecorder>,
    pub jobs: JobRunner,
}

impl Services {
    /// Creates all services on these ports.
    pub fn new(ports: Ports, policies: Policies) -> Self {
        let jobs = job_runner(&ports, &policies);
        let (tasks, changes) = what_users_write(&ports);
        let clock = || ports.clock.clone();
        let (sessions, tokens) = (ports.sessions.clone(), ports.personal_tokens.clone());
        let uses = Arc::new(UseRecorder::new(sessions, tokens));
        let limiter = Arc::new(AttemptLimiter {
            throttles: ports.throttles.clone(),
            policies: policies.throttles,
        });
        let events = Arc::new(EventRecorder {
            events: ports.events.clone(),
            clock: clock(),
        });
        let (gate, signup_invitations) = invitations(&ports, &policies);
        let sender = email_token_sender(&ports, &limiter, policies.public_url);
        let password_check = Arc::new(PasswordCheck {
            users: ports.users.clone(),
            hasher: ports.hasher.clone(),
            limiter: limiter.clone(),
            clock: clock(),
        });
        Self {
            authenticator: Authenticator {
                access_tokens: ports.access_tokens.clone(),
                sessions: ports.sessions.clone(),
                session_policy: policies.sessions,
                personal_tokens: ports.personal_tokens.clone(),
                secrets: ports.secrets.clone(),
                uses: uses.clone(),
                clock: clock(),
            },
            signup_invitations,
            users: UserService {
                gate,
                users: ports.users.clone(),
                hasher: ports.hasher.clone(),
                password_check: password_check.clone(),
                email_tokens: sender.clone(),
                limiter: limiter.clone(),
                events: events.clone(),
                sends_mail: policies.sends_mail,
                clock: clock(),
            },
            accounts: AccountService {
                accounts: ports.accounts,
                users: ports.users.clone(),
                hasher: ports.hasher.clone(),
                email_tokens: sender.clone(),
                limiter: limiter.clone(),
                events: events.clone(),
                clock: clock(),
            },
            login: LoginService {
                users: ports.users.clone(),
                sessions: ports.sessions.clone(),
                session_policy: policies.sessions,
                hasher: ports.hasher.clone(),
                access_tokens: ports.access_tokens.clone(),
                device_tokens: ports.device_tokens,
                secrets: ports.secrets.clone(),
                limiter: limiter.clone(),
                events: events.clone(),
                require_verified_email: policies.require_verified_email,
                clock: clock(),
            },
            sessions: SessionService {
                sessions: ports.sessions.clone(),
                policy: policies.sessions,
                access_tokens: ports.access_tokens,
                secrets: ports.secrets.clone(),
                limiter: limiter.clone(),
                events: events.clone(),
                clock: clock(),
            },
            personal_tokens: PersonalTokenService {
                tokens: ports.personal_tokens,
                password_check,
                secrets: ports.secrets.clone(),
                events: events.clone(),
                clock: clock(),
            },
            events: EventService {
                events: ports.events.clone(),
            },
            tasks,
            changes,
            uses,
            jobs,
            email_tokens: EmailTokenService {
                tokens: ports.email_tokens,
                sender,
                users: ports.users,
                hasher: ports.hasher,
                secrets: ports.secrets,
                limiter,
                events,
                clock: ports.clock,
            },
        }
    }
}

fn invitations(ports: &Ports, policies: &Policies) -> (SignupGate, SignupInvitationService) {
    let (invitations, secrets) = (ports.signup_invitations.clone(), ports.secrets.clone());
    let gate = SignupGate {
        mode: policies.signup,
        users: ports.users.clone(),
        invitations: invitations.clone(),
        secrets: secrets.clone(),
        clock: ports.clock.clone(),
    };
    let service = SignupInvitationService {
        invitations,
        secrets,
        public_url: policies.public_url.clone(),
        clock: ports.clock.clone(),
    };
    (gate, service)
}

fn email_token_sender(
    ports: &Ports,
    limiter: &Arc<AttemptLimiter>,
    public_url: String,
) -> Arc<EmailTokenSender> {
    Arc::new(EmailTokenSender {
        tokens: ports.email_tokens.clone(),
        users: ports.users.clone(),
        secrets: ports.secrets.clone(),
        composer: EmailComposer { public_url },
        limiter: limiter.clone(),
        clock: ports.clock.clone(),
    })
}

/// The services that write through the journal.
fn what_users_write(ports: &Ports) -> (TaskService, ChangeService) {
    let (journal, log) = (ports.journal.clone(), ports.changes.clone());
    let writer = Arc::new(Writer::new(journal, log.clone(), ports.clock.clone()));
    let tasks = TaskService {
        tasks: ports.tasks.clone(),
        writer: writer.clone(),
        clock: ports.clock.clone(),
    };
    let changes = ChangeService {
        writer,
        log,
        tasks: ports.tasks.clone(),
    };
    (tasks, changes)
}

fn job_runner(ports: &Ports, policies: &Policies) -> JobRunner {
    JobRunner {
        queue: ports.jobs.clone(),
        retries: policies.retries,
        mailer: ports.mailer.clone(),
        sessions: ports.sessions.clone(),
        session_policy: policies.sessions,
        email_tokens: ports.email_tokens.clone(),
        events: ports.events.clone(),
        throttles: ports.throttles.clone(),
        tasks: ports.tasks.clone(),
        changes: ports.changes.clone(),
        retention: policies.retention,
        clock: ports.clock.clone(),
    }
}
