//! Limits on what may be tried how often.

mod limiter;
#[cfg(test)]
mod tests;

pub use limiter::{AttemptLimiter, ThrottlePolicies, Throttled};
pub(crate) use limiter::{Refusal, from_refusal};
