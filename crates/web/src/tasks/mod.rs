//! Tasks over HTTP.

mod bulk;
mod creation;
mod cursor;
mod parameters;
mod requests;
mod responses;
mod routes;
mod trash;

pub(crate) use bulk::change_tasks;
#[cfg(fuzzing)]
pub(crate) use cursor::AfterTask;
#[cfg(fuzzing)]
pub(crate) use parameters::parse_task_query;
pub(crate) use responses::TaskResponse;
pub(crate) use routes::{
    create_task, delete_task, get_task, list_tags, list_tasks, patch_task, replace_task,
    toggle_task,
};
pub(crate) use trash::{empty_trash, list_trash, restore_task};
