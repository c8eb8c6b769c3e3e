//! Email addresses, in the form that is compared and as they were typed.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::Invalid;

/// An email address, which is also the login name. Two addresses are equal if their canonical forms
/// are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Email {
    canonical: String,
    typed: String,
}

/// The maximum length of the local part, in octets (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// The maximum length of the address, in octets (RFC 5321 §4.5.3.1.3, without the angle brackets).
const MAX_TOTAL: usize = 254;

impl Email {
    /// Accepts a dot-atom (RFC 5322 §3.2.3, with the letters of any script, as in RFC 6531), `@`,
    /// and a host name of at least two labels. Surrounding white space is dropped, because pasting
    /// an address often brings it along. The canonical form has the local part in lower case and
    /// the host in ASCII (UTS 46). It keeps dots and `+tags`, which may distinguish mailboxes.
    ///
    /// # Errors
    /// `invalid_email`, also if the text is not in NFKC: such a text may look like another address.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        let value = value.trim();
        canonical(value)
            .map(|canonical| Self {
                canonical,
                typed: value.to_owned(),
            })
            .ok_or_else(|| {
                Invalid::new(
                    "invalid_email",
                    "must be an email address such as ada@example.org",
                )
            })
    }

    /// A stored address. The caller vouches that it was parsed before it was stored.
    pub fn restore(canonical: String, typed: String) -> Self {
        Self { canonical, typed }
    }

    /// The form that all spellings of this address share. It is unique among accounts.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The address as it was typed, which is the form to display.
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The address to send mail to: the local part as typed, because its case may matter to the
    /// mail server, and the host in ASCII.
    pub fn mailbox(&self) -> String {
        let host = self.canonical.rsplit('@').next().unwrap_or_default();
        let local = self.typed.rsplit_once('@').map_or("", |(local, _)| local);
        format!("{local}@{host}")
    }

    /// The part before the `@`, in canonical form.
    pub fn local_part(&self) -> &str {
        self.canonical.split('@').next().unwrap_or_default()
    }
}

fn canonical(value: &str) -> Option<String> {
    if value.len() > MAX_TOTAL || !ComposingNormalizerBorrowed::new_nfkc().is_normalized(value) {
        return None;
    }
    let (local, host) = value.rsplit_once('@')?;
    let local = local.to_lowercase();
    if local.len() > MAX_LOCAL || !local.split('.').all(is_atom) {
        return None;
    }
    let host = idna::domain_to_ascii_strict(host).ok()?;
    let labels_are_named = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    let canonical = format!("{local}@{host}");
    (labels_are_named && canonical.len() <= MAX_TOTAL).then_some(canonical)
}

/// Whether a text is an `atom`: at least one character, all of them allowed.
fn is_atom(text: &str) -> bool {
    let is_atext = |char: char| {
        char.is_alphanumeric() || (char.is_ascii() && "!#$%&'*+-/=?^_`{|}~".contains(char))
    };
    !text.is_empty() && text.chars().all(is_atext)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ada@Example.ORG", "ada@example.org")]
    #[case("a.d+a@example.org", "a.d+a@example.org")]
    #[case("ada@BÜCHER.example", "ada@xn--bcher-kva.example")]
    #[case("δοκιμή@παράδειγμα.δοκιμή", "δοκιμή@xn--hxajbheg2az3al.xn--jxalpdlp")]
    fn spellings_of_an_address_share_one_canonical_form(
        #[case] typed: &str,
        #[case] canonical: &str,
    ) {
        let email = Email::parse(typed).unwrap();
        assert_eq!(email.canonical(), canonical);
        assert_eq!(email.as_typed(), typed);
    }

    #[rstest]
    #[case::empty("")]
    #[case::no_host("ada@")]
    #[case::no_local("@example.org")]
    #[case::no_at("example.org")]
    #[case::two_ats("a@b@example.org")]
    #[case::one_label("ada@localhost")]
    #[case::space("a da@example.org")]
    #[case::inner_newline("ada@example\n.org")]
    #[case::null("a\0@example.org")]
    #[case::quoted("\"a\"@example.org")]
    #[case::dots("a..b@example.org")]
    #[case::leading_dot(".a@example.org")]
    #[case::empty_label("a@example..org")]
    #[case::trailing_dot("a@example.org.")]
    #[case::hyphen("a@-example.org")]
    #[case::underscore("a@ex_ample.org")]
    #[case::address("a@[127.0.0.1]")]
    #[case::full_width("ａda@example.org")]
    #[case::ligature("ﬁ@example.org")]
    #[case::zero_width("a\u{200b}da@example.org")]
    fn texts_that_are_not_addresses_are_refused(#[case] typed: &str) {
        assert_eq!(Email::parse(typed).unwrap_err().code, "invalid_email");
    }

    #[rstest]
    #[case::spaces("  ada@example.org ")]
    #[case::no_break_space("\u{a0}ada@example.org\u{a0}")]
    #[case::narrow_no_break_space("ada@example.org\u{202f}")]
    #[case::ideographic_space("\u{3000}ada@example.org")]
    #[case::line_ends("\r\nada@example.org\n\t")]
    #[case::unicode_line_ends("ada@example.org\u{85}\u{2028}\u{2029}")]
    fn white_space_around_an_address_is_dropped(#[case] typed: &str) {
        let email = Email::parse(typed).unwrap();
        assert_eq!(email.as_typed(), "ada@example.org");
        assert_eq!(email.canonical(), "ada@example.org");
    }

    #[test]
    fn the_local_part_has_at_most_64_octets_and_the_whole_254() {
        let local = |length: usize| format!("{}@example.org", "a".repeat(length));
        assert!(Email::parse(&local(64)).is_ok());
        assert!(Email::parse(&local(65)).is_err());
        let whole = |local: usize| format!("{}@{}org", "a".repeat(local), "abcdefghi.".repeat(24));
        assert!(Email::parse(&whole(10)).is_ok());
        assert!(Email::parse(&whole(11)).is_err());
    }

    #[test]
    fn the_typed_and_the_canonical_form_each_have_at_most_254_octets() {
        let email = |local: usize, label: &str, labels: usize| {
            format!("{}@{}org", "a".repeat(local), label.repeat(labels))
        };
        // In ASCII, the first label is shorter than as typed, the second longer.
        let (shorter, longer) = (format!("{}.", "あ".repeat(20)), "ü.");
        let (fits, typed) = (email(1, &shorter, 4), email(1, &shorter, 5));
        assert_eq!((fits.len(), typed.len()), (249, 310));
        assert!(Email::parse(&fits).unwrap().canonical().len() < 150);
        assert!(Email::parse(&typed).is_err());
        let (fits, canonical) = (email(50, longer, 25), email(64, longer, 25));
        assert_eq!(Email::parse(&fits).unwrap().canonical().len(), 254);
        assert!(canonical.len() < 150);
        assert!(Email::parse(&canonical).is_err());
    }

    #[test]
    fn the_mailbox_keeps_the_typed_local_part_and_has_an_ascii_host() {
        let email = Email::parse("Ada.X@BÜCHER.example").unwrap();
        assert_eq!(email.mailbox(), "Ada.X@xn--bcher-kva.example");
    }

    #[test]
    fn the_canonical_form_is_its_own_canonical_form() {
        let email = Email::parse("ÀDA+X@BÜCHER.example").unwrap();
        let again = Email::parse(email.canonical()).unwrap();
        assert_eq!(again.canonical(), email.canonical());
    }
}
