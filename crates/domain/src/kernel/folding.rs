//! Folding: the form in which text is searched and sorted.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{
    DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Folds a text. Texts that differ only in how they are typed become equal: `STRASSE` and `Straße`,
/// `lodz` and `Łódź`, `احمد` and `أحمد`.
///
/// The steps follow Unicode's data, in this order:
///
/// 1. Compatibility decomposition (UAX #15), dropping invisible characters
///    (`Default_Ignorable_Code_Point`) and optional marks.
/// 2. Full case folding (`CaseFolding.txt`).
/// 3. Plain forms for letters that the first two steps do not decompose.
/// 4. Canonical composition, because readers see the remaining marks as part of one character: か is
///    not part of が.
///
/// Folding a folded text changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let is_ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let mut marks = Marks::default();
    let bare: String = DecomposingNormalizerBorrowed::new_nfkd()
        .normalize_iter(text.chars())
        .filter(|&char| !is_ignorable.contains(char) && !marks.is_optional(char))
        .collect();
    let mut folded = String::with_capacity(bare.len());
    for char in CaseMapper::new().fold_string(&bare).chars() {
        match plain(char) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(char),
        }
    }
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    nfc.normalize(&folded).into_owned()
}

/// Decides which marks are optional, that is, which ones people leave out when they type: those of
/// the Latin, Greek, Cyrillic, Arabic and Hebrew scripts. In other scripts, such as Devanagari,
/// Thai and kana, a mark makes a different word.
struct Marks {
    /// Whether marks that scripts share are optional here, which the preceding character decides.
    shared: bool,
}

impl Default for Marks {
    fn default() -> Self {
        Self { shared: true }
    }
}

impl Marks {
    /// Whether the next character of the text is an optional mark.
    fn is_optional(&mut self, char: char) -> bool {
        let script = CodePointMapData::<Script>::new().get(char);
        let is_theirs = matches!(
            script,
            Script::Latin | Script::Greek | Script::Cyrillic | Script::Arabic | Script::Hebrew
        );
        let category = CodePointMapData::<GeneralCategory>::new().get(char);
        if GeneralCategoryGroup::Mark.contains(category) {
            return is_theirs || (script == Script::Inherited && self.shared);
        }
        self.shared = is_theirs || script == Script::Common;
        false
    }
}

