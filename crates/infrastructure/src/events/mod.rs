//! Account events, in the table `events`.

mod repository;

pub use repository::SqlEventLog;
pub(crate) use repository::insertion;
