//! Reads archives apart from the program.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;

/// The lines of an archive.
pub(super) fn lines(file: &Path) -> Vec<String> {
    let text = BufReader::new(GzDecoder::new(File::open(file).unwrap()));
    text.lines().map(Result::unwrap).collect()
}

/// Writes an archive of these lines.
pub(super) fn write(file: &Path, lines: &[String]) {
    let mut archive = GzEncoder::new(File::create(file).unwrap(), Compression::fast());
    for line in lines {
        writeln!(archive, "{line}").unwrap();
    }
    archive.finish().unwrap();
}

/// The columns and rows of each table.
pub(super) fn tables(file: &Path) -> BTreeMap<String, (Vec<String>, Vec<Vec<Value>>)> {
    let lines = lines(file);
    let mut lines = lines.iter();
    let header: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    let mut tables = BTreeMap::new();
    for table in header["tables"].as_array().unwrap() {
        let name = table["name"].as_str().unwrap().to_owned();
        let count = table["rows"].as_u64().unwrap().try_into().unwrap();
        let rows = lines.by_ref().take(count);
        let rows = rows.map(|row| serde_json::from_str(row).unwrap()).collect();
        let columns = serde_json::from_value(table["columns"].clone()).unwrap();
        assert_eq!(lines.next().unwrap().len(), 66, "a checksum");
        tables.insert(name, (columns, rows));
    }
    assert_eq!(lines.next(), None);
    tables
}

/// Fails the test unless both archives hold the same.
pub(super) fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (lines(one), lines(other));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

/// The names of the files in a folder.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let name = |file: std::io::Result<fs::DirEntry>| file.unwrap().file_name();
    let mut files: Vec<_> = files
        .map(|file| name(file).into_string().unwrap())
        .collect();
    files.sort();
    files
}
