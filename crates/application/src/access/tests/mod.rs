//! Recognising who makes a request, on mocks of the ports.

mod access_tokens;
mod personal_tokens;
mod uses;
