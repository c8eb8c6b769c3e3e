//! The parser of the `Authorization` header: whatever it returns has the form of a token.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|headers: Vec<&[u8]>| {
    if let Some(token) = errand_web::fuzzing::bearer(&headers) {
        assert_eq!(headers.len(), 1);
        assert!((1..=4096).contains(&token.len()));
        assert!(token.bytes().all(|byte| byte.is_ascii_graphic()));
    }
});
