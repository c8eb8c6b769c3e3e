//! What is done beside the requests, every now and then. Any number of processes may do it at once.

use std::sync::Arc;
use std::time::Duration;

use errand_application::auth::SessionService;
use errand_domain::Failure;
use errand_domain::error::chain;
use errand_web::RequestLimit;
use tokio::time::interval;

/// How often it is written down when sessions were used.
const EVERY: Duration = Duration::from_mins(1);
/// How many times that happens before what is over is forgotten.
const PURGE_EACH: u32 = 60;

/// Does it until it is aborted.
pub(crate) async fn forever(sessions: Arc<SessionService>, requests: Arc<RequestLimit>) {
    let mut minutes = interval(EVERY);
    for minute in (0..PURGE_EACH).cycle() {
        minutes.tick().await;
        record_use(&sessions).await;
        if minute == 0 {
            warn("ended sessions were not purged", sessions.purge().await);
            requests.forget_idle();
        }
    }
}

/// Writes down when sessions were used.
pub(crate) async fn record_use(sessions: &SessionService) {
    let recorded = sessions.record_use().await;
    warn("the use of sessions was not recorded", recorded);
}

/// The next time may go better.
fn warn(what: &str, result: Result<(), Failure>) {
    if let Err(failure) = result {
        tracing::warn!(error = %chain(&failure), "{what}");
    }
}
