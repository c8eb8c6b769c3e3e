//! Users, in the table `users`.

mod lock;
mod repository;
mod row;

pub(crate) use lock::lock_user;
pub use repository::SqlUserRepository;
pub(crate) use repository::{insert, taken_or_failure};
pub(crate) use row::{COLUMN_NAMES, WIDTH, read};
