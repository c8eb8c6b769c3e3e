//! Writing user data: load, decide, commit. And what the log of changes makes possible: undo and
//! history.

mod running;
mod service;
#[cfg(test)]
mod tests;
mod writer;

pub use service::{ChangeService, UndoError};
pub use writer::{Write, WriteError, Writer, Written};
