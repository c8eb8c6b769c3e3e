//! Whether rows arrived as they were sent.

use std::fmt::{self, Display};

use sha2::{Digest, Sha256};

use super::cell::Row;

/// The SHA-256 of rows, in their order.
#[derive(Clone, Default)]
pub(super) struct Checksum(Sha256);

impl Checksum {
    pub(super) fn add(&mut self, row: &Row) {
        // A null cell differs from an empty one, and a cell's length tells where it ends.
        for cell in row {
            match cell {
                None => self.0.update([0]),
                Some(text) => {
                    self.0.update([1]);
                    self.0.update(text.len().to_le_bytes());
                    self.0.update(text);
                }
            }
        }
    }
}

/// In hexadecimal.
impl Display for Checksum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digest = self.0.clone().finalize();
        formatter.write_str(&const_hex::encode(digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[Option<&str>]]) -> String {
        let mut checksum = Checksum::default();
        for row in rows {
            let row = row.iter().map(|cell| cell.map(str::to_owned));
            checksum.add(&row.collect());
        }
        checksum.to_string()
    }

    #[test]
    fn every_difference_shows() {
        let rows = of(&[&[Some("a"), Some("b")], &[Some(""), None]]);
        assert_eq!(rows, of(&[&[Some("a"), Some("b")], &[Some(""), None]]));
        for other in [
            of(&[&[Some(""), None], &[Some("a"), Some("b")]]),
            of(&[&[Some("ab"), Some("")], &[Some(""), None]]),
            of(&[&[Some("a"), Some("b")], &[None, None]]),
            of(&[&[Some("a"), Some("b")]]),
        ] {
            assert_ne!(other, rows);
        }
    }
}
