//! Changes over HTTP: undo and history, and the header that names a commit.

mod commit;
mod responses;
mod routes;

pub(crate) use commit::{ERRAND_COMMIT, name_commit};
pub(crate) use routes::{list_history, undo_commit};
