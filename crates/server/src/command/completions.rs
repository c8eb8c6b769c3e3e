//! `errand completions`: scripts that let a shell complete the command line.

use std::error::Error;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::Command;
use super::output::print;

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Result<(), Box<dyn Error>> {
        let mut script = Vec::new();
        generate(self.shell, &mut Command::command(), "errand", &mut script);
        Ok(print(String::from_utf8(script)?.trim_end())?)
    }
}
