//! Shared by the tests of the use cases: mocks of the ports, services on top of them, and the user
//! the tests are about. A call that a test does not expect fails it.

mod ports;
mod sample;
mod services;
mod throttles;

pub(crate) use ports::{PASSWORD, Ports};
pub(crate) use sample::*;
pub(crate) use throttles::*;
