//! What requests about events are answered.

use errand_domain::events::Event;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// Something that happened to one's account.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventResponse<'a> {
    id: Uuid,
    /// What happened.
    #[schema(example = "logged_in")]
    kind: &'a str,
    /// What the client that did it called itself.
    device: &'a str,
    /// From where: the /24 of an address of IPv4, the /48 of one of IPv6.
    #[schema(example = "192.0.2.0/24")]
    address_prefix: &'a str,
    created_at: Timestamp,
}

impl<'a> From<&'a Event> for EventResponse<'a> {
    fn from(event: &'a Event) -> Self {
        Self {
            id: event.id.0,
            kind: event.kind.name(),
            device: &event.device,
            address_prefix: &event.address_prefix,
            created_at: event.created_at.into(),
        }
    }
}

/// One page of what happened, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventList<'a> {
    pub(super) items: Vec<EventResponse<'a>>,
    /// What to send as `cursor` for the next page; `null` on the last one.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}
