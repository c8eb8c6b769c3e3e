//! Counters of attempts in the table `throttles`.

mod repository;

pub use repository::SqlThrottles;
