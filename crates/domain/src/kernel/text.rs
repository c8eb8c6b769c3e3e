//! What texts have in common: which characters a field takes, and how texts are compared.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

pub use super::folding::fold;
use crate::Invalid;

/// Accepts a single line of 1..=`max` code points in which something is visible and that has no
/// control characters (category Cc), and drops the white space around it.
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
    if !value.chars().any(is_visible) {
        return Err(Invalid::new("blank", "must not be blank"));
    }
    Ok(value.trim().to_owned())
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

/// Whether a character leaves anything to see: it is neither white space nor, such as U+200B and
/// the fillers of Hangul, meant to have no look of its own, nor a Braille cell without dots, nor one
/// of the marks around an annotation (U+FFF9 to U+FFFB).
fn is_visible(char: char) -> bool {
    let has_no_look = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(char);
    !(has_no_look || char.is_whitespace() || matches!(char, '\u{2800}' | '\u{fff9}'..='\u{fffb}'))
}

fn too_long(max: usize) -> Invalid {
    Invalid::new("too_long", format!("must be at most {max} characters")).with_number("max", max)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::blank(" \u{3000} ", "blank")]
    #[case::empty("", "blank")]
    #[case::zero_width_space("\u{200b}", "blank")]
    #[case::word_joiner("\u{2060} \u{2060}", "blank")]
    #[case::byte_order_mark("\u{feff}", "blank")]
    #[case::soft_hyphen("\u{ad}", "blank")]
    #[case::hangul_fillers("\u{3164}\u{ffa0}\u{115f}\u{1160}", "blank")]
    #[case::directions("\u{200e}\u{202e}\u{2067}\u{61c}", "blank")]
    #[case::variation_selectors("\u{fe0f}\u{e0100}", "blank")]
    #[case::joiners("\u{200c}\u{200d}\u{34f}", "blank")]
    #[case::language_tag("\u{e0001}\u{e0065}", "blank")]
    #[case::mongolian_separator("\u{180e}", "blank")]
    #[case::braille_without_dots("\u{2800}", "blank")]
    #[case::annotation("\u{fff9}\u{fffb}", "blank")]
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
    fn a_line_keeps_what_is_invisible_beside_what_is_visible() {
        for line in ["\u{200b}milk", "👩\u{200d}👧", "\u{200f}חלב", "❤\u{fe0f}"] {
            assert_eq!(parse_line(line, 5).unwrap(), line);
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_spaces() {
        assert_eq!(parse_text(" a\n\tb ".into(), 6).unwrap(), " a\n\tb ");
        assert!(parse_text("a\0".into(), 6).is_err());
        assert!(parse_text("1234567".into(), 6).is_err());
    }
}
