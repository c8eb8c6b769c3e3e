//! Limits on attempts.

mod throttle;

#[cfg(feature = "mocks")]
pub use throttle::MockThrottles;
pub use throttle::{Admission, Attempted, Backoff, Rate, Reservation, Throttles};
