//! The user, and the credentials they log in with.

use uuid::Uuid;

use super::{Email, PasswordHash};
use crate::{TimeZone, Timestamp};

/// Identifies a user: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct UserId(pub Uuid);

/// A person with an account.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The id of the user.
    pub id: UserId,
    /// The email address they log in with.
    pub email: Email,
    /// When they proved that they receive mail at their email, or `None` if they have not.
    pub email_verified_at: Option<Timestamp>,
    /// The time zone in which their days begin and end.
    pub time_zone: TimeZone,
    /// Whether they administer the installation.
    pub is_admin: bool,
    /// When they signed up.
    pub created_at: Timestamp,
}

impl User {
    /// Creates a user. Their time zone is UTC until they change it.
    pub fn new(email: Email, now: Timestamp) -> Self {
        Self {
            id: UserId(Uuid::now_v7()),
            email,
            email_verified_at: None,
            time_zone: TimeZone::UTC,
            is_admin: false,
            created_at: now,
        }
    }
}

/// What a login is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The user.
    pub user: User,
    /// The hash the password must match.
    pub password_hash: PasswordHash,
    /// The version of the password.
    pub password_version: PasswordVersion,
}

/// Counts a user's passwords, starting at 1. Rehashing the same password does not count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PasswordVersion(pub i64);
