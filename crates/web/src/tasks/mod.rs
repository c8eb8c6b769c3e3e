//! Tasks over HTTP.

mod cursor;
mod dto;
mod handlers;
mod parameters;

pub(crate) use handlers::{
    create_task, delete_task, get_task, list_tags, list_tasks, patch_task, replace_task,
    toggle_task,
};
