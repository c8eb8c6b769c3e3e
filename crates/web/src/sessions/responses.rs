//! What requests about sessions are answered.

use errand_domain::sessions::{Session, SessionId, SessionPolicy};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// A token, in the shape of OAuth 2 (RFC 6749 §5.1).
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenResponse<'a> {
    /// To be sent with every request as `Authorization: Bearer <token>`.
    pub(super) access_token: &'a str,
    /// Always `bearer`.
    #[schema(example = "bearer")]
    pub(super) token_type: &'a str,
}

/// A login that has not ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionResponse {
    id: Uuid,
    /// What the client called itself when it logged in (its `User-Agent`).
    #[schema(example = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")]
    device: String,
    /// From where it logged in: the /24 of an address of IPv4, the /48 of one of IPv6.
    #[schema(example = "192.0.2.0/24")]
    address_prefix: String,
    created_at: Timestamp,
    /// When a request last came with it, to the minute or so.
    last_used_at: Timestamp,
    /// When it ends if it is not used again.
    expires_at: Timestamp,
    /// Whether it is the one of this very request.
    is_current: bool,
}

/// The sessions, those used last first. There are never more than fit on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    pub(super) items: Vec<SessionResponse>,
    /// Always `null`.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

impl SessionResponse {
    pub(crate) fn new(session: Session, policy: SessionPolicy, current: Option<SessionId>) -> Self {
        Self {
            id: session.id.0,
            expires_at: policy.expires_at(&session).into(),
            is_current: Some(session.id) == current,
            device: session.device,
            address_prefix: session.address_prefix,
            created_at: session.created_at.into(),
            last_used_at: session.last_used_at.into(),
        }
    }
}
