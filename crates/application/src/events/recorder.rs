//! What happened to accounts, told to their users and to the log.

use std::sync::Arc;

use errand_domain::error::chain;
use errand_domain::events::{Event, EventKind, EventLog};
use errand_domain::users::UserId;
use errand_domain::{Client, Clock};

/// Records what happened to accounts.
pub struct EventRecorder {
    /// Where events are kept.
    pub events: Arc<dyn EventLog>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl EventRecorder {
    /// Keeps that something was done. It has been done by then, so that it cannot be kept is no
    /// reason to say that it was not; the log has it all the same.
    pub(crate) async fn record(&self, user: UserId, kind: EventKind, client: &Client) {
        self.keep(Event::new(user, kind, client, self.clock.now()))
            .await;
    }

    /// Keeps that a login was refused, for the account there is or for nobody: with the same work.
    pub(crate) async fn record_refusal(&self, user: Option<UserId>, client: &Client) {
        let (kind, now) = (EventKind::LoginFailed, self.clock.now());
        let event = match user {
            Some(user) => Event::new(user, kind, client, now),
            None => Event::of_nobody(kind, client, now),
        };
        self.keep(event).await;
    }

    async fn keep(&self, event: Event) {
        log(&event);
        if let Err(failure) = self.events.record(&event).await {
            tracing::error!(error = %chain(&failure), "an event was not kept");
        }
    }
}

/// Tells the log what happened.
pub(crate) fn log(event: &Event) {
    tracing::info!(
        user.id = event.user.map(|user| display(user.0)),
        client = event.address_prefix,
        event = event.kind.name(),
        "account"
    );
}
