//! Sends queued mails beside the requests.

use std::time::Duration;

use errand_application::mail::MailDelivery;
use errand_domain::error::chain;
use tokio::sync::oneshot::{self, error::TryRecvError};
use tokio::time::{MissedTickBehavior, interval};

/// How often it is asked whether there is something to send.
const EVERY: Duration = Duration::from_secs(2);

/// Does it until it is told to stop; a mail that is being sent then is sent to its end.
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

/// Whether there may be more to send at once.
async fn send_one(delivery: &MailDelivery) -> bool {
    let delivered = delivery.deliver_one().await;
    delivered.unwrap_or_else(|failure| {
        tracing::warn!(error = %chain(&failure), "queued mails were not sent");
        false
    })
}
