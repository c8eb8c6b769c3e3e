//! The parser of list queries and their cursors, which must not panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| errand_web::fuzzing::list(text));
