//! Runs the built program in its own folder, with only the environment variables a test sets.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// The time limit for any step, on a machine that is busy with other tests.
const DEADLINE: Duration = Duration::from_mins(1);

/// The program, before it is started.
pub(crate) struct Errand {
    folder: TempDir,
    variables: Vec<(String, String)>,
    runner: Vec<&'static str>,
}

impl Errand {
    /// A program in an empty folder, which listens on a free port.
    pub(crate) fn new() -> Self {
        let errand = Self {
            folder: TempDir::new().unwrap(),
            variables: Vec::new(),
            runner: Vec::new(),
        };
        errand.with("PORT", "0")
    }

    /// Sets a variable. The last value counts.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Runs it through another program, such as `env` or `nice`.
    pub(crate) fn run_by<const N: usize>(mut self, runner: [&'static str; N]) -> Self {
        self.runner = runner.into();
        self
    }

    /// Writes a file in its folder.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Gives it a file with settings.
    pub(crate) fn settings(self, text: &str) -> Self {
        self.file("errand.toml", text)
            .with("ERRAND_CONFIG", "errand.toml")
    }

    /// The path of a file in its folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs it until it exits.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Outcome {
        self.run_with(arguments, Stdio::null())
    }

    /// Runs it until it exits, with this text as its standard input.
    pub(crate) fn run_on<const N: usize>(&self, arguments: [&str; N], input: &str) -> Outcome {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(input.as_bytes()).unwrap();
        drop(writer);
        self.run_with(arguments, reader.into())
    }

    fn run_with<const N: usize>(&self, arguments: [&str; N], input: Stdio) -> Outcome {
        let mut process = self.start_on(input, arguments, Stdio::piped());
        let output = read_all(process.0.stdout.take().unwrap());
        let complaint = read_all(process.0.stderr.take().unwrap());
        let mut ended = |text: Receiver<String>| {
            text.recv_timeout(DEADLINE).unwrap_or_else(|_| {
                process.0.kill().unwrap();
                panic!("errand {arguments:?} goes on and on")
            })
        };
        let (output, complaint) = (ended(output), ended(complaint));
        Outcome {
            status: process.0.wait().unwrap(),
            output,
            complaint,
        }
    }

    /// Starts it, with its output redirected as the test wants.
    pub(crate) fn start<const N: usize>(&self, arguments: [&str; N], output: Stdio) -> Process {
        self.start_on(Stdio::null(), arguments, output)
    }

    /// Starts it with something as its standard input.
    pub(crate) fn start_on<const N: usize>(
        &self,
        input: impl Into<Stdio>,
        arguments: [&str; N],
        output: Stdio,
    ) -> Process {
        let variables = self.variables.iter();
        let mut command = self.runner.iter().copied().map(OsStr::new);
        let errand = OsStr::new(env!("CARGO_BIN_EXE_errand"));
        let child = Command::new(command.next().unwrap_or(errand))
            .args(command.chain((!self.runner.is_empty()).then_some(errand)))
            .args(arguments)
            .env_clear()
            .envs(variables.map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdin(input)
            .stdout(output)
            .stderr(Stdio::piped())
            .spawn();
        Process(child.unwrap())
    }

    /// Starts it and waits until it is ready to serve.
    pub(crate) fn serve(&self) -> Serving {
        let mut process = self.start([], Stdio::piped());
        let output = BufReader::new(process.0.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // Fails if the test has ended, when nobody needs the output any more.
                let _ = send.send(line);
            }
        });
        let mut said = Vec::new();
        let address = loop {
            let line = lines.recv_timeout(DEADLINE).unwrap_or_else(|_| {
                panic!("errand did not get ready: {said:?}");
            });
            let address = address_in(&line);
            said.push(line);
            if let Some(address) = address {
                break address;
            }
        };
        Serving {
            process,
            address,
            said,
            lines,
        }
    }
}

/// The result of a run.
pub(crate) struct Outcome {
    status: ExitStatus,
    /// Its standard output.
    pub(crate) output: String,
    /// Its standard error.
    pub(crate) complaint: String,
}

impl Outcome {
    /// Its output. Fails the test unless the program succeeded.
    pub(crate) fn success(self) -> String {
        assert_eq!(self.status.code(), Some(0), "{}", self.complaint);
        self.output
    }

    /// Its error message, which must be one line. Fails the test unless the program failed.
    pub(crate) fn failure(self) -> String {
        assert_eq!(self.status.code(), Some(1), "{}", self.complaint);
        let complaint = self.complaint.trim_end();
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert!(!complaint.contains("panicked"), "{complaint}");
        let said = complaint.strip_prefix("errand: ");
        said.unwrap_or_else(|| panic!("{complaint}")).to_owned()
    }
}

/// A process that ends with the test.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        // Fails if it has already exited.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program, ready to serve.
pub(crate) struct Serving {
    process: Process,
    /// The address it listens on.
    pub(crate) address: SocketAddr,
    /// The lines it printed until it was ready.
    pub(crate) said: Vec<String>,
    lines: Receiver<String>,
}

impl Serving {
    /// Waits for its next line that contains `text`.
    pub(crate) fn says(&self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(DEADLINE).unwrap();
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Stops it, and returns the lines it has printed since it was ready that no test has read yet.
    pub(crate) fn rest(mut self) -> String {
        self.ask_to_stop();
        let lines: Vec<_> = self.lines.iter().collect();
        lines.join("\n")
    }

    /// Asks it to stop, as a container engine does, and waits until it exits.
    pub(crate) fn stop(mut self) -> ExitStatus {
        self.ask_to_stop();
        self.process.0.wait().unwrap()
    }

    fn ask_to_stop(&mut self) {
        self.signal("-TERM");
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let process = self.id().to_string();
        let sent = Command::new("kill").args([signal, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// How it exited, if it has.
    pub(crate) fn status(&mut self) -> Option<ExitStatus> {
        self.process.0.try_wait().unwrap()
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.process.0.id()
    }
}

/// The address in the line that announces the API, in either log format.
fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, pretty) = line.split_once("API:  ").unzip();
    let (_, pretty) = pretty.and_then(|url| url.split_once("://")).unzip();
    let (_, json) = line.split_once(r#""address":""#).unzip();
    let text = pretty.or(json)?;
    text.split(['/', '"']).next()?.parse().ok()
}

fn read_all(mut stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, text) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        // Fails if the test has given up.
        let _ = send.send(String::from_utf8(bytes).unwrap());
    });
    text
}
