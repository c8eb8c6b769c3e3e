//! Users in the table `users`.

mod repository;
mod row;

pub use repository::SqlUserRepository;
pub(crate) use row::{COLUMN_NAMES, read};
