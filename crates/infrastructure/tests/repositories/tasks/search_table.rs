//! Searches and whether they find a task, in one table for both databases.

use crate::tasks::draft::{Draft, task};

/// A task, a search, and whether the search finds the task.
pub(crate) type Case = (Draft, &'static str, bool);

pub(crate) fn cases() -> Vec<Case> {
    terms()
        .into_iter()
        .chain(scripts())
        .chain(signs())
        .collect()
}

/// Terms of any length, in any field.
fn terms() -> Vec<Case> {
    let full = || {
        task("Buy milk")
            .description("at the corner shop")
            .tags(["grocery", "today"])
    };
    vec![
        (full(), "", true),
        (full(), "milk", true),
        (full(), "MILK", true),
        (full(), "ilk", true),
        (full(), "il", true),
        (full(), "m", true),
        (full(), "uy mil", true),
        (full(), "milky", false),
        (full(), "z", false),
        (full(), "zz", false),
        (full(), "corner", true),
        (full(), "co", true),
        (full(), "grocery", true),
        (full(), "gr", true),
        // All terms must occur, each in any field.
        (full(), "milk corner today", true),
        (full(), "today milk", true),
        (full(), "mi co to", true),
        (full(), "mi corner y", true),
        (full(), "milk bread", false),
        (full(), "milk zz", false),
        (full(), "m z", false),
        // No term matches across the boundary of two fields.
        (full(), "milkat", false),
        (full(), "ka", false),
        (full(), "shopgrocery", false),
        (full(), "pg", false),
        (full(), "grocerytoday", false),
        (full(), "yt", false),
        (task("ab").description("cd"), "abcd", false),
        (task("ab").description("cd"), "bc", false),
        (task("ab").tags(["cd"]), "bcd", false),
        (task("x").tags(["ab", "cd"]), "bc", false),
        (task("x").description("ab\ncd"), "abcd", false),
        (task("x").description("ab\ncd"), "ab cd", true),
    ]
}

/// Texts in many scripts, and what people type to find them.
fn scripts() -> Vec<Case> {
    vec![
        // Case.
        (task("Купить МОЛОКО"), "молоко", true),
        (task("купить молоко"), "МОЛ", true),
        (task("купить молоко"), "МО", true),
        (task("купить молоко"), "хлеб", false),
        (task("Ёлка"), "елка", true),
        (task("Τοδος ΟΔΟΣ"), "οδός", true),
        (task("İSTANBUL"), "istanbul", true),
        (task("istanbul"), "İSTANBUL", true),
        (task("ISPARTA"), "ısparta", true),
        (task("ısparta"), "is", true),
        (task("Straße"), "STRASSE", true),
        (task("STRASSE"), "straße", true),
        (task("Straße"), "ß", true),
        (task("Gasse"), "ß", true),
        (task("straẞe"), "ss", true),
        (task("買牛乳和麵包"), "牛乳", true),
        (task("買牛乳和麵包"), "牛", true),
        (task("買牛乳和麵包"), "牛乳和", true),
        (task("買牛乳和麵包"), "牛麵", false),
        (task("買牛乳和麵包"), "買麵包", false),
        (task("한국어"), "국", true),
        (task("한국어"), "한국어", true),
        // Accents: composed, decomposed or left out.
        (task("Caf\u{e9}"), "cafe\u{301}", true),
        (task("Cafe\u{301}"), "caf\u{e9}", true),
        (task("Café"), "cafe", true),
        (task("cafe"), "CAFÉ", true),
        (task("Café"), "fé", true),
        (task("Việt Nam"), "viet", true),
        (task("ＦＵＬＬ width"), "full", true),
        (task("ﬁnish"), "fin", true),
        // Letters that Unicode does not decompose.
        (task("Łódź"), "lodz", true),
        (task("lodz"), "ŁÓDŹ", true),
        (task("Łódź"), "lo", true),
        (task("Smørrebrød"), "smorrebrod", true),
        (task("Ærø"), "aero", true),
        (
            task("Þingvellir, Ísafjörður"),
            "thingvellir isafjordur",
            true,
        ),
        (task("Œuvre"), "oeuvre", true),
        (task("Đakovo"), "dakovo", true),
        (task("Ħamrun"), "ham", true),
        (task("Ґанок"), "ганок", true),
        (task("Nguyễn Hệ thống"), "nguyen he thong", true),
        (task("Nguyễn"), "nguyên", true),
        (task("Straße"), "strasze", false),
        // Arabic as people type it.
        (task("أحمد"), "احمد", true),
        (task("احمد"), "أحمد", true),
        (task("إيمان"), "ايمان", true),
        (task("آسفي"), "اسفي", true),
        (task("مُحَمَّد"), "محمد", true),
        (task("محمد"), "مُحَمَّد", true),
        (task("كـــتاب"), "كتاب", true),
        (task("على"), "علي", true),
        (task("علي"), "على", true),
        (task("مدرسة"), "مدرسه", true),
        (task("مدرسه"), "مدرسة", true),
        (task("کتاب"), "كتاب", true),
        (task("كتابي"), "کتابی", true),
        (task("كتاب"), "كتب", false),
        (task("x").description("في المَدْرَسَة"), "المدرسه", true),
        (task("x").tags(["مُهِمّ"]), "مهم", true),
        (task("שָׁלוֹם"), "שלום", true),
        (task("שלום"), "שָׁלוֹם", true),
        // Marks that make a different word.
        (task("कुल"), "कल", false),
        (task("कुल"), "कुल", true),
        (task("कल"), "कुल", false),
        (task("がぎ"), "か", false),
        (task("がぎ"), "が", true),
        (task("か\u{3099}"), "が", true),
        (task("ｶﾞｽ"), "ガス", true),
        (task("ป้า"), "ปา", false),
        (task("한국어"), "하", false),
        (task("\u{1112}\u{1161}\u{11ab}국"), "한", true),
        (
            task("한국"),
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}",
            true,
        ),
        // Invisible characters.
        (task("Donau\u{ad}dampf"), "donaudampf", true),
        (task("milk"), "mi\u{200b}lk", true),
        (task("milk"), "\u{200b}", true),
        (task("milk"), "\u{b4}", true),
        (task("می\u{200c}خواهم"), "میخواهم", true),
        // Emoji of one or several code points.
        (task("buy 🥛"), "🥛", true),
        (task("buy 🥛🍞"), "🥛🍞", true),
        (task("buy 🥛🍞🧀"), "🥛🍞🧀", true),
        (task("buy 🥛"), "🍞", false),
        (task("👩\u{200d}👧"), "👩\u{200d}👧", true),
        (task("👩\u{200d}👧"), "👧", true),
        (task("👧"), "👩\u{200d}👧", false),
    ]
}

