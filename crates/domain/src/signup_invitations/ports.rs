//! The port that stores invitations.

use async_trait::async_trait;

use super::{SignupInvitation, SignupInvitationId};
use crate::users::{Email, KeepUserError, PasswordHash, User};
use crate::{Digest, Failure, Limit, Page, Timestamp};

/// Stores invitations. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait SignupInvitationRepository: Send + Sync {
    /// Stores an invitation with the digest of its secret, and deletes those that have expired by
    /// the time it is made.
    async fn insert(&self, invitation: &SignupInvitation, digest: &Digest) -> Result<(), Failure>;

    /// The invitations that can be used, newest first, starting before the invitation `before`.
    async fn list(
        &self,
        before: Option<SignupInvitationId>,
        limit: Limit,
        now: Timestamp,
    ) -> Result<Page<SignupInvitation, SignupInvitationId>, Failure>;

    /// Deletes an invitation. Returns `false` if there is none with this id.
    async fn delete(&self, id: SignupInvitationId) -> Result<bool, Failure>;

    /// Whether the invitation with this digest can be used for this email.
    async fn admits(&self, digest: &Digest, email: &Email, now: Timestamp)
    -> Result<bool, Failure>;

    /// Stores a new user and consumes an invitation. Returns `false`, and stores nothing, if it
    /// cannot be used for the user's email. If the email is taken, the invitation can be used again.
    /// Of any number of simultaneous calls with one invitation, one stores its user.
    async fn accept(
        &self,
        digest: &Digest,
        user: &User,
        hash: &PasswordHash,
        now: Timestamp,
    ) -> Result<bool, KeepUserError>;
}
