//! Tasks on sea-orm.

mod dialect;
mod entity;
mod list;
mod query;
mod repository;
mod tagged;

pub use repository::SqlTaskRepository;
