//! Running jobs.

mod runner;
#[cfg(test)]
mod tests;

pub use runner::{JobRunner, Next};
