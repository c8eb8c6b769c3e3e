//! An invitation to sign up.

use jiff::SignedDuration;
use uuid::Uuid;

use crate::Timestamp;
use crate::users::Email;

/// Identifies an invitation: a UUIDv7 (RFC 9562), so ids sort by time.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct SignupInvitationId(pub Uuid);

/// Lets somebody sign up once within two weeks. Its secret is handed out once and stored only as a
/// digest.
#[derive(Clone, Debug, PartialEq)]
pub struct SignupInvitation {
    /// The id of the invitation.
    pub id: SignupInvitationId,
    /// The only email it can be used for, or `None` if it is for any.
    pub email: Option<Email>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The instant from which it is refused.
    pub expires_at: Timestamp,
}

impl SignupInvitation {
    /// How long an invitation is valid.
    pub const LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

    /// An invitation that is valid from `now`.
    pub fn new(email: Option<Email>, now: Timestamp) -> Self {
        Self {
            id: SignupInvitationId(Uuid::now_v7()),
            email,
            created_at: now,
            expires_at: now + Self::LIFETIME,
        }
    }
}
