//! Tests of the use cases on emailed tokens, on mocks of the ports.

mod resets;
mod verifications;
