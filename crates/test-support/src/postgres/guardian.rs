//! Cleans up a server when the tests end, however they end.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// A shell script that slightly outlives this process. It waits for the end of its standard input,
/// which the system closes when this process ends, even by `kill -9`, and then cleans up.
#[derive(Debug)]
pub(super) struct Guardian(Child);

impl Guardian {
    /// Runs a script through `command`. The secret is passed as the first line of input, where no
    /// process list shows it.
    pub(super) fn run(
        mut command: Command,
        script: &str,
        arguments: &[&str],
        secret: &str,
    ) -> Result<Self, String> {
        // Its own process group, so Ctrl-C in a terminal reaches only the tests.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command
            .args(["-c", script, "guardian"])
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("no shell can be run ({error})"))?;
        let mut input = child.stdin.take().expect("a pipe");
        // If the script has already ended, the missing `ready` shows it.
        let _ = writeln!(input, "{secret}");
        child.stdin = Some(input);
        Ok(Self(child))
    }

    /// Waits until the script prints `ready`. Anything else it prints is the reason why it failed.
    pub(super) fn wait_until_ready(&mut self) -> Result<(), String> {
        let output = self.0.stdout.take().expect("a pipe");
        let mut said = Vec::new();
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if line == "ready" {
                return Ok(());
            }
            said.push(line);
        }
        Err(said.join(" "))
    }
}
