//! Why a transfer failed.

use std::io;

use errand_domain::Failure;
use errand_migration::MigrationError;
use sea_orm::DbErr;
use thiserror::Error;

use crate::database::failure;

/// Why rows were not transferred.
#[derive(Debug, Error)]
pub enum TransferError {
    /// The file is not an archive.
    #[error("the file is not an archive made by `errand backup`")]
    NotAnArchive,
    /// The file is a SQLite database.
    #[error(
        "the file is a SQLite database, not an archive: copy it into another database with \
         `errand copy-db`, or use it as it is"
    )]
    SqliteFile,
    /// A version of the program with other tables made the archive.
    #[error(
        "the archive has the tables of another version of Errand ({archive}; this one: {program}): \
         restore it with the version that made it, then upgrade"
    )]
    OtherVersion {
        /// The last migration of the database it was made from.
        archive: String,
        /// The last migration of this program.
        program: &'static str,
    },
    /// The archive is incomplete or was altered.
    #[error("the archive is damaged: {0}")]
    Damaged(&'static str),
    /// The target already has data.
    #[error("the database is not empty: it has rows in `{table}`; use a new one")]
    NotEmpty {
        /// A table with rows.
        table: &'static str,
    },
    /// The target has the tables of another version.
    #[error("the database has the tables of another version of Errand; use a new one")]
    OtherTables,
    /// What is in the target is not what is in the source.
    #[error(
        "the copy of `{table}` differs: the source has changed since the copy began; let nothing \
         write to it, and use --start-over"
    )]
    Differs {
        /// A table with other rows.
        table: &'static str,
    },
    /// The database holds an unfinished copy.
    #[error(
        "the database holds an unfinished copy: repeat the `errand restore` or `errand copy-db` \
         that began it"
    )]
    Unfinished,
    /// The archive cannot be read or written.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The tables cannot be created.
    #[error("the tables cannot be created")]
    Migration(#[from] MigrationError),
    /// A database reported an error.
    #[error("the database cannot be used")]
    Database(#[from] Failure),
}

impl From<DbErr> for TransferError {
    fn from(error: DbErr) -> Self {
        Self::Database(failure(error))
    }
}
