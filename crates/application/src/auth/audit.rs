//! What happened to accounts, told to their users and to the log.

use errand_domain::auth::{Client, Event, EventKind, UserId};
use errand_domain::error::chain;

use super::Auth;

impl Auth {
    /// Keeps that something was done. It has been done by then, so that it cannot be kept is no
    /// reason to say that it was not; the log has it all the same.
    pub(super) async fn record(&self, user: UserId, kind: EventKind, client: &Client) {
        let event = Event::new(user, kind, client, self.clock.now());
        tracing::info!(
            user.id = %user.0,
            client = event.address_prefix,
            event = kind.name(),
            "account"
        );
        if let Err(failure) = self.events.record(&event).await {
            tracing::error!(error = %chain(&failure), "an event was not kept");
        }
    }
}
