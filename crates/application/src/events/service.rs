//! Reading what happened to an account.

use std::sync::Arc;

use errand_domain::events::{Event, EventId, EventLog};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, Page};

/// Shows users what happened to their own accounts.
pub struct EventService {
    /// Where events are.
    pub events: Arc<dyn EventLog>,
}

impl EventService {
    /// What happened to an account, the latest first.
    pub async fn list(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure> {
        self.events.list(user, before, limit).await
    }
}
