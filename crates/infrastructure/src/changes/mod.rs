//! The journal, which writes user data and logs every change, and the log.

mod journal;
mod log;
mod postgres;
mod record;
mod sqlite;
#[cfg(test)]
mod tests;

pub use journal::SqlJournal;
pub use log::SqlChangeLog;
