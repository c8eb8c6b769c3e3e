//! Hashes from this program and from others, compared with candidates. Costs are low.

use std::cell::RefCell;

use rstest::rstest;

use super::*;

const COST: u32 = 4;

fn check(password: &str, stored: &str) -> Verification {
    let stored = Some(PasswordHash(stored.to_owned()));
    verify(password, stored, COST, matches).unwrap()
}

fn is_match(password: &str, stored: &str) -> bool {
    matches!(check(password, stored), Verification::Match { .. })
}

/// Whether the password matches a hash of the current format and cost.
fn is_current(password: &str, stored: &str) -> bool {
    matches!(
        check(password, stored),
        Verification::Match { rehashed: None }
    )
}

/// The new hash that replaces one of an older format or cost.
fn replacement(password: &str, stored: &str) -> String {
    match check(password, stored) {
        Verification::Match {
            rehashed: Some(hash),
        } => hash.0,
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case::ascii("correct horse")]
#[case::empty("")]
#[case::unicode("пароль 🔑")]
#[case::nul("nul\0inside")]
#[case::long(&"é".repeat(128))]
fn a_hash_matches_its_password_and_is_current(#[case] password: &str) {
    let made = hash(password, COST).unwrap();
    assert!(is_current(password, &made.0));
    assert!(!is_match("another", &made.0));
}

#[test]
fn equal_passwords_have_different_hashes_and_salts() {
    let one = hash("correct horse", COST).unwrap().0;
    let other = hash("correct horse", COST).unwrap().0;
    assert_ne!(one, other);
    let salt = |hash: &str| hash.split('$').nth(3).unwrap().to_owned();
    assert_eq!(salt(&one).len(), 22);
    assert_ne!(salt(&one), salt(&other));
}

#[test]
fn a_hash_has_the_format_of_passlib() {
    let made = hash("correct horse", COST).unwrap().0;
    let parts: Vec<_> = made.split('$').collect();
    assert_eq!(parts[..3], ["", "bcrypt-sha256", "v=2,t=2b,r=4"]);
    assert_eq!((parts[3].len(), parts[4].len(), parts.len()), (22, 31, 5));
}

/// The first six come from passlib's own test suite (version 1.7.4); the others were made with it.
#[rstest]
#[case("", "r=5$E/e/2AOhqM5W/KJTFQzLce$WFPIZKtDDTriqWwlmRFfHiOTeheAZWe")]
#[case(
    "password",
    "r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS"
)]
#[case("táБℓə", "r=5$.US1fQ4TQS.ZTz/uJ5Kyn.$pzzgp40k8reM1CuQb03PvE0IDPQSdV6")]
#[case(&"abc123".repeat(12), "r=5$X1g1nh3g0v4h6970O68cxe$zu1cloESVFIOsUIo7fCEgkdHaI9SSue")]
#[case(&format!("{}qwr", "abc123".repeat(12)), "r=5$X1g1nh3g0v4h6970O68cxe$CBF9csfEdW68xv3DwE6xSULXMtqEFP.")]
#[case(&format!("{}xyz", "abc123".repeat(12)), "r=5$X1g1nh3g0v4h6970O68cxe$zC/1UDUG2ofEXB6Onr2vvyFzfhEOS3S")]
#[case(
    "пароль 🔑",
    "r=4$bJ3VxLMFSWeSr3cGDk84Qe$xq.6FGW/Es.XZSeNdLpHQd/kOZsgNdy"
)]
#[case(
    "nul\0inside",
    "r=4$zOW/cQ6HYXtEUwq0Vjsiau$VuuZgfO6gQy6FG0nndEQVogxlf/wtOG"
)]
#[case(&"é".repeat(128), "r=4$gleBDRz6VpnDPybOUBqZoe$B.4OE2vQwad4pzebw0Ze.q5BYpSl/dm")]
fn a_hash_from_passlib_matches(#[case] password: &str, #[case] hash: &str) {
    let stored = format!("$bcrypt-sha256$v=2,t=2b,{hash}");
    assert!(is_match(password, &stored));
    assert!(!is_match(&format!("{password}x"), &stored));
}

/// Made with Python's `bcrypt` 4.0.1, like those of the original system.
#[rstest]
#[case(
    "correct horse",
    "$2b$04$dQpwlEdbsuoFNo8l85i8nO8WTJDePsifh32JjzECqYPC689.GuRFi"
)]
#[case(
    "correct horse",
    "$2a$04$r6qv7BUjUQZ/OGAT.rgwnO0WH3cpzQHCkfPKsEgtniWo5Vvmy3D2a"
)]
#[case(
    "correct horse",
    "$2y$04$9cJdRkGcaoQLg1d95aTxpeKmgCgcUdqlv6G5lWqTmh7v8mfMCRyJu"
)]
#[case(
    "пароль",
    "$2b$04$p5NjgBxLGBpVmQiE5AsUlO7mMSJhHy.yFnXuYvh9dhOKmHTsIlKve"
)]
#[case(&"a".repeat(80), "$2b$04$BHQ/pf3C1hWO85SV3AMwRu1sYPTHPrx00..DYP7LJJtLXl63Ary2m")]
fn a_plain_hash_matches_and_is_replaced(#[case] password: &str, #[case] stored: &str) {
    assert!(!is_match("another", stored));
    let rehashed = replacement(password, stored);
    assert!(rehashed.starts_with("$bcrypt-sha256$v=2,t=2b,r=4$"));
    assert!(is_current(password, &rehashed));
}

#[test]
fn a_hash_of_another_cost_is_replaced() {
    let older = hash("correct horse", COST + 1).unwrap();
    let rehashed = replacement("correct horse", &older.0);
    assert!(is_current("correct horse", &rehashed));
    assert!(!is_match("another", &older.0));
}

