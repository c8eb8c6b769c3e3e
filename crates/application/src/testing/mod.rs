//! What the tests of use cases share: mocks of the ports, with a service on them, and the one user
//! they are about. A call that no test expects is a failure.

mod ports;
mod sample;
mod services;

pub(crate) use ports::{PASSWORD, Ports};
pub(crate) use sample::*;
