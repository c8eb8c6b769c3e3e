//! Tests of the user use cases, on mocks of the ports.

mod account;
mod signup;
