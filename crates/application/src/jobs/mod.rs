//! Running jobs.

mod retention;
mod runner;
#[cfg(test)]
mod tests;

pub use retention::Retention;
pub use runner::{JobRunner, Next};
