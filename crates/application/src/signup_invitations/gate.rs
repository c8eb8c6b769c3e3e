//! Lets people sign up, or not.

use std::sync::Arc;

use errand_domain::signup_invitations::{SignupInvitationRepository, SignupMode};
use errand_domain::users::{Email, PasswordHash, User, UserRepository};
use errand_domain::{Clock, Digest, TokenSecret, TokenSecrets};
use secrecy::{ExposeSecret, SecretString};

use crate::users::SignupError;

/// Decides who may sign up.
pub struct SignupGate {
    /// Who may in general.
    pub mode: SignupMode,
    /// Stores users.
    pub users: Arc<dyn UserRepository>,
    /// Stores invitations.
    pub invitations: Arc<dyn SignupInvitationRepository>,
    /// Digests the secrets of invitations.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// By what somebody may sign up.
pub(crate) enum Ticket {
    /// Everybody may.
    None,
    /// The invitation whose secret has this digest, unless it is used or void by now.
    Invitation(Digest),
}

impl SignupGate {
    /// Refuses whoever cannot sign up in this mode, without looking anything up. Where everybody
    /// may, an invitation is neither needed nor used.
    pub(crate) fn ticket(&self, invitation: Option<SecretString>) -> Result<Ticket, SignupError> {
        match (self.mode, invitation) {
            (SignupMode::Open, _) => Ok(Ticket::None),
            (SignupMode::Closed, _) => Err(SignupError::Closed),
            (SignupMode::Invitation, None) => Err(SignupError::InvitationRequired),
            (SignupMode::Invitation, Some(text)) => {
                let secret = TokenSecret::parse(text.expose_secret());
                let secret = secret.ok_or(SignupError::InvalidInvitation)?;
                Ok(Ticket::Invitation(self.secrets.digest(&secret)))
            }
        }
    }

    /// Refuses an invitation that cannot be used, so that nobody causes hashes with one.
    pub(crate) async fn check(&self, ticket: &Ticket, email: &Email) -> Result<(), SignupError> {
        let Ticket::Invitation(digest) = ticket else {
            return Ok(());
        };
        let now = self.clock.now();
        let admits = self.invitations.admits(digest, email, now).await?;
        admits.then_some(()).ok_or(SignupError::InvalidInvitation)
    }

    /// Stores a new user. An invitation is consumed by it.
    pub(crate) async fn admit(
        &self,
        ticket: &Ticket,
        user: &User,
        hash: &PasswordHash,
    ) -> Result<(), SignupError> {
        let Ticket::Invitation(digest) = ticket else {
            return Ok(self.users.insert(user, hash).await?);
        };
        let (invitations, now) = (&self.invitations, self.clock.now());
        let admitted = invitations.accept(digest, user, hash, now).await?;
        admitted.then_some(()).ok_or(SignupError::InvalidInvitation)
    }
}
