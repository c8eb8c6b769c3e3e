//! What is written together.

use uuid::Uuid;

use super::{EntityId, Record};
use crate::users::UserId;
use crate::{Invalid, Timestamp};

/// Identifies a commit: a UUIDv7 (RFC 9562), so ids sort in the order they were made.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct CommitId(pub Uuid);

impl CommitId {
    /// A new id.
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }
}

impl Default for CommitId {
    fn default() -> Self {
        Self::new()
    }
}

/// Writes that happen together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// The id of the commit.
    pub id: CommitId,
    /// Who writes.
    pub actor: UserId,
    /// When.
    pub at: Timestamp,
    /// The key of the request, if the client sent one.
    pub key: Option<RequestKey>,
    /// What is written: at least one, and at most one of each entity.
    pub puts: Vec<Put>,
}

/// One entity that is written. One without `before` is created, one without `after` is removed.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// Its state as the decision saw it. It must still be of this version.
    pub before: Option<Record>,
    /// Its state from now on, in a later version.
    pub after: Option<Record>,
}

impl Put {
    /// Creates an entity.
    pub fn create(after: impl Into<Record>) -> Self {
        Self {
            before: None,
            after: Some(after.into()),
        }
    }

    /// Changes an entity.
    pub fn change(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        Self {
            before: Some(before.into()),
            after: Some(after.into()),
        }
    }

    /// Removes an entity for good.
    pub fn remove(before: impl Into<Record>) -> Self {
        Self {
            before: Some(before.into()),
            after: None,
        }
    }

    /// Which entity it is about, or `None` if it is about none.
    pub fn id(&self) -> Option<EntityId> {
        let record = self.after.as_ref().or(self.before.as_ref());
        record.map(Record::id)
    }
}

/// Lets a client repeat a request safely: what a key was committed with happens once in 24 hours.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct RequestKey {
    key: String,
    /// What was requested. The same key must not be used for anything else.
    pub fingerprint: Fingerprint,
}

/// The SHA-256 of a request.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Fingerprint(pub [u8; 32]);

impl RequestKey {
    /// The maximum length, in characters.
    pub const MAX_LENGTH: usize = 255;

    /// Accepts 1..=255 visible ASCII characters.
    ///
    /// # Errors
    /// `invalid_key`.
    pub fn parse(key: &str, fingerprint: Fingerprint) -> Result<Self, Invalid> {
        let is_visible = key.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_visible || key.is_empty() || key.len() > Self::MAX_LENGTH {
            let detail = format!("must be 1 to {} visible ASCII characters", Self::MAX_LENGTH);
            return Err(Invalid::new("invalid_key", detail));
        }
        Ok(Self {
            key: key.to_owned(),
            fingerprint,
        })
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii_of_1_to_255_characters() {
        let parse = |key: &str| RequestKey::parse(key, Fingerprint([0; 32]));
        assert_eq!(parse("a-B~!").unwrap().as_str(), "a-B~!");
        assert!(parse(&"k".repeat(255)).is_ok());
        for key in ["", "a b", "a\tb", "ä", "\u{7f}", &"k".repeat(256)] {
            assert_eq!(parse(key).unwrap_err().code, "invalid_key", "{key}");
        }
    }
}
