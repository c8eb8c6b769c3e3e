//! What the use cases of accounts work with.

use std::sync::Arc;

use errand_domain::Clock;
use errand_domain::auth::{
    EventLog, PasswordHasher, Secrets, SessionPolicy, SessionRepository, Throttles, Tokens,
    UserRepository,
};

use super::throttling::ThrottlePolicies;
use super::usage::SessionUsage;

/// The ports and policies of accounts, shared by their services.
pub struct Auth {
    /// Who there is.
    pub users: Arc<dyn UserRepository>,
    /// Who is logged in.
    pub sessions: Arc<dyn SessionRepository>,
    /// What happened.
    pub events: Arc<dyn EventLog>,
    /// What was tried how often.
    pub throttles: Arc<dyn Throttles>,
    /// Knows about passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Knows about access tokens.
    pub tokens: Arc<dyn Tokens>,
    /// Knows about refresh tokens.
    pub secrets: Arc<dyn Secrets>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// How long sessions last.
    pub session_policy: SessionPolicy,
    /// What may be tried how often.
    pub throttle_policies: ThrottlePolicies,
    /// Which sessions were used since that was last kept.
    pub usage: SessionUsage,
}
