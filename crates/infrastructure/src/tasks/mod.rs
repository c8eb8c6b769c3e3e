//! Tasks on sea-orm.

pub(crate) mod derived;
mod dialect;
mod entity;
mod list;
mod purge;
mod query;
mod record;
mod repository;
mod tagged;
pub(crate) mod write;

pub(crate) use purge::forget;
pub(crate) use record::TaskRecord;
pub use repository::SqlTaskRepository;
