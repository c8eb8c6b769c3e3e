//! The headers that tell a client which limit it exceeded (draft-ietf-httpapi-ratelimit-headers-10)
//! and when to try again (RFC 9110 §10.2.3).

use actix_web::http::header::{self, HeaderName, HeaderValue};
use errand_application::throttles::Throttled;

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

pub(super) fn headers(throttled: &Throttled) -> Vec<(HeaderName, HeaderValue)> {
    let Throttled { limit, quota, .. } = throttled;
    // Rounded up, so a client that waits this long is served.
    let microseconds = throttled.retry_after.as_micros().max(1);
    let seconds = microseconds.unsigned_abs().div_ceil(1_000_000);
    let window = throttled.window.as_secs();
    [
        (header::RETRY_AFTER, seconds.to_string()),
        (RATE_LIMIT, format!("\"{limit}\";r=0;t={seconds}")),
        (
            RATE_LIMIT_POLICY,
            format!("\"{limit}\";q={quota};w={window}"),
        ),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?)))
    .collect()
}
