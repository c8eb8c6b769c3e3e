//! Tasks: creating, reading, listing, changing, completing and deleting them.

mod bulk;
mod service;
#[cfg(test)]
mod tests;
mod trash;

pub use bulk::{BulkError, BulkOutcome};
pub use service::{TaskError, TaskService};
