//! The use cases of users, on mocks of the ports.

mod account;
mod signup;
