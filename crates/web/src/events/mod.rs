//! Account events over HTTP.

mod responses;
mod routes;

pub(crate) use responses::EventResponse;
pub(crate) use routes::list_events;
