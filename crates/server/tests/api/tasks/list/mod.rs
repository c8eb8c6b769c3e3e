//! `GET /tasks`.

mod cursors;
mod envelope;
mod filters;
mod overdue;
mod pages;
