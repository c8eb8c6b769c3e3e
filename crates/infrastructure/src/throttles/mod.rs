//! Attempt counters, in the table `throttles`.

mod repository;

pub use repository::SqlThrottles;
