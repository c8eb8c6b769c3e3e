//! Responses about events.

use errand_domain::events::Event;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// An event in your account's history.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventResponse<'a> {
    id: Uuid,
    /// What happened.
    #[schema(example = "logged_in")]
    kind: &'a str,
    /// The client's `User-Agent`; empty if an administrator caused the event.
    device: &'a str,
    /// Where it came from: the /24 prefix of an IPv4 address, or the /48 prefix of an IPv6 address.
    /// Empty if an administrator caused the event.
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

/// One page of events, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventList<'a> {
    pub(super) items: Vec<EventResponse<'a>>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}
