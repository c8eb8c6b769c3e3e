//! Tasks over HTTP.

mod cursor;
mod dto;
mod handlers;
mod parameters;

#[cfg(fuzzing)]
pub(crate) use cursor::AfterTask;
pub(crate) use dto::TaskResponse;
pub(crate) use handlers::{
    create_task, delete_task, get_task, list_tags, list_tasks, patch_task, replace_task,
    toggle_task,
};
#[cfg(fuzzing)]
pub(crate) use parameters::parse_task_query;
