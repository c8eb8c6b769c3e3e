//! What ends a server when the tests end, however they end.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// A shell script that outlives this process for a moment. It waits for the end of its standard
/// input, which the system closes with this process, be it by `kill -9`, and then cleans up.
#[derive(Debug)]
pub(super) struct Guardian(Child);

impl Guardian {
    /// Runs a script through `command`, and gives it a first line of input that no list of
    /// processes shows.
    pub(super) fn run(
        mut command: Command,
        script: &str,
        arguments: &[&str],
        secret: &str,
    ) -> Result<Self, String> {
        // A group of its own, so that Ctrl-C in a terminal reaches the tests alone.
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
        // Where the script has ended already, its silence tells.
        let _ = writeln!(input, "{secret}");
        child.stdin = Some(input);
        Ok(Self(child))
    }

    /// Waits until the script says `ready`; anything else it says is the reason why it is not.
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
