//! What the handlers work with.

use std::sync::Arc;

use errand_application::auth::AuthService;
use errand_application::tasks::TaskService;
use errand_domain::Readiness;
use errand_domain::auth::PasswordPolicy;

/// The use cases, shared by all threads.
pub struct State {
    /// Accounts.
    pub auth: AuthService,
    /// Tasks.
    pub tasks: TaskService,
    /// Which passwords may be set.
    pub passwords: PasswordPolicy,
    /// What must be alive for requests to be served.
    pub database: Arc<dyn Readiness>,
}
