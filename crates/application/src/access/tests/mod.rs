//! Tests of authentication, on mocks of the ports.

mod access_tokens;
mod personal_tokens;
mod uses;