/// What people type instead of a letter that Unicode does not decompose. The letter is already
/// case-folded. For Latin letters of present-day alphabets this follows CLDR's `Latin-ASCII`
/// transform; for the others it is the letter on keyboards that lack this one.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ⱥ' => "a",
        'æ' => "ae",
        'ƀ' | 'ɓ' | 'ƃ' => "b",
        'ƈ' | 'ȼ' => "c",
        'đ' | 'ð' | 'ɖ' | 'ɗ' | 'ƌ' => "d",
        'ə' | 'ǝ' | 'ɛ' | 'ɇ' => "e",
        'ƒ' => "f",
        'ǥ' | 'ɠ' => "g",
        'ħ' | 'ɦ' | 'ⱨ' => "h",
        'ı' | 'ɨ' | 'ɩ' => "i",
        'ɉ' => "j",
        'ƙ' | 'ⱪ' => "k",
        'ł' | 'ƚ' | 'ɫ' | 'ⱡ' => "l",
        'ŋ' | 'ɲ' | 'ƞ' => "n",
        'ø' | 'ɔ' | 'ɵ' => "o",
        'œ' => "oe",
        'ƥ' => "p",
        'ĸ' => "q",
        'ɍ' | 'ɽ' => "r",
        'ȿ' => "s",
        'ŧ' | 'ƭ' | 'ʈ' | 'ⱦ' => "t",
        'þ' => "th",
        'ʉ' => "u",
        'ʋ' => "v",
        'ⱳ' => "w",
        'ƴ' | 'ɏ' => "y",
        'ƶ' | 'ȥ' | 'ⱬ' => "z",
        '‘' | '’' | 'ʻ' | 'ʼ' => "'",
        'ґ' | 'ғ' | 'ҕ' => "г",
        'җ' => "ж",
        'қ' | 'ҝ' | 'ҟ' | 'ҡ' => "к",
        'ң' => "н",
        'ө' => "о",
        'ҫ' => "с",
        'ұ' | 'ү' => "у",
        'ҳ' => "х",
        'ҷ' | 'ҹ' => "ч",
        // Tatweel, which only stretches a word.
        'ـ' => "",
        // Alef wasla, whose mark is not a separate character in Unicode.
        'ٱ' => "ا",
        // People type heh for teh marbuta. Urdu and Kurdish have their own heh.
        'ة' | 'ہ' | 'ە' => "ه",
        // Alef maksura and the Persian yeh.
        'ى' | 'ی' => "ي",
        // The Persian kaf.
        'ک' => "ك",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::case("STRASSE", "Straße")]
    #[case::capital_sharp_s("straẞe", "STRASSE")]
    #[case::dotted_i("istanbul", "İSTANBUL")]
    #[case::dotless_i("ISPARTA", "ısparta")]
    #[case::final_sigma("ΟΔΟΣ", "οδος")]
    #[case::iota_subscript("ᾠδή", "ωδη")]
    #[case::yo("ЁЛКА", "елка")]
    #[case::decomposed("Cafe\u{301}", "CAFÉ")]
    #[case::full_width("ＦＵＬＬ", "full")]
    #[case::half_width("ｶﾞｽ", "ガス")]
    #[case::ligature("ﬁn", "FIN")]
    #[case::two_marks("Việt Nam", "viet nam")]
    #[case::polish("Łódź", "lodz")]
    #[case::danish("Ærø", "aero")]
    #[case::icelandic("Þórður", "thordur")]
    #[case::french("Œuvre", "oeuvre")]
    #[case::croatian("Đurđevac", "durdevac")]
    #[case::maltese("Ħamrun", "hamrun")]
    #[case::sami("Ŧeavŋŋa", "teavnna")]
    #[case::azerbaijani("Əhməd", "ehmed")]
    #[case::apostrophe("don’t", "don't")]
    #[case::ukrainian("Ґанок", "ганок")]
    #[case::kazakh("Қазақ", "казак")]
    #[case::hamza_above("أحمد", "احمد")]
    #[case::hamza_below("إيمان", "ايمان")]
    #[case::madda("آسفي", "اسفي")]
    #[case::wasla("ٱلكتاب", "الكتاب")]
    #[case::vowels("مُحَمَّد", "محمد")]
    #[case::dagger_alef("رحمٰن", "رحمن")]
    #[case::tatweel("كـــتاب", "كتاب")]
    #[case::vowel_on_tatweel("كــَتاب", "كتاب")]
    #[case::alef_maksura("على", "علي")]
    #[case::teh_marbuta("مدرسة", "مدرسه")]
    #[case::persian_kaf("کتاب", "كتاب")]
    #[case::persian_yeh("ایران", "ايران")]
    #[case::persian_joiner("می\u{200c}خواهم", "میخواهم")]
    #[case::presentation_forms("ﻻ", "لا")]
    #[case::hebrew_points("שָׁלוֹם", "שלום")]
    #[case::hebrew_presentation_form("שׁ", "ש")]
    #[case::hangul(
        "한국어",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165}"
    )]
    #[case::soft_hyphen("Donau\u{ad}dampf", "donaudampf")]
    #[case::emoji_style("❤\u{fe0f}", "❤")]
    fn texts_that_differ_in_how_they_are_typed_fold_alike(#[case] one: &str, #[case] other: &str) {
        assert_eq!(fold(one), fold(other));
    }

    #[rstest]
    #[case::kana("が", "か")]
    #[case::decomposed_kana("か\u{3099}", "か")]
    #[case::half_width_kana("ﾊﾟ", "ハ")]
    #[case::tamil("கொ", "கெ")]
    #[case::hangul("한", "하")]
    fn a_character_is_not_part_of_one_with_another_mark(#[case] more: &str, #[case] less: &str) {
        assert!(!fold(more).contains(&fold(less)));
    }

    #[rstest]
    #[case::devanagari("कुल", "कल")]
    #[case::nukta("क़लम", "कलम")]
    #[case::thai("ป้า", "ปา")]
    #[case::kana("がく", "かく")]
    #[case::maqaf("א־ב", "אב")]
    fn words_that_differ_in_a_required_mark_fold_differently(
        #[case] one: &str,
        #[case] other: &str,
    ) {
        assert_ne!(fold(one), fold(other));
    }

    #[rstest]
    #[case::zero_width_space("\u{200b}")]
    #[case::hangul_filler("\u{3164}")]
    #[case::accent("\u{301}")]
    #[case::tatweel("ـ")]
    #[case::fatha("\u{64e}")]
    fn invisible_characters_and_optional_marks_fold_to_nothing(#[case] text: &str) {
        assert_eq!(fold(text), "");
    }

    #[test]
    fn a_required_mark_is_kept_at_any_position() {
        for mark in ["\u{941}", "\u{e31}", "a\u{941}", "か\u{301}"] {
            assert_eq!(fold(mark), mark);
        }
    }

    #[test]
    fn folding_a_folded_text_changes_nothing() {
        // Ideographs, Hangul syllables and private use are left out.
        let letters: Vec<_> = ('\0'..'\u{3400}')
            .chain('\u{a000}'..'\u{b000}')
            .chain('\u{f900}'..'\u{17000}')
            .chain('\u{1d000}'..'\u{20000}')
            .collect();
        for block in letters.chunks(256) {
            let lines: String = block.iter().flat_map(|&char| [char, '\n']).collect();
            let folded = fold(&lines);
            assert_eq!(fold(&folded), folded);
        }
    }
}
