//! `errand config`: the settings in force.

use std::error::Error;
use std::path::Path;

use clap::Args;

use super::output::{print, print_json};
use crate::{Settings, settings};

#[derive(Debug, Args)]
pub(super) struct Config {
    /// Print JSON, in which every value is text or a list of texts
    #[arg(long)]
    json: bool,
}

impl Config {
    /// Prints the settings. Fails if one of them is invalid.
    pub(super) fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let lines = settings::report(file)?;
        if self.json {
            print_json(&lines)?;
        } else {
            for line in lines {
                print(&line.to_string())?;
            }
        }
        Settings::load(file)?;
        Ok(())
    }
}
