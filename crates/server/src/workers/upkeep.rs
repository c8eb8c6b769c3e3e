//! What each process does for itself, periodically.

use std::sync::Arc;
use std::time::Duration;

use errand_application::access::UseRecorder;
use errand_domain::error::chain;
use errand_web::RequestLimit;
use tokio::time::interval;

use super::patience::patiently;

/// How often uses of sessions and tokens are recorded.
const EVERY: Duration = Duration::from_mins(1);
/// Idle users are forgotten every this many rounds.
const FORGET_EACH: u32 = 60;

/// Runs until it is aborted.
pub(crate) async fn forever(uses: Arc<UseRecorder>, requests: Arc<RequestLimit>) {
    let mut minutes = interval(EVERY);
    for minute in (0..FORGET_EACH).cycle() {
        minutes.tick().await;
        record_uses(&uses).await;
        if minute == 0 {
            requests.forget_idle();
        }
    }
}

/// Records when sessions and tokens were used. After a failure the next round may succeed.
pub(crate) async fn record_uses(uses: &UseRecorder) {
    if let Err(failure) = patiently(uses.record()).await {
        tracing::warn!(error = %chain(&failure), "the use of sessions was not recorded");
    }
}
