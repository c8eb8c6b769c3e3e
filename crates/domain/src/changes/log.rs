//! The log of changes.

use super::{CommitId, EntityId, Record};
use crate::Timestamp;
use crate::users::UserId;

/// One change of one entity, as the log keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The place of the change in its scope: 1 for the first, without gaps, in the order of the
    /// commits.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who made it.
    pub actor: UserId,
    /// The commit it was part of.
    pub commit: CommitId,
    /// The entity.
    pub entity: EntityId,
    /// Its state before, or `None` if the change created it.
    pub before: Option<Record>,
    /// Its state afterwards, or `None` if the change removed it.
    pub after: Option<Record>,
}

/// A place in the history of an entity: that of the change with this `seq`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ChangeCursor(pub i64);
