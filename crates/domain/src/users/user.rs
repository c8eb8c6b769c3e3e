//! The user, and what they log in with.

use uuid::Uuid;

use super::{Email, PasswordHash};
use crate::{TimeZone, Timestamp};

/// Identifies a user: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct UserId(pub Uuid);

/// Somebody who keeps tasks here.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// What they are known by to the rest of the system.
    pub id: UserId,
    /// The address they log in with.
    pub email: Email,
    /// Since when it is known that they read what is sent there; `None` while it is not.
    pub email_verified_at: Option<Timestamp>,
    /// The zone their days begin and end in.
    pub time_zone: TimeZone,
    /// When they signed up.
    pub created_at: Timestamp,
}

impl User {
    /// Makes a user, who lives in UTC until they say otherwise.
    pub fn new(email: Email, now: Timestamp) -> Self {
        Self {
            id: UserId(Uuid::now_v7()),
            email,
            email_verified_at: None,
            time_zone: TimeZone::UTC,
            created_at: now,
        }
    }
}

/// What a login is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose they are.
    pub user: User,
    /// What the password must match.
    pub password_hash: PasswordHash,
    /// Which of their passwords it is.
    pub password_version: PasswordVersion,
}

/// Counts the passwords a user has had, from 1 on. Hashing the same one anew does not count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PasswordVersion(pub i64);
