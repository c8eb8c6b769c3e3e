//! `errand backup`: all data in a file.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use errand_infrastructure::database::Database;
use errand_infrastructure::transfer;
use serde::Serialize;
use tempfile::NamedTempFile;

use super::output::print;
use super::progress::Bar;
use super::tables;
use crate::Settings;

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write, which must not exist yet. Only its owner can read it.
    file: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Archive)]
    format: Format,
    /// Print JSON instead of a sentence
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
enum Format {
    /// An archive for `errand restore`, whichever the database
    Archive,
    /// A SQLite database, made from one
    Sqlite,
}

#[derive(Serialize)]
struct Written<'a> {
    file: &'a Path,
    format: Format,
    bytes: u64,
}

impl Backup {
    pub(super) async fn run(self, settings: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(settings)?;
        let name = self.file.display();
        if self.file.symlink_metadata().is_ok() {
            return Err(format!("{name} exists already, and is left as it is").into());
        }
        let database = tables::connect(&settings).await?;
        let fails = |error: io::Error| format!("{name} cannot be written: {error}");
        // It gets its name when it is complete.
        let file = NamedTempFile::with_prefix_in(".errand-backup-", folder(&self.file));
        let file = file.map_err(fails)?;
        match self.format {
            Format::Archive => {
                transfer::back_up(&database, file.as_file(), &Bar::new()).await?;
            }
            Format::Sqlite => self.copy_sqlite(&settings, &database, &file).await?,
        }
        database.close().await;
        file.as_file().sync_all().map_err(fails)?;
        let bytes = file.as_file().metadata()?.len();
        let kept = file.persist_noclobber(&self.file);
        kept.map_err(|failed| fails(failed.error))?;
        if self.json {
            let (file, format) = (self.file.as_path(), self.format);
            let written = Written {
                file,
                format,
                bytes,
            };
            return Ok(print(&serde_json::to_string_pretty(&written)?)?);
        }
        Ok(print(&format!("Wrote {name}, {bytes} bytes."))?)
    }

    async fn copy_sqlite(
        &self,
        settings: &Settings,
        database: &Database,
        file: &NamedTempFile,
    ) -> Result<(), Box<dyn Error>> {
        if settings.sqlite_path().is_none() {
            return Err("only a SQLite database has a backup in this format".into());
        }
        let path = file.path().to_str();
        let path = path.ok_or("the name of the file's folder must be in UTF-8")?;
        Ok(database.copy_to_file(path).await?)
    }
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
