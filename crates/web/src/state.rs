//! The state that all handlers share.

use std::sync::Arc;

use errand_application::Retention;
use errand_application::access::Authenticator;
use errand_application::accounts::AccountService;
use errand_application::changes::ChangeService;
use errand_application::email_tokens::EmailTokenService;
use errand_application::events::EventService;
use errand_application::personal_tokens::PersonalTokenService;
use errand_application::sessions::{LoginService, SessionService};
use errand_application::signup_invitations::SignupInvitationService;
use errand_application::tasks::TaskService;
use errand_application::users::UserService;
use errand_domain::sessions::RefreshTokens;
use errand_domain::signup_invitations::SignupMode;
use errand_domain::users::PasswordPolicy;

use crate::{Metrics, Parts, RequestLimit};

/// The use cases, shared by all threads.
pub struct State {
    /// Authenticates requests.
    pub authenticator: Authenticator,
    /// Accounts.
    pub users: UserService,
    /// The accounts of all users.
    pub accounts: AccountService,
    /// Invitations to sign up.
    pub signup_invitations: SignupInvitationService,
    /// Who may sign up.
    pub signup: SignupMode,
    /// Logging in.
    pub login: LoginService,
    /// Sessions.
    pub sessions: SessionService,
    /// Encodes and decodes refresh tokens.
    pub refresh_tokens: Arc<dyn RefreshTokens>,
    /// Personal tokens.
    pub personal_tokens: PersonalTokenService,
    /// Tokens sent by email.
    pub email_tokens: EmailTokenService,
    /// Account events.
    pub events: EventService,
    /// Tasks.
    pub tasks: TaskService,
    /// Undo and history.
    pub changes: ChangeService,
    /// Limits the requests of each user.
    pub requests: Arc<RequestLimit>,
    /// The rules for new passwords.
    pub passwords: PasswordPolicy,
    /// How long deleted tasks are kept.
    pub retention: Retention,
    /// The measurements, unless they are off.
    pub metrics: Option<Metrics>,
    /// What requests cannot be served without.
    pub readiness: Parts,
}
