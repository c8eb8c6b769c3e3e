//! Everything a user can write, as one type.

use uuid::Uuid;

use crate::Timestamp;
use crate::tasks::{Task, TaskId};

/// The state of something a user writes. Every entity is one variant.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A task.
    Task(Box<Task>),
}

/// What a record is the state of.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum EntityId {
    /// A task.
    Task(TaskId),
}

impl Record {
    /// What it is the state of.
    pub fn id(&self) -> EntityId {
        match self {
            Self::Task(task) => EntityId::Task(task.id),
        }
    }

    /// Its version.
    pub fn version(&self) -> i64 {
        match self {
            Self::Task(task) => task.version,
        }
    }

    /// The same state again, in the version after `version`.
    #[must_use]
    pub fn again_after(self, version: i64, now: Timestamp) -> Self {
        match self {
            Self::Task(task) => Self::from(Task {
                version: version + 1,
                updated_at: now,
                ..*task
            }),
        }
    }
}

impl From<Task> for Record {
    fn from(task: Task) -> Self {
        Self::Task(Box::new(task))
    }
}

impl EntityId {
    /// The id itself, which is unique among all kinds.
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Task(id) => id.0,
        }
    }
}
