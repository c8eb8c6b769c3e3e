//! What the handlers work with.

use std::sync::Arc;

use errand_application::access::Authenticator;
use errand_application::email_tokens::EmailTokenService;
use errand_application::events::EventService;
use errand_application::personal_tokens::PersonalTokenService;
use errand_application::sessions::{LoginService, SessionService};
use errand_application::tasks::TaskService;
use errand_application::users::UserService;
use errand_domain::Readiness;
use errand_domain::sessions::RefreshTokens;
use errand_domain::users::PasswordPolicy;

use crate::RequestLimit;

/// The use cases, shared by all threads.
pub struct State {
    /// Knows whose token a request brings.
    pub authenticator: Authenticator,
    /// Accounts.
    pub users: UserService,
    /// Logging in.
    pub login: LoginService,
    /// Sessions.
    pub sessions: SessionService,
    /// Refresh tokens as they travel.
    pub refresh_tokens: Arc<dyn RefreshTokens>,
    /// Personal tokens.
    pub personal_tokens: PersonalTokenService,
    /// Tokens that are sent by email.
    pub email_tokens: EmailTokenService,
    /// What happened to accounts.
    pub events: EventService,
    /// Tasks.
    pub tasks: TaskService,
    /// How many requests a user may make.
    pub requests: Arc<RequestLimit>,
    /// Which passwords may be set.
    pub passwords: PasswordPolicy,
    /// What must be alive for requests to be served.
    pub readiness: Arc<dyn Readiness>,
}