#[test]
fn bytes_after_the_72nd_count() {
    let made = hash(&"a".repeat(73), COST).unwrap().0;
    assert!(!is_match(&"a".repeat(72), &made));
    assert!(!is_match(&"a".repeat(74), &made));
    assert!(!is_match(&format!("{}b", "a".repeat(72)), &made));
}

#[test]
fn bytes_after_a_nul_count() {
    let made = hash("nul\0inside", COST).unwrap().0;
    assert!(!is_match("nul", &made));
    assert!(!is_match("nul\0", &made));
    assert!(!is_match("nul\0other", &made));
}

/// The comparisons that would be made, without making them.
fn compared(stored: Option<&str>) -> Vec<(usize, String)> {
    let comparisons = RefCell::new(Vec::new());
    let stored = stored.map(|stored| PasswordHash(stored.to_owned()));
    let verification = verify("correct horse", stored, 12, |text, hash| {
        let line = (text.len(), hash.bcrypt[..7].to_owned());
        comparisons.borrow_mut().push(line);
        true
    });
    assert!(matches!(verification, Ok(Verification::Mismatch)));
    comparisons.into_inner()
}

#[test]
fn without_a_hash_the_same_work_is_done_and_nothing_matches() {
    assert_eq!(compared(None), [(44, "$2b$12$".to_owned())]);
}

#[test]
fn the_hash_of_nobody_is_one_that_bcrypt_works_on() {
    let nobody = StoredHash::of_nobody(12).bcrypt;
    assert_eq!(StoredHash::parse(&nobody).unwrap().cost, 12);
}

const SALT: &str = "5Hg1DKFqPE8C2aflZ5vVoe";
const DIGEST: &str = "wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS";

/// Each was valid before one part of it was broken.
#[rstest]
#[case::empty(String::new())]
#[case::text("password".to_owned())]
#[case::dollars("$".repeat(60))]
#[case::other_scheme("$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA".to_owned())]
#[case::prefix("$bcrypt-sha256$v=2,t=2b,r=".to_owned())]
#[case::no_digest(format!("$bcrypt-sha256$v=2,t=2b,r=5${SALT}"))]
#[case::empty_digest(format!("$bcrypt-sha256$v=2,t=2b,r=5${SALT}$"))]
#[case::short_digest(format!("$bcrypt-sha256$v=2,t=2b,r=5${SALT}${}", &DIGEST[1..]))]
#[case::long_digest(format!("$bcrypt-sha256$v=2,t=2b,r=5${SALT}${DIGEST}."))]
#[case::short_salt(format!("$bcrypt-sha256$v=2,t=2b,r=5${}${DIGEST}", &SALT[1..]))]
#[case::bad_character(format!("$bcrypt-sha256$v=2,t=2b,r=5$!{}${DIGEST}", &SALT[1..]))]
#[case::accent(format!("$bcrypt-sha256$v=2,t=2b,r=5$é{}${DIGEST}", &SALT[2..]))]
#[case::accent_within(format!("$2b$05é{SALT}{}", &DIGEST[1..]))]
#[case::emoji("🔑".repeat(15))]
#[case::nul(format!("$2b$05$\0{}{DIGEST}", &SALT[1..]))]
#[case::first_version(format!("$bcrypt-sha256$2b,5${SALT}$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu"))]
#[case::variant(format!("$bcrypt-sha256$v=2,t=2a,r=5${SALT}${DIGEST}"))]
#[case::no_cost(format!("$bcrypt-sha256$v=2,t=2b,r=${SALT}${DIGEST}"))]
#[case::cost_of_words(format!("$bcrypt-sha256$v=2,t=2b,r=ab${SALT}${DIGEST}"))]
#[case::negative_cost(format!("$bcrypt-sha256$v=2,t=2b,r=-5${SALT}${DIGEST}"))]
#[case::least_cost(format!("$bcrypt-sha256$v=2,t=2b,r=3${SALT}${DIGEST}"))]
#[case::cost_of_99(format!("$bcrypt-sha256$v=2,t=2b,r=99${SALT}${DIGEST}"))]
#[case::endless_cost(format!("$bcrypt-sha256$v=2,t=2b,r=4294967296${SALT}${DIGEST}"))]
#[case::cost_of_hours(format!("$bcrypt-sha256$v=2,t=2b,r=31${SALT}${DIGEST}"))]
#[case::plain_cost_of_hours(format!("$2b$31${SALT}{DIGEST}"))]
#[case::plain_cost_of_99(format!("$2b$99${SALT}{DIGEST}"))]
#[case::short_plain(format!("$2b$05${SALT}{}", &DIGEST[1..]))]
#[case::long_plain(format!("$2b$05${SALT}{DIGEST}."))]
#[case::unknown_plain(format!("$2c$05${SALT}{DIGEST}"))]
fn a_hash_that_cannot_be_read_matches_nothing_after_the_same_work(#[case] stored: String) {
    assert_eq!(compared(Some(&stored)), [(44, "$2b$12$".to_owned())]);
}

#[test]
fn a_digest_or_salt_that_was_tampered_with_matches_nothing() {
    let stored = |salt: &str, digest: &str| format!("$bcrypt-sha256$v=2,t=2b,r=5${salt}${digest}");
    assert!(is_match("password", &stored(SALT, DIGEST)));
    assert!(!is_match(
        "password",
        &stored(SALT, &DIGEST.replace('w', "x"))
    ));
    assert!(!is_match(
        "password",
        &stored(&SALT.replace('H', "I"), DIGEST)
    ));
}
