//! Responses about sessions.

use errand_domain::sessions::{Session, SessionId, SessionPolicy};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// An access token, in the format of OAuth 2.0 (RFC 6749 §5.1).
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenResponse<'a> {
    /// Send it with every request as `Authorization: Bearer <token>`.
    pub(super) access_token: &'a str,
    /// Always `bearer`.
    #[schema(example = "bearer")]
    pub(super) token_type: &'a str,
}

/// A login on one device.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionResponse {
    id: Uuid,
    /// The client's `User-Agent` when it logged in.
    #[schema(example = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")]
    device: String,
    /// Where it logged in from: the /24 prefix of an IPv4 address, or the /48 prefix of an IPv6
    /// address.
    #[schema(example = "192.0.2.0/24")]
    address_prefix: String,
    created_at: Timestamp,
    /// When it was last used, to within about a minute.
    last_used_at: Timestamp,
    /// When it expires if it is not used again.
    expires_at: Timestamp,
    /// Whether this request belongs to it.
    is_current: bool,
}

/// Your sessions, most recently used first. They always fit on one page.
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
