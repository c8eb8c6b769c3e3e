//! What commands print: lines, tables and JSON.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use serde::Serialize;

/// Writes a line to standard output. A closed pipe, as behind `| head`, is not an error.
pub(super) fn print(text: &str) -> io::Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Prints a value as JSON. A list is an array, even if it is empty; everything else is one object.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Box<dyn Error>> {
    Ok(print(&serde_json::to_string_pretty(value)?)?)
}

/// A table with aligned columns. Control characters are replaced, because a value can contain
/// anything.
pub(super) fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = head.map(str::len);
    for row in rows {
        for (width, value) in widths.iter_mut().zip(row) {
            *width = value.chars().count().max(*width);
        }
    }
    let mut table = String::new();
    for row in [head.map(str::to_owned)].iter().chain(rows) {
        let mut line = String::new();
        for (width, value) in widths.iter().zip(row) {
            let value = value.replace(char::is_control, " ");
            // Writing to a string cannot fail.
            let _ = write!(line, "{value:width$}  ");
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table.truncate(table.trim_end().len());
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_control_characters_replaced() {
        let rows = [
            ["ä@b".to_owned(), "1".to_owned()],
            ["longer".to_owned(), "\u{1b}[31m".to_owned()],
        ];
        let expected = "EMAIL   N\nä@b     1\nlonger   [31m";
        assert_eq!(table(["EMAIL", "N"], &rows), expected);
    }

    #[test]
    fn a_table_without_rows_has_a_head() {
        assert_eq!(table(["EMAIL", "N"], &[]), "EMAIL  N");
    }
}
