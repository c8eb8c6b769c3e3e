//! Sends queued mails in the background.

use std::time::Duration;

use errand_application::mail::MailDelivery;
use errand_domain::error::chain;
use tokio::sync::oneshot::{self, error::TryRecvError};
use tokio::time::{MissedTickBehavior, interval};

/// How often the queue is polled.
const EVERY: Duration = Duration::from_secs(2);

/// Delivers mails until told to stop. A mail that is being sent at that time is finished.
pub(crate) async fn deliver_until(mut stop: oneshot::Receiver<()>, delivery: MailDelivery) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = &mut stop => return,
            _ = ticks.tick() => {}
        }
        while send_one(&delivery).await {
            if stop.try_recv() != Err(TryRecvError::Empty) {
                return;
            }
        }
    }
}

/// Sends one mail. Returns whether to call again immediately.
async fn send_one(delivery: &MailDelivery) -> bool {
    let delivered = delivery.deliver_one().await;
    delivered.unwrap_or_else(|failure| {
        tracing::warn!(error = %chain(&failure), "queued mails were not sent");
        false
    })
}
