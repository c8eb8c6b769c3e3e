//! Tasks: make, read, find, change, complete and remove them.

mod service;
#[cfg(test)]
mod tests;

pub use service::{TaskError, TaskService};
