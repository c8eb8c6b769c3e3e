//! Tasks: the task itself, queries for lists of tasks, and the port that stores them.

mod due;
mod filter;
mod ports;
mod task;
mod values;

pub use due::{Due, DueDate, DueTime, DueTimeWithoutDate};
pub use filter::{Order, SearchTerms, SortKey, TaskCursor, TaskFilter, TaskQuery, TaskSort};
#[cfg(feature = "mocks")]
pub use ports::MockTaskRepository;
pub use ports::{TagCount, TaskRepository, UpdateError};
pub use task::{Change, NewTask, Task, TaskId, TaskPatch};
pub use values::{Description, Priority, Tag, Tags, TaskTitle};
