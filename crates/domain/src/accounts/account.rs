//! The account of one user.

use crate::Timestamp;
use crate::users::User;

/// The account of a user.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The user.
    pub user: User,
    /// Since when the user is locked out, or `None` if they are not.
    pub disabled_at: Option<Timestamp>,
    /// When the user last logged in, or used a session or a personal token, accurate to about a
    /// minute. `None` if nothing is known of it any more, or they never have.
    pub last_seen_at: Option<Timestamp>,
    /// The number of tasks to do.
    pub open_tasks: u64,
    /// The number of completed tasks. Those in the trash count as neither.
    pub completed_tasks: u64,
}
