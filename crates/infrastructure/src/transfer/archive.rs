//! The archive: a file with the rows of a database, for either database.
//!
//! It is text in UTF-8, compressed with gzip, with one JSON value per line. The first is the header.
//! Then each table in its turn has one array per row, followed by the SHA-256 of these lines.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::cell::Row;
use super::checksum::Checksum;
use super::error::TransferError;
use super::snapshot::PAGE;
use super::tables::{TABLES, Table};

const FORMAT: &str = "errand-archive";
/// Increases when an older program would misread the format.
const VERSION: u32 = 1;
/// A header is at most this long, in bytes. What is longer is some other file.
const HEADER_LIMIT: u64 = 1 << 20;

/// The first line.
#[derive(Deserialize, Serialize)]
pub(super) struct Header {
    format: String,
    version: u32,
    /// The last migration of the database.
    migration: String,
    tables: Vec<Contents>,
}

/// What the header says of a table.
#[derive(Deserialize, Serialize)]
struct Contents {
    name: String,
    columns: Vec<String>,
    rows: u64,
}

impl Contents {
    fn of(table: &Table, rows: u64) -> Self {
        let columns = table.columns().map(|(name, _)| (*name).to_owned());
        Self {
            name: table.name.to_owned(),
            columns: columns.collect(),
            rows,
        }
    }

    fn is_of(&self, table: &Table) -> bool {
        self.name == table.name && table.columns().map(|(name, _)| name).eq(&self.columns)
    }
}

impl Header {
    /// For the tables with these numbers of rows.
    pub(super) fn new(counts: &[u64]) -> Self {
        let tables = TABLES.iter().zip(counts);
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            migration: errand_migration::last().to_owned(),
            tables: tables
                .map(|(table, rows)| Contents::of(table, *rows))
                .collect(),
        }
    }

    /// Refuses an archive that this version cannot restore.
    fn check(&self) -> Result<(), TransferError> {
        if self.format != FORMAT {
            return Err(TransferError::NotAnArchive);
        }
        let ours = errand_migration::last();
        let mut tables = self.tables.iter().zip(TABLES);
        let is_ours = self.version == VERSION
            && self.migration == ours
            && self.tables.len() == TABLES.len()
            && tables.all(|(contents, table)| contents.is_of(table));
        if is_ours {
            return Ok(());
        }
        Err(TransferError::OtherVersion {
            archive: self.migration.clone(),
            program: ours,
        })
    }
}

/// Writes an archive.
pub(super) struct Writer<W: Write> {
    lines: BufWriter<GzEncoder<W>>,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(file: W, header: &Header) -> io::Result<Self> {
        let compressed = GzEncoder::new(file, Compression::default());
        let mut writer = Self {
            lines: BufWriter::new(compressed),
        };
        writer.line(header)?;
        Ok(writer)
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        self.line(row)
    }

    pub(super) fn end_of_table(&mut self, checksum: &Checksum) -> io::Result<()> {
        self.line(&checksum.to_string())
    }

    /// Writes what is left.
    pub(super) fn finish(self) -> io::Result<W> {
        let compressed = self.lines.into_inner()?;
        compressed.finish()
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.lines, value)?;
        self.lines.write_all(b"\n")
    }
}

/// Reads an archive, table by table.
pub(super) struct Reader<R: Read> {
    lines: BufReader<GzDecoder<R>>,
    header: Header,
    /// Of the table that is being read.
    read: u64,
    checksum: Checksum,
}

impl<R: Read> Reader<R> {
    pub(super) fn new(file: R) -> Result<Self, TransferError> {
        let mut lines = BufReader::new(GzDecoder::new(file));
        let mut line = String::new();
        let head = lines.by_ref().take(HEADER_LIMIT).read_line(&mut line);
        let header: Option<Header> = match head {
            Ok(_) => serde_json::from_str(&line).ok(),
            Err(error) if is_about_contents(&error) => None,
            Err(error) => return Err(error.into()),
        };
        let header = header.ok_or(TransferError::NotAnArchive)?;
        header.check()?;
        Ok(Self {
            lines,
            header,
            read: 0,
            checksum: Checksum::default(),
        })
    }

    /// The number of rows of the table.
    pub(super) fn count(&self, table: &Table) -> u64 {
        let contents = self.header.tables.iter().find(|it| it.is_of(table));
        contents.map_or(0, |contents| contents.rows)
    }

    /// The next rows of the table; none at its end.
    pub(super) fn page(&mut self, table: &Table) -> Result<Vec<Row>, TransferError> {
        let left = self.count(table) - self.read;
        let columns = table.columns().count();
        let mut rows: Vec<Row> = Vec::new();
        for _ in 0..left.min(PAGE as u64) {
            let row: Row = self.line()?;
            if row.len() != columns {
                return Err(TransferError::Damaged(
                    "a row has too few or too many values",
                ));
            }
            self.checksum.add(&row);
            rows.push(row);
        }
        self.read += rows.len() as u64;
        if rows.is_empty() {
            let checksum = std::mem::take(&mut self.checksum);
            let expected: String = self.line()?;
            if expected != checksum.to_string() {
                return Err(TransferError::Damaged("a checksum is wrong"));
            }
            self.read = 0;
        }
        Ok(rows)
    }

    fn line<T: for<'a> Deserialize<'a>>(&mut self) -> Result<T, TransferError> {
        let mut line = String::new();
        match self.lines.read_line(&mut line) {
            Ok(0) => Err(TransferError::Damaged("it ends too early")),
            Ok(_) => serde_json::from_str(&line)
                .map_err(|_| TransferError::Damaged("a line is not what it should be")),
            Err(error) if is_about_contents(&error) => Err(TransferError::Damaged(
                "it cannot be decompressed to its end",
            )),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the error comes from what is in the file, not from reading it.
fn is_about_contents(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}
