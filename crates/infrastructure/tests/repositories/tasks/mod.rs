//! The tasks repository.

pub(crate) mod draft;
pub(crate) mod patches;
mod rule;
mod sample;
mod search_table;

mod changes;
mod filters;
mod kept;
mod lists;
mod overdue;
mod ownership;
mod races;
mod search;
mod tags;
