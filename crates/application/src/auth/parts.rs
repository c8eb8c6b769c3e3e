//! What the use cases of accounts work with.

use std::sync::Arc;

use errand_domain::Clock;
use errand_domain::auth::{
    EventLog, MailTokens, PasswordHasher, PersonalTokenId, PersonalTokenRepository, Secrets,
    SessionId, SessionPolicy, SessionRepository, Throttles, Tokens, UserRepository,
};

use super::letters::Letters;
use super::throttling::ThrottlePolicies;
use super::usage::Usage;

/// The ports and policies of accounts, shared by their services.
pub struct Auth {
    /// Who there is.
    pub users: Arc<dyn UserRepository>,
    /// Who is logged in.
    pub sessions: Arc<dyn SessionRepository>,
    /// Who acts for whom.
    pub personal_tokens: Arc<dyn PersonalTokenRepository>,
    /// What happened.
    pub events: Arc<dyn EventLog>,
    /// What was sent by mail to be brought back.
    pub mail_tokens: Arc<dyn MailTokens>,
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
    /// What mails say.
    pub letters: Letters,
    /// Whether only those log in who have shown that they read what is sent to their e-mail.
    pub require_verified_email: bool,
    /// Which sessions were used since that was last kept.
    pub session_usage: Usage<SessionId>,
    /// Which personal tokens were used since that was last kept.
    pub token_usage: Usage<PersonalTokenId>,
}
