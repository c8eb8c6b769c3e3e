//! Where rows come from.

use std::fs::File;

use super::archive::Reader;
use super::cell::Row;
use super::checksum::Checksum;
use super::error::TransferError;
use super::progress::Progress;
use super::snapshot::Snapshot;
use super::tables::{TABLES, Table};

/// A database or an archive. Its tables are read in the order of [`TABLES`], each to its end.
pub(super) enum Source<'a> {
    Database(Snapshot),
    Archive(Box<Reader<&'a File>>),
}

impl Source<'_> {
    /// The number of rows of each table.
    pub(super) async fn counts(&self) -> Result<Vec<u64>, TransferError> {
        let mut counts = Vec::new();
        for table in TABLES {
            counts.push(match self {
                Self::Database(snapshot) => snapshot.count(table).await?,
                Self::Archive(reader) => reader.count(table),
            });
        }
        Ok(counts)
    }

    /// Reads a table to its end, and hands its rows over page by page.
    pub(super) async fn read(
        &mut self,
        table: &Table,
        progress: &dyn Progress,
        mut take: impl AsyncFnMut(&[Row]) -> Result<(), TransferError>,
    ) -> Result<Checksum, TransferError> {
        let mut checksum = Checksum::default();
        let mut page = Vec::new();
        loop {
            page = match self {
                Self::Database(snapshot) => snapshot.page(table, page.last()).await?,
                Self::Archive(reader) => reader.page(table)?,
            };
            if page.is_empty() {
                return Ok(checksum);
            }
            for row in &page {
                checksum.add(row);
            }
            take(&page).await?;
            progress.advance(page.len() as u64);
        }
    }
}
