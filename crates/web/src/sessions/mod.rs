//! Sessions over HTTP.

mod cookie;
mod own_origin;
mod requests;
mod responses;
mod routes;

pub(crate) use responses::SessionResponse;
pub(crate) use routes::{
    end_other_sessions, end_session, list_sessions, login, logout, refresh_session,
};
