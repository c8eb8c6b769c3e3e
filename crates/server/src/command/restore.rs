//! `errand restore`: the data in an archive, in an empty database.

use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use errand_infrastructure::database::Database;
use errand_infrastructure::transfer;

use super::output::print;
use super::progress::Bar;
use crate::{Settings, StartError};

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The archive, as `errand backup` wrote it
    file: PathBuf,
    /// Delete what an interrupted copy left, instead of continuing it
    #[arg(long)]
    start_over: bool,
    /// Print JSON instead of a sentence
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(super) async fn run(self, settings: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(settings)?;
        let name = self.file.display();
        let fails = |error| format!("{name} cannot be read: {error}");
        let archive = File::open(&self.file).map_err(fails)?;
        let bar = Bar::new();
        let checked = transfer::check(&archive, &bar).await;
        checked.map_err(|error| format!("{name} cannot be restored: {error}"))?;
        settings
            .make_data_folder()
            .map_err(StartError::DataFolder)?;
        let database = Database::connect(&settings.database).await?;
        let rows = transfer::restore(&archive, &database, self.start_over, &bar).await;
        database.close().await;
        let rows = rows?;
        drop(bar);
        if self.json {
            let restored = serde_json::json!({ "rows": rows });
            return Ok(print(&serde_json::to_string_pretty(&restored)?)?);
        }
        Ok(print(&format!("Restored {rows} rows from {name}."))?)
    }
}
