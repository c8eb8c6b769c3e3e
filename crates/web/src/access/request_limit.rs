//! The limit on requests per user, which keeps one user from slowing down all others. Each process
//! counts separately; guesses of a secret are counted in the database instead.

use std::num::NonZeroU32;

use errand_application::throttles::Throttled;
use errand_domain::throttles::Rate;
use errand_domain::users::UserId;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::SignedDuration;

const LIMIT: &str = "requests";

/// Counts the requests of each user.
pub struct RequestLimit {
    limit: Option<(Rate, DefaultKeyedRateLimiter<UserId>)>,
    clock: DefaultClock,
}

impl RequestLimit {
    /// Allows each user this rate. `None`, a burst of 0 or an interval of 0 means no limit.
    pub fn new(rate: Option<Rate>) -> Self {
        Self {
            limit: rate.and_then(|rate| Some((rate, RateLimiter::keyed(quota(rate)?)))),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request of a user.
    pub(super) fn take(&self, user: UserId) -> Result<(), Throttled> {
        let Some((rate, limiter)) = &self.limit else {
            return Ok(());
        };
        limiter.check_key(&user).map_err(|refusal| {
            metrics::counter!("errand_throttled_total", "limit" => LIMIT).increment(1);
            tracing::info!(limit = LIMIT, "throttled");
            let wait = refusal.wait_time_from(self.clock.now());
            Throttled {
                limit: LIMIT,
                quota: rate.burst,
                window: rate.window(),
                retry_after: SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX),
            }
        })
    }

    /// Drops the counters of users whose whole burst is available again.
    pub fn forget_idle(&self) {
        if let Some((_, limiter)) = &self.limit {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

fn quota(rate: Rate) -> Option<Quota> {
    let quota = Quota::with_period(rate.interval.try_into().ok()?)?;
    Some(quota.allow_burst(NonZeroU32::new(rate.burst)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(burst: u32) -> RequestLimit {
        let interval = SignedDuration::from_hours(1);
        RequestLimit::new(Some(Rate { burst, interval }))
    }

    fn user(number: u128) -> UserId {
        UserId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_user_makes_so_many_requests_at_once_and_others_are_not_concerned() {
        let limit = limit(2);
        assert_eq!(limit.take(user(1)), Ok(()));
        assert_eq!(limit.take(user(1)), Ok(()));
        let refused = limit.take(user(1)).unwrap_err();
        assert_eq!(refused.quota, 2);
        assert_eq!(refused.window, SignedDuration::from_hours(2));
        let minutes = refused.retry_after.as_mins();
        assert!((58..=60).contains(&minutes), "{minutes}");
        assert_eq!(limit.take(user(2)), Ok(()));
    }

    #[test]
    fn to_forget_the_idle_gives_nobody_more() {
        let limit = limit(1);
        assert_eq!(limit.take(user(1)), Ok(()));
        limit.forget_idle();
        assert!(limit.take(user(1)).is_err());
    }

    #[test]
    fn a_burst_of_nothing_is_no_limit() {
        let limit = limit(0);
        for _ in 0..1000 {
            assert_eq!(limit.take(user(1)), Ok(()));
        }
    }
}
