//! Making, listing and withdrawing invitations. The caller makes sure that an administrator asked
//! for it.

use std::sync::Arc;

use errand_domain::signup_invitations::{
    SignupInvitation, SignupInvitationId, SignupInvitationRepository,
};
use errand_domain::users::Email;
use errand_domain::{Clock, Failure, Limit, Page, TokenSecrets};
use secrecy::{ExposeSecret, SecretString};

/// Manages invitations to sign up.
pub struct SignupInvitationService {
    /// Stores invitations.
    pub invitations: Arc<dyn SignupInvitationRepository>,
    /// Generates their secrets.
    pub secrets: Arc<dyn TokenSecrets>,
    /// The URL of the web application, without a trailing slash.
    pub public_url: String,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// An invitation that was just made.
#[derive(Debug)]
pub struct NewInvitation {
    /// The invitation as it is stored.
    pub invitation: SignupInvitation,
    /// Its secret. It cannot be shown again.
    pub token: SecretString,
    /// The page to sign up with it, which contains the secret.
    pub link: SecretString,
}

impl SignupInvitationService {
    /// Makes an invitation for this email, or for any.
    pub async fn make(&self, email: Option<Email>) -> Result<NewInvitation, Failure> {
        let (secret, now) = (self.secrets.generate()?, self.clock.now());
        let digest = self.secrets.digest(&secret);
        let invitation = SignupInvitation::new(email, now);
        self.invitations.insert(&invitation, &digest).await?;
        let (url, token) = (&self.public_url, secret.to_text());
        let link = format!("{url}/sign-up#token={}", token.expose_secret());
        Ok(NewInvitation {
            invitation,
            token,
            link: link.into(),
        })
    }

    /// The invitations that can be used, newest first, starting before the invitation `before`.
    pub async fn list(
        &self,
        before: Option<SignupInvitationId>,
        limit: Limit,
    ) -> Result<Page<SignupInvitation, SignupInvitationId>, Failure> {
        let now = self.clock.now();
        self.invitations.list(before, limit, now).await
    }

    /// Withdraws an invitation. Returns `false` if there is none with this id.
    pub async fn withdraw(&self, id: SignupInvitationId) -> Result<bool, Failure> {
        self.invitations.delete(id).await
    }
}
