//! The journal and the log of changes.

mod conflicts;
mod keys;
mod log;
mod model;
mod order;
