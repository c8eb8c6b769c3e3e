//! Tasks on sea-orm.

mod dialect;
mod entity;
mod list;
mod query;
mod repository;

pub use repository::SqlTaskRepository;
