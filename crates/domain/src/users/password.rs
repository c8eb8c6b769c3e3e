//! Passwords: which ones are accepted, and the type of their hashes.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::Email;
use crate::Invalid;

/// A new password that satisfies the policy. A password typed at login is not one: old passwords
/// stay valid when the policy changes.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

impl Password {
    /// The password itself, for hashing.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// A salted password hash as it is stored. The hasher defines its format.
#[derive(Clone, Eq, PartialEq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHash([REDACTED])")
    }
}

/// The rules for new passwords. There are no composition rules (NIST SP 800-63B-4 §3.1.1.2).
#[derive(Clone, Copy, Debug)]
pub struct PasswordPolicy {
    /// The minimum length, in code points: 8..=[`PasswordPolicy::MAX_LENGTH`].
    pub min_length: usize,
}

impl PasswordPolicy {
    /// The maximum length, in code points.
    pub const MAX_LENGTH: usize = 128;

    /// Accepts a password for the account of `email`, if that is known. The password is not
    /// trimmed, folded or truncated.
    ///
    /// # Errors
    /// `too_short`, `too_long`, or `common_password` for the first ones to be guessed: the
    /// passwords most often seen in leaks, the local part of the email and the name of this
    /// product, in any case and with any digits or punctuation around them.
    pub fn parse(self, value: SecretString, email: Option<&Email>) -> Result<Password, Invalid> {
        let text = value.expose_secret();
        match text.chars().count() {
            length if length < self.min_length => Err(Invalid::new(
                "too_short",
                format!("must be at least {} characters", self.min_length),
            )
            .with_number("min", self.min_length)),
            length if length > Self::MAX_LENGTH => Err(Invalid::new(
                "too_long",
                format!("must be at most {} characters", Self::MAX_LENGTH),
            )
            .with_number("max", Self::MAX_LENGTH)),
            _ if is_guessed_first(text, email) => Err(Invalid::new(
                "common_password",
                "must not be a common password, your email or the name of this service",
            )),
            _ => Ok(Password(value)),
        }
    }
}

/// The passwords of at least 8 characters among the 20 000 most common ones, in lower case and
/// sorted. They come from the list Royce Williams derived from the Pwned Passwords corpus.
const COMMON: &str = include_str!("common_passwords.txt");

fn is_guessed_first(password: &str, email: Option<&Email>) -> bool {
    let password = password.to_lowercase();
    let own = email.map(|email| [email.canonical(), email.local_part()]);
    let words = own.into_iter().flatten().chain(["errand"]);
    let bare = |text: &'_ str| {
        text.trim_matches(|char: char| !char.is_alphabetic())
            .to_owned()
    };
    let is_word =
        |word: &str| password == word || (!bare(word).is_empty() && bare(&password) == bare(word));
    words.into_iter().any(is_word) || COMMON.lines().any(|common| common == password)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn parse(password: &str) -> Result<Password, Invalid> {
        let email = Email::parse("ada.lovelace@example.org").unwrap();
        PasswordPolicy { min_length: 8 }.parse(password.into(), Some(&email))
    }

    #[rstest]
    #[case("1234567", "too_short")]
    #[case("éééééé\u{e9}", "too_short")]
    #[case("password", "common_password")]
    #[case("PassWord1", "common_password")]
    #[case("ada.lovelace", "common_password")]
    #[case("Ada.Lovelace!2026", "common_password")]
    #[case("ada.lovelace@example.org", "common_password")]
    #[case("Errand2026!", "common_password")]
    fn a_weak_password_is_refused(#[case] password: &str, #[case] code: &str) {
        assert_eq!(parse(password).unwrap_err().code, code);
    }

    #[rstest]
    #[case("correct horse")]
    #[case("  spaces stay  ")]
    #[case("ada errand milk")]
    #[case("пароль-из-букв")]
    #[case("nul\0inside")]
    fn any_other_password_is_accepted_unchanged(#[case] password: &str) {
        assert_eq!(parse(password).unwrap().expose(), password);
    }

    #[test]
    fn the_length_is_counted_in_code_points() {
        assert!(parse(&"é".repeat(128)).is_ok());
        assert_eq!(parse(&"é".repeat(129)).unwrap_err().code, "too_long");
    }

    #[test]
    fn the_list_of_common_passwords_is_long_enough_and_in_lower_case() {
        assert!(COMMON.lines().count() >= 3000);
        assert!(COMMON.lines().all(|line| line == line.to_lowercase()));
    }

    #[test]
    fn neither_password_nor_hash_shows_in_debug_output() {
        let password = format!("{:?}", parse("correct horse").unwrap());
        assert!(!password.contains("horse"));
        let hash = format!("{:?}", PasswordHash("$2b$".into()));
        assert_eq!(hash, "PasswordHash([REDACTED])");
    }
}
