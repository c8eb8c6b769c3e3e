//! Reading account events.

use std::sync::Arc;

use errand_domain::events::{Event, EventId, EventLog};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, Page};

/// Lists a user's account events.
pub struct EventService {
    /// Stores the events.
    pub events: Arc<dyn EventLog>,
}

impl EventService {
    /// A user's events, newest first, starting before the event `before`.
    pub async fn list(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure> {
        self.events.list(user, before, limit).await
    }
}
