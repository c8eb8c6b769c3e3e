//! Periodic tasks.

use std::sync::Arc;
use std::time::Duration;

use errand_application::Purge;
use errand_application::access::UseRecorder;
use errand_domain::Failure;
use errand_domain::error::chain;
use errand_web::RequestLimit;
use tokio::time::interval;

/// How often uses of sessions and tokens are recorded.
const EVERY: Duration = Duration::from_mins(1);
/// Expired data is purged every this many rounds.
const PURGE_EACH: u32 = 60;

/// Runs until it is aborted.
pub(crate) async fn forever(uses: Arc<UseRecorder>, purge: Purge, requests: Arc<RequestLimit>) {
    let mut minutes = interval(EVERY);
    for minute in (0..PURGE_EACH).cycle() {
        minutes.tick().await;
        record_uses(&uses).await;
        if minute == 0 {
            warn("expired data was not purged", purge.run().await);
            requests.forget_idle();
        }
    }
}

/// Records when sessions and tokens were used.
pub(crate) async fn record_uses(uses: &UseRecorder) {
    let recorded = uses.record().await;
    warn("the use of sessions was not recorded", recorded);
}

/// Logs a failure. The next round may succeed.
fn warn(what: &str, result: Result<(), Failure>) {
    if let Err(failure) = result {
        tracing::warn!(error = %chain(&failure), "{what}");
    }
}
