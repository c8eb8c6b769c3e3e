//! Sessions in the table `sessions`.

mod repository;

pub use repository::SqlSessionRepository;
