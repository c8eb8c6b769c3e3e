//! SQLite databases in temporary folders, copied from one that was migrated once.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::database::connect;

/// A database file in its own folder, which is deleted when this value is dropped.
#[derive(Debug)]
pub(crate) struct SqliteDatabase {
    folder: TempDir,
}

impl SqliteDatabase {
    /// A file that does not exist yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("errand-sqlite-")
            .tempdir()
            .expect("a temporary folder");
        Self { folder }
    }

    pub(crate) async fn migrated() -> Self {
        /// Kept as bytes, because nothing would delete a file when the process ends.
        static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();

        let database = Self::empty();
        let template = TEMPLATE.get_or_init(template).await;
        fs::write(database.file(), template).expect("a copy of the template");
        database
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}", self.file().display())
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("errand.db")
    }
}

/// The contents of a migrated database.
async fn template() -> Vec<u8> {
    let template = SqliteDatabase::empty();
    let file = template.file();
    let database = connect(&template.url()).await;
    database.migrate().await.expect("the tables of SQLite");
    // Closing the last connection writes the log back into the file and deletes the log.
    database.close().await;
    assert!(
        !file.with_extension("db-wal").exists(),
        "the template is more than its file"
    );
    fs::read(file).expect("the file of the template")
}
