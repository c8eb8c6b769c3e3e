//! Limits on attempts.

mod attempt;
mod limiter;
#[cfg(test)]
mod tests;

pub(crate) use attempt::Attempt;
pub use limiter::{AttemptLimiter, ThrottlePolicies, Throttled};
pub(crate) use limiter::{Guesser, Refusal, from_refusal};
