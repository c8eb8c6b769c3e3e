//! What texts have in common: which characters a field takes, and how texts are compared.

use unicode_normalization::UnicodeNormalization;

use crate::Invalid;

/// Accepts a single line of 1..=`max` code points that is not blank and has no control characters
/// (category Cc), and drops the white space around it.
///
/// # Errors
/// `blank`, `too_long` (counted before trimming) or `control_character`.
pub fn parse_line(value: &str, max: usize) -> Result<String, Invalid> {
    if value.chars().count() > max {
        return Err(too_long(max));
    }
    if value.chars().any(char::is_control) {
        return Err(Invalid::new(
            "control_character",
            "must not contain control characters",
        ));
    }
    match value.trim() {
        "" => Err(Invalid::new("blank", "must not be blank")),
        line => Ok(line.to_owned()),
    }
}

/// Accepts a text of at most `max` code points, of any lines, without U+0000 (which PostgreSQL
/// cannot store).
///
/// # Errors
/// `too_long` or `control_character`.
pub fn parse_text(value: String, max: usize) -> Result<String, Invalid> {
    if value.chars().count() > max {
        return Err(too_long(max));
    }
    if value.contains('\0') {
        return Err(Invalid::new("control_character", "must not contain U+0000"));
    }
    Ok(value)
}

/// A Bloom filter of texts with one hash: where it shares no bit with that of other texts, it holds
/// none of them; where it does, it may. Filters are kept, so it never changes: the place of a bit,
/// 0..=60, is the 64-bit hash FNV-1a (draft-eastlake-fnv) modulo 61.
pub fn bloom<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let hash = |text: &str| {
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let bits = texts.into_iter().map(|text| 1 << (hash(text) % 61));
    bits.fold(0, |all, bit: u64| all | bit)
}

/// The form in which texts are searched and sorted: without case, diacritics and compatibility
/// variants, so that `STRASSE` finds `Straße`, `istanbul` finds `İSTANBUL` and `cafe` finds `Café`.
///
/// Compatibility decomposition (UAX #15), without the combining marks of Latin, Greek and Cyrillic
/// (U+0300..=U+036F), then each character for itself in lower, upper and lower case again, which
/// unites ẞ with ss, ı with i and ς with σ.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .filter(|char| !matches!(char, '\u{300}'..='\u{36f}'))
        .collect()
}

fn too_long(max: usize) -> Invalid {
    Invalid::new("too_long", format!("must be at most {max} characters"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::blank(" \u{3000} ", "blank")]
    #[case::empty("", "blank")]
    #[case::null("a\0b", "control_character")]
    #[case::newline("a\nb", "control_character")]
    #[case::next_line("a\u{85}b", "control_character")]
    #[case::long("ééééé\u{e9}", "too_long")]
    fn a_bad_line_is_refused(#[case] value: &str, #[case] code: &str) {
        assert_eq!(parse_line(value, 5).unwrap_err().code, code);
    }

    #[test]
    fn a_line_is_trimmed_and_counted_in_code_points() {
        assert_eq!(parse_line(" 牛乳🥛 ", 5).unwrap(), "牛乳🥛");
    }

    #[test]
    fn a_text_keeps_its_lines_and_spaces() {
        assert_eq!(parse_text(" a\n\tb ".into(), 6).unwrap(), " a\n\tb ");
        assert!(parse_text("a\0".into(), 6).is_err());
        assert!(parse_text("1234567".into(), 6).is_err());
    }

    #[rstest]
    #[case("STRASSE", "Straße")]
    #[case("straẞe", "STRASSE")]
    #[case("istanbul", "İSTANBUL")]
    #[case("ISPARTA", "ısparta")]
    #[case("ΟΔΟΣ", "οδος")]
    #[case("ЁЛКА", "елка")]
    #[case("Cafe\u{301}", "CAFÉ")]
    #[case("ＦＵＬＬ", "full")]
    #[case("ﬁn", "FIN")]
    fn texts_that_differ_in_case_or_accents_fold_alike(#[case] one: &str, #[case] other: &str) {
        assert_eq!(fold(one), fold(other));
    }

    #[test]
    fn folding_is_idempotent() {
        for text in ["Straße", "İi", "ǅ", "ŉ", "ΐ", "한국어", "👩‍👧"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[rstest]
    #[case::none(&[], 0)]
    #[case::published_vectors(
        &["a", "foobar"],
        1 << (0xaf63_dc4c_8601_ec8c_u64 % 61) | 1 << (0x8594_4171_f739_67e8_u64 % 61)
    )]
    fn a_bloom_filter_has_the_bit_of_each_text(#[case] texts: &[&str], #[case] filter: u64) {
        assert_eq!(bloom(texts.iter().copied()), filter);
    }

    #[test]
    fn texts_that_are_alike_have_bits_all_over_a_bloom_filter() {
        let numbered: Vec<_> = (0..64).map(|number| format!("topic {number}")).collect();
        let filter = bloom(numbered.iter().map(String::as_str));
        // Thrown at random, 64 bits meet 40 places.
        assert!(filter.count_ones() > 33, "{filter:b}");
    }
}
