//! When a job that failed is run again.

use jiff::SignedDuration;

/// How often a job is attempted, and the pauses in between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    /// The pause after the first attempt; each further one is twice as long.
    pub first_pause: SignedDuration,
    /// The most attempts, at least 1.
    pub most_attempts: u32,
}

impl RetryPolicy {
    /// The longest pause.
    pub const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

    /// How long to wait after this attempt has failed; `None` when it was the last.
    pub fn pause_after(self, attempt: u32) -> Option<SignedDuration> {
        if attempt >= self.most_attempts {
            return None;
        }
        let doublings = attempt.saturating_sub(1);
        let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0);
        let pause = factor.and_then(|factor| self.first_pause.checked_mul(factor));
        let longest = Self::LONGEST_PAUSE;
        Some(pause.map_or(longest, |pause| pause.min(longest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour_and_the_last_attempt_has_none() {
        let policy = RetryPolicy {
            first_pause: SignedDuration::from_mins(1),
            most_attempts: 10,
        };
        let pauses: Vec<_> = (1..=10)
            .map(|attempt| policy.pause_after(attempt).map(|pause| pause.as_mins()))
            .collect();
        let expected = [1, 2, 4, 8, 16, 32, 60, 60, 60].map(Some);
        assert_eq!(pauses[..9], expected);
        assert_eq!(pauses[9], None);
    }

    #[test]
    fn however_many_attempts_no_pause_is_too_long_to_reckon() {
        let policy = RetryPolicy {
            first_pause: SignedDuration::from_mins(1),
            most_attempts: u32::MAX,
        };
        for attempt in [31, 32, 33, 64, u32::MAX - 1] {
            let pause = policy.pause_after(attempt);
            assert_eq!(pause, Some(RetryPolicy::LONGEST_PAUSE), "{attempt}");
        }
    }
}
