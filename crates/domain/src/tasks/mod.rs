//! Tasks: the task itself, queries for lists of tasks, and the port that reads them. They are
//! written through [`crate::changes::Journal`].

mod bulk;
mod due;
mod filter;
mod patch;
mod ports;
mod task;
mod values;

#[cfg(test)]
mod sample;

pub use bulk::{BulkChange, SkipReason, Skipped};
pub use due::{Due, DueDate, DueTime, DueTimeWithoutDate};
pub use filter::{Order, SearchTerms, SortKey, TaskCursor, TaskFilter, TaskQuery, TaskSort};
pub use patch::{Change, TaskPatch};
#[cfg(feature = "mocks")]
pub use ports::MockTaskRepository;
pub use ports::{TagCount, TaskRepository, TrashCursor};
pub use task::{NewTask, Task, TaskContent, TaskId};
pub use values::{Description, Priority, Tag, Tags, TaskTitle};
