//! Tasks: creating, reading, listing, changing, completing and deleting them.

mod service;
#[cfg(test)]
mod tests;
mod trash;

pub use service::{TaskError, TaskService};
