//! The queue of jobs, in the table `jobs`.
//!
//! A repository adds jobs in its own transaction with `insert`. To add them in its own statement it
//! uses the SQL of `insertion::insertion`.

pub(crate) mod insertion;
mod payload;
mod queue;
#[cfg(test)]
mod tests;

pub(crate) use insertion::insert;
pub use queue::{JobCount, SqlJobQueue};
