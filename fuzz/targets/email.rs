//! The parser of emails: an accepted email has a canonical form, which is accepted unchanged.
#![no_main]

use errand_domain::users::Email;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(email) = Email::parse(text) else {
        return;
    };
    assert_eq!(email.as_typed(), text.trim());
    assert!(email.canonical().len() <= 254);
    assert!(!email.canonical().contains(|char: char| char.is_control() || char.is_whitespace()));
    let again = Email::parse(email.canonical()).expect("a canonical e-mail is one");
    assert_eq!(again.canonical(), email.canonical());
});
