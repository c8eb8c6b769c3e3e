//! What the handlers work with.

use std::sync::Arc;

use errand_application::auth::{AccountService, AuthService, SessionService};
use errand_application::tasks::TaskService;
use errand_domain::Readiness;
use errand_domain::auth::PasswordPolicy;

/// The use cases, shared by all threads.
pub struct State {
    /// Signing up, logging in, and being recognised.
    pub auth: AuthService,
    /// Sessions.
    pub sessions: Arc<SessionService>,
    /// Accounts.
    pub accounts: AccountService,
    /// Tasks.
    pub tasks: TaskService,
    /// Which passwords may be set.
    pub passwords: PasswordPolicy,
    /// What must be alive for requests to be served.
    pub database: Arc<dyn Readiness>,
}
