//! Records what happened to accounts, for their users and in the log.

use std::sync::Arc;

use errand_domain::error::chain;
use errand_domain::events::{Event, EventKind, EventLog};
use errand_domain::users::UserId;
use errand_domain::{Client, Clock};

/// Records account events.
pub struct EventRecorder {
    /// Stores the events.
    pub events: Arc<dyn EventLog>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl EventRecorder {
    /// Records an event. The action has already been carried out, so a failure to store its event
    /// does not fail the action. The event is logged in either case.
    pub(crate) async fn record(&self, user: UserId, kind: EventKind, client: &Client) {
        self.keep(Event::new(user, kind, client, self.clock.now()))
            .await;
    }

    /// Records an event that an administrator caused.
    pub(crate) async fn record_by_administrator(&self, user: UserId, kind: EventKind) {
        self.keep(Event::by_administrator(user, kind, self.clock.now()))
            .await;
    }

    /// Records a refused login. Without an account this does the same work, so timing does not
    /// reveal that there is none.
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
            tracing::error!(error = %chain(&failure), "an event was not stored");
        }
    }
}

/// Logs an event.
pub(crate) fn log(event: &Event) {
    tracing::info!(
        user.id = event.user.map(|user| display(user.0)),
        client = event.address_prefix,
        event = event.kind.name(),
        "account"
    );
}
