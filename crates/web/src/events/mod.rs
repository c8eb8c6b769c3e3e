//! The audit log of one's account over HTTP.

mod responses;
mod routes;

pub(crate) use responses::EventResponse;
pub(crate) use routes::list_events;
