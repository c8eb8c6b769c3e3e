//! Tests of the session use cases, on mocks of the ports.

mod devices;
mod login;
mod refresh;
mod sessions;
