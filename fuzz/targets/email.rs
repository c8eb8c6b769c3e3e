//! The parser of e-mails: what it accepts is canonical, and accepted again as it is.
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
