//! The query of a list, with its cursor: it is understood or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| errand_web::fuzzing::list(text));
