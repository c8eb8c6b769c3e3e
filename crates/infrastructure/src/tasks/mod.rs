//! Tasks on sea-orm.

pub(crate) mod derived;
mod dialect;
mod entity;
mod index;
mod list;
mod purge;
mod query;
mod record;
mod repository;
mod tagged;
pub(crate) mod write;

pub(crate) use index::{clear_index, index_unindexed};
pub(crate) use purge::forget;
pub(crate) use record::TaskRecord;
pub use repository::SqlTaskRepository;