/// Characters with a special meaning in LIKE, JSON, SQL or full-text search.
fn signs() -> Vec<Case> {
    vec![
        (task("100% done"), "100%", true),
        (task("100% done"), "%", true),
        (task("100 done"), "100%", false),
        (task("100 done"), "%", false),
        (task("100 done"), "1%0", false),
        (task("snake_case"), "e_c", true),
        (task("snake case"), "_", false),
        (task("snakeXcase"), "e_c", false),
        (task("snakeXcase"), "snake_case", false),
        (task(r"C:\temp"), r"\", true),
        (task(r"C:\temp"), r":\", true),
        (task(r"C:\temp"), r"c:\temp", true),
        (task(r"C:temp"), r"\", false),
        (task(r"C:temp"), r"c:\temp", false),
        (task(r"50\% off"), r"\%", true),
        (task(r"50% off"), r"50\%", false),
        (task("plain").tags([r#"quo"te"#]), r#"quo"te"#, true),
        (task("plain").tags([r"back\slash"]), r"back\slash", true),
        (task("plain").tags(["a", "b"]), r#"",""#, false),
        (task("plain").tags(["a", "b"]), "[", false),
        // The quotes of SQL and of full-text search.
        (task("it's"), "'", true),
        (task("it's"), "t's", true),
        (task("its"), "'", false),
        (task("its"), "t's", false),
        (task("'; DROP TABLE tasks; --"), "'; drop", true),
        (task(r#"say "cheese""#), "\"", true),
        (task(r#"say "cheese""#), "\"cheese\"", true),
        (task(r#"say "cheese""#), "\"\"\"", false),
        (task("say cheese"), "\"cheese\"", false),
        (task("say cheese"), "cheese\"", false),
        // The operators of full-text search, which are words and signs.
        (task("this AND that"), "and", true),
        (task("this that"), "this AND that", false),
        (task("this"), "this OR that", false),
        (task("this or that"), "this OR that", true),
        (task("this"), "NOT that", false),
        (task("not this"), "NOT", true),
        (task("this that"), "NEAR(this that)", false),
        (task("near(this that)"), "NEAR(this that)", true),
        (task("prefix"), "pre*", false),
        (task("pre*fix"), "pre*", true),
        (task("first"), "^first", false),
        (task("first ^first"), "^first", true),
        (task("milk"), "title:milk", false),
        (task("title:milk"), "title:milk", true),
        (task("milk"), "search_text:milk", false),
        (task("milk"), "-milk", false),
        (task("non-milk"), "-milk", true),
        (task("one two"), "one+two", false),
        (task("one+two"), "one+two", true),
        (task("one"), "(one)", false),
        (task("(one)"), "(one)", true),
        (task("one"), "{one}", false),
        (task("one, two"), "one,", true),
        (task("$1 ?1 :a @b"), "$1 ?1 :a @b", true),
        (task("x"), "?", false),
        (task("what?"), "at?", true),
    ]
}
