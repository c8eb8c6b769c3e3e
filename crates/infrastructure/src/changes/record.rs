//! Records as the log keeps them: the kind, and the state as JSON.

use errand_domain::Failure;
use errand_domain::changes::{EntityId, Record};
use errand_domain::tasks::TaskId;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::tasks::TaskRecord;

const TASK: &str = "task";

/// The kind of an entity, as the log names it.
pub(super) fn kind(id: EntityId) -> &'static str {
    match id {
        EntityId::Task(_) => TASK,
    }
}

/// The opposite of [`kind`].
pub(super) fn entity(kind: &str, id: Uuid) -> Result<EntityId, Failure> {
    match kind {
        TASK => Ok(EntityId::Task(TaskId(id))),
        _ => Err(Failure::internal(format!(
            "the log has a change of a {kind}"
        ))),
    }
}

/// A record as JSON.
pub(super) fn to_json(record: &Record) -> Result<String, Failure> {
    serde_json::to_string(&Json(record)).map_err(Failure::internal)
}

/// The opposite of [`to_json`], for a record of this entity.
pub(super) fn from_json(id: EntityId, json: &str) -> Result<Record, Failure> {
    match id {
        EntityId::Task(_) => {
            let record: TaskRecord = serde_json::from_str(json).map_err(Failure::internal)?;
            Ok(Record::Task(Box::new(record.try_into()?)))
        }
    }
}

/// A record that is serialized as JSON.
pub(super) struct Json<'a>(pub(super) &'a Record);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Record::Task(task) => TaskRecord::from(&**task).serialize(serializer),
        }
    }
}
