//! The use cases of sessions, on mocks of the ports.

mod login;
mod refresh;
mod sessions;
