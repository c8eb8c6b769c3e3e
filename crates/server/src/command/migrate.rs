//! `errand migrate`: the tables of the database.

use std::error::Error;
use std::path::Path;

use clap::{Args, Subcommand};
use errand_infrastructure::database::Database;
use serde::Serialize;

use super::output::{print, print_json};
use crate::{Settings, StartError};

#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Print JSON: all migrations as they are afterwards
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    step: Option<Step>,
}

#[derive(Clone, Copy, Debug, Default, Subcommand)]
enum Step {
    /// Apply all pending migrations, as `serve` does when it starts
    #[default]
    Up,
    /// Revert the last migration AND DELETE ALL DATA IN IT
    Down,
    /// List the migrations and whether each is applied
    Status,
}

/// A migration as it is printed.
#[derive(Serialize)]
struct Line {
    name: &'static str,
    state: &'static str,
}

impl Migrate {
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(file)?;
        settings
            .make_data_folder()
            .map_err(StartError::DataFolder)?;
        let database = Database::connect(&settings.database).await?;
        match self.step.unwrap_or_default() {
            Step::Up => database.migrate().await?,
            Step::Down => database.roll_back().await?,
            Step::Status => {}
        }
        let migrations = database.migrations().await?;
        database.close().await;
        let line = |(name, is_applied)| Line {
            name,
            state: if is_applied { "applied" } else { "pending" },
        };
        let lines: Vec<_> = migrations.into_iter().map(line).collect();
        if self.json {
            return print_json(&lines);
        }
        for Line { name, state } in lines {
            print(&format!("{state}  {name}"))?;
        }
        Ok(())
    }
}
