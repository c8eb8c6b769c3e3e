//! Creates the services on their adapters.

use std::sync::Arc;

use errand_application::accounts::AccountService;
use errand_application::changes::Writer;
use errand_application::email_tokens::{EmailComposer, EmailTokenSender};
use errand_application::events::EventRecorder;
use errand_application::signup_invitations::SignupInvitationService;
use errand_application::tasks::TaskService;
use errand_application::throttles::AttemptLimiter;
use errand_application::{Policies, Ports, Services};
use errand_domain::Clock;
use errand_domain::mail::Mailer;
use errand_infrastructure::accounts::SqlAccountRepository;
use errand_infrastructure::bcrypt::BcryptHasher;
use errand_infrastructure::changes::{SqlChangeLog, SqlJournal};
use errand_infrastructure::database::Database;
use errand_infrastructure::email_tokens::SqlEmailTokenRepository;
use errand_infrastructure::events::SqlEventLog;
use errand_infrastructure::jobs::SqlJobQueue;
use errand_infrastructure::jwt::JwtAccessTokens;
use errand_infrastructure::mail::MailTransport;
use errand_infrastructure::personal_tokens::SqlPersonalTokenRepository;
use errand_infrastructure::sessions::{SignedDeviceTokens, SqlSessionRepository};
use errand_infrastructure::signup_invitations::SqlSignupInvitationRepository;
use errand_infrastructure::tasks::SqlTaskRepository;
use errand_infrastructure::throttles::SqlThrottles;
use errand_infrastructure::users::SqlUserRepository;
use errand_infrastructure::{RandomTokenSecrets, SystemClock};

use crate::Settings;

/// The services on this database, configured by the settings. Links in mails begin with `public_url`.
pub(crate) fn services(
    settings: &Settings,
    access_tokens: JwtAccessTokens,
    device_tokens: SignedDeviceTokens,
    database: &Database,
    mailer: Arc<dyn Mailer>,
    public_url: String,
) -> Services {
    let ports = Ports {
        users: Arc::new(SqlUserRepository::new(database.clone())),
        accounts: Arc::new(SqlAccountRepository::new(database.clone())),
        signup_invitations: Arc::new(SqlSignupInvitationRepository::new(database.clone())),
        sessions: Arc::new(SqlSessionRepository::new(database.clone())),
        personal_tokens: Arc::new(SqlPersonalTokenRepository::new(database.clone())),
        email_tokens: Arc::new(SqlEmailTokenRepository::new(database.clone())),
        events: Arc::new(SqlEventLog::new(database.clone())),
        throttles: Arc::new(SqlThrottles::new(database.clone())),
        tasks: Arc::new(SqlTaskRepository::new(database.clone())),
        jobs: Arc::new(SqlJobQueue::new(database.clone())),
        mailer,
        journal: Arc::new(SqlJournal::new(database.clone())),
        changes: Arc::new(SqlChangeLog::new(database.clone())),
        hasher: Arc::new(BcryptHasher::new(settings.auth.hashing)),
        access_tokens: Arc::new(access_tokens),
        device_tokens: Arc::new(device_tokens),
        secrets: Arc::new(RandomTokenSecrets),
        clock: Arc::new(SystemClock),
    };
    let policies = Policies {
        sessions: settings.auth.sessions.into(),
        signup: settings.auth.signup.into(),
        throttles: settings.auth.throttling.into(),
        public_url,
        sends_mail: settings.mail.transport != MailTransport::None,
        retries: settings.jobs.into(),
        require_verified_email: settings.auth.require_verified_email,
        retention: settings.retention.into(),
    };
    Services::new(ports, policies)
}

/// The administration of the accounts in this database, for the command line. Unlike the others, it
/// needs no secret.
pub(crate) fn accounts(
    settings: &Settings,
    database: &Database,
    clock: Arc<dyn Clock>,
) -> AccountService {
    let users = Arc::new(SqlUserRepository::new(database.clone()));
    let limiter = Arc::new(AttemptLimiter {
        throttles: Arc::new(SqlThrottles::new(database.clone())),
        policies: settings.auth.throttling.into(),
    });
    let email_tokens = EmailTokenSender {
        tokens: Arc::new(SqlEmailTokenRepository::new(database.clone())),
        users: users.clone(),
        secrets: Arc::new(RandomTokenSecrets),
        composer: EmailComposer {
            public_url: public_url(settings),
        },
        limiter: limiter.clone(),
        clock: clock.clone(),
    };
    let events = EventRecorder {
        events: Arc::new(SqlEventLog::new(database.clone())),
        clock: clock.clone(),
    };
    AccountService {
        accounts: Arc::new(SqlAccountRepository::new(database.clone())),
        users,
        hasher: Arc::new(BcryptHasher::new(settings.auth.hashing)),
        email_tokens: Arc::new(email_tokens),
        limiter,
        events: Arc::new(events),
        clock,
    }
}

/// The invitations in this database, for the command line.
pub(crate) fn signup_invitations(
    settings: &Settings,
    database: &Database,
) -> SignupInvitationService {
    SignupInvitationService {
        invitations: Arc::new(SqlSignupInvitationRepository::new(database.clone())),
        secrets: Arc::new(RandomTokenSecrets),
        public_url: public_url(settings),
        clock: Arc::new(SystemClock),
    }
}

/// The tasks in this database, for the command line.
pub(crate) fn tasks(database: &Database, clock: Arc<dyn Clock>) -> TaskService {
    let journal = Arc::new(SqlJournal::new(database.clone()));
    let log = Arc::new(SqlChangeLog::new(database.clone()));
    TaskService {
        tasks: Arc::new(SqlTaskRepository::new(database.clone())),
        writer: Arc::new(Writer::new(journal, log, clock.clone())),
        clock,
    }
}

/// The base of links that the command line makes, without a server that could tell its port.
pub(crate) fn public_url(settings: &Settings) -> String {
    let server = &settings.server;
    server.public_url.or_localhost(server.scheme(), server.port)
}
