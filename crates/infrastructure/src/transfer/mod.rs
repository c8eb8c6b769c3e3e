//! Copies all data: from a database to an archive, from an archive to a database, and from one
//! database to another. What the files and addresses are is the caller's business.

mod archive;
mod cell;
mod checksum;
mod error;
mod progress;
mod snapshot;
mod source;
mod tables;
mod target;

use std::fs::File;
use std::io::{Read, Seek};

use crate::database::Database;
use archive::{Header, Reader, Writer};
pub use error::TransferError;
pub use progress::{Progress, Step};
use snapshot::Snapshot;
use source::Source;
use tables::TABLES;
pub(crate) use target::IS_MARKED;
use target::Target;
pub use target::check_complete;

/// Writes an archive of the database as it is now. Others may go on writing to it.
pub async fn back_up(
    database: &Database,
    file: &File,
    progress: &dyn Progress,
) -> Result<(), TransferError> {
    let mut source = Source::Database(Snapshot::of(database).await?);
    let counts = source.counts().await?;
    progress.begin(Step::Copy, counts.iter().sum());
    let mut archive = Writer::new(file, &Header::new(&counts))?;
    for table in TABLES {
        let write = async |rows: &[_]| Ok(rows.iter().try_for_each(|row| archive.row(row))?);
        let checksum = source.read(table, progress, write).await?;
        archive.end_of_table(&checksum)?;
    }
    archive.finish()?;
    Ok(())
}

/// Reads an archive to its end, to find out whether it is complete and can be restored.
pub async fn check(archive: &File, progress: &dyn Progress) -> Result<(), TransferError> {
    let mut source = Source::Archive(Box::new(open(archive)?));
    progress.begin(Step::Check, source.counts().await?.iter().sum());
    for table in TABLES {
        source.read(table, progress, async |_| Ok(())).await?;
    }
    Ok(())
}

/// Copies an archive into an empty database. [`check`] finds out first whether it can be.
///
/// Every step is a transaction of its own. If the copy is interrupted, the database cannot be
/// served, and the same call continues; with `start_over` it deletes what there is first.
///
/// Returns the number of rows.
pub async fn restore(
    archive: &File,
    database: &Database,
    start_over: bool,
    progress: &dyn Progress,
) -> Result<u64, TransferError> {
    let source = Source::Archive(Box::new(open(archive)?));
    fill(source, database, start_over, progress).await
}

/// Copies a database into an empty one, as [`restore`] does an archive. Nothing should write to the
/// first meanwhile: what is written after the copy began is not copied.
///
/// Returns the number of rows.
pub async fn copy(
    from: &Database,
    to: &Database,
    start_over: bool,
    progress: &dyn Progress,
) -> Result<u64, TransferError> {
    let source = Source::Database(Snapshot::of(from).await?);
    fill(source, to, start_over, progress).await
}

async fn fill(
    mut source: Source<'_>,
    database: &Database,
    start_over: bool,
    progress: &dyn Progress,
) -> Result<u64, TransferError> {
    let rows = source.counts().await?.iter().sum();
    let target = Target::open(database, start_over).await?;
    progress.begin(Step::Copy, rows);
    let mut checksums = Vec::new();
    for table in TABLES {
        // An earlier attempt wrote the first rows.
        let mut written = Snapshot::of(database).await?.count(table).await?;
        let insert = async |rows: &[_]| {
            let known = usize::try_from(written).map_or(rows.len(), |count| count.min(rows.len()));
            written -= known as u64;
            target.insert(table, &rows[known..]).await
        };
        checksums.push(source.read(table, progress, insert).await?);
    }
    progress.begin(Step::Compare, rows);
    let mut copied = Source::Database(Snapshot::of(database).await?);
    for (table, checksum) in TABLES.iter().zip(checksums) {
        let found = copied.read(table, progress, async |_| Ok(())).await?;
        if found.to_string() != checksum.to_string() {
            return Err(TransferError::Differs { table: table.name });
        }
    }
    target.finish().await?;
    Ok(rows)
}

/// Reads the file from its beginning.
fn open(mut file: &File) -> Result<Reader<&File>, TransferError> {
    let mut start = [0; 16];
    file.rewind()?;
    let read = file.read(&mut start)?;
    file.rewind()?;
    if start[..read].starts_with(b"SQLite format 3\0") {
        return Err(TransferError::SqliteFile);
    }
    Reader::new(file)
}
