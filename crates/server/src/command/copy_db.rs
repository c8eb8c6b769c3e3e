//! `errand copy-db`: all data of one database in another.

use std::error::Error;
use std::fs;
use std::path::Path;

use clap::Args;
use errand_infrastructure::database::Database;
use errand_infrastructure::transfer;

use super::output::print;
use super::progress::Bar;
use super::tables;
use crate::{Settings, StartError};

#[derive(Debug, Args)]
pub(super) struct CopyDb {
    /// The URL of the database to copy, or @FILE for a file that has it
    from: String,
    /// The URL of the empty database to copy into, or @FILE for a file that has it
    to: String,
    /// Delete what an interrupted copy left, instead of continuing it
    #[arg(long)]
    start_over: bool,
    /// Print JSON instead of a sentence
    #[arg(long)]
    json: bool,
}

impl CopyDb {
    pub(super) async fn run(self, settings: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(settings)?;
        let from = with_url(&settings, "FROM", &self.from)?;
        let to = with_url(&settings, "TO", &self.to)?;
        let from = tables::connect(&from).await?;
        to.make_data_folder().map_err(StartError::DataFolder)?;
        let to = Database::connect(&to.database).await?;
        let bar = Bar::new();
        let rows = transfer::copy(&from, &to, self.start_over, &bar).await;
        from.close().await;
        to.close().await;
        let rows = rows?;
        drop(bar);
        if self.json {
            let copied = serde_json::json!({ "rows": rows });
            return Ok(print(&serde_json::to_string_pretty(&copied)?)?);
        }
        Ok(print(&format!("Copied {rows} rows."))?)
    }
}

/// These settings for the database at another URL.
fn with_url(settings: &Settings, what: &str, given: &str) -> Result<Settings, String> {
    let url = match given.strip_prefix('@') {
        Some(file) => fs::read_to_string(file)
            .map_err(|error| format!("{file} cannot be read: {error}"))?
            .trim()
            .to_owned(),
        None => given.to_owned(),
    };
    let mut settings = settings.clone();
    settings.database.url = url.into();
    let checked = settings.database.check_url();
    checked.map_err(|rule| format!("{what} must be {rule}"))?;
    Ok(settings)
}
