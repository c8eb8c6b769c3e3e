//! What the handlers work with.

use std::sync::Arc;

use errand_application::auth::{
    AccountService, AuthService, MailService, PersonalTokenService, SessionService,
};
use errand_application::tasks::TaskService;
use errand_domain::Readiness;
use errand_domain::auth::PasswordPolicy;

use crate::auth::RequestLimit;

/// The use cases, shared by all threads.
pub struct State {
    /// Signing up, logging in, and being recognised.
    pub auth: AuthService,
    /// Sessions.
    pub sessions: Arc<SessionService>,
    /// Personal tokens.
    pub personal_tokens: PersonalTokenService,
    /// Accounts.
    pub accounts: AccountService,
    /// What is done by mail.
    pub mail: MailService,
    /// Tasks.
    pub tasks: TaskService,
    /// How many requests a user may make.
    pub requests: Arc<RequestLimit>,
    /// Which passwords may be set.
    pub passwords: PasswordPolicy,
    /// What must be alive for requests to be served.
    pub database: Arc<dyn Readiness>,
}
