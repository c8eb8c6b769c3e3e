//! The account of one user, and all accounts in numbers.

use jiff::SignedDuration;

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

/// The installation in numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Statistics {
    /// The number of accounts.
    pub users: u64,
    /// How many of them are disabled.
    pub disabled_users: u64,
    /// How many of them are administrators.
    pub admins: u64,
    /// How many users have a session or a personal token that was used recently.
    pub active_users: u64,
    /// The number of tasks to do, of all users.
    pub open_tasks: u64,
    /// The number of completed tasks, of all users. Those in the trash count as neither.
    pub completed_tasks: u64,
    /// The number of jobs that wait, run or are dead.
    pub jobs: u64,
    /// How many of them are dead.
    pub dead_jobs: u64,
}

impl Statistics {
    /// How long ago a user who counts as active may have been seen last.
    pub const ACTIVE_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
}
