//! `errand man`: the manual, made of the help of every command.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::{Man as Page, generate_to};

use super::Command;
use super::output::print;

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder to write the pages of all commands to; without one, the page of `errand` is printed
    folder: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(self) -> Result<(), Box<dyn Error>> {
        // `help` has no page, so no page should refer to one.
        let command = Command::command().disable_help_subcommand(true);
        let Some(folder) = self.folder else {
            let mut page = Vec::new();
            Page::new(command).render(&mut page)?;
            return Ok(print(String::from_utf8(page)?.trim_end())?);
        };
        let failed = |error| format!("{} cannot be written: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        Ok(generate_to(command, &folder).map_err(failed)?)
    }
}
