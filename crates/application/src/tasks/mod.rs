//! Tasks: creating, reading, listing, changing, completing and deleting them.

mod service;
#[cfg(test)]
mod tests;

pub use service::{TaskError, TaskService};
