//! The command line.

mod backup;
mod completions;
mod config;
mod copy_db;
mod demo;
mod doctor;
mod health;
mod jobs;
mod man;
mod migrate;
mod output;
mod progress;
mod restore;
mod tables;
mod user;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{Parser, Subcommand};
use errand_domain::TimeZone;
use errand_domain::error::chain;

use crate::settings::LogFormat;
use crate::{Address, Application, Settings, telemetry};
use output::print;

/// A multi-user task service.
///
/// Without a command it serves. Settings come from a file and the environment; `errand config` shows
/// them all.
#[derive(Debug, Parser)]
#[command(version = VERSION.as_str())]
pub struct Command {
    /// The file with the settings; without it, that in `ERRAND_CONFIG`, or /etc/errand/errand.toml if
    /// it exists
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    action: Option<Action>,
}

/// The version of the program and of its built-in time zone database.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let (program, time_zones) = (env!("CARGO_PKG_VERSION"), TimeZone::DATABASE_VERSION);
    format!("{program} (time zones {time_zones})")
});

#[derive(Debug, Subcommand)]
enum Action {
    /// Migrate the database and serve requests until stopped
    Serve,
    /// Manage the tables of the database
    Migrate(migrate::Migrate),
    /// Administer the accounts of users
    User(user::User),
    /// Write all data to a file, while the server may be running
    Backup(backup::Backup),
    /// Copy the data in an archive into an empty database
    Restore(restore::Restore),
    /// Copy all data from one database into another, empty one
    CopyDb(copy_db::CopyDb),
    /// List the background jobs, and retry or delete dead ones
    Jobs(jobs::Jobs),
    /// Fill an empty database with example accounts and tasks, for trying Errand out
    Demo(demo::Demo),
    /// Ask the server of these settings whether it is ready; fails if it is not
    Health(health::Health),
    /// Look for what may be wrong with this installation, and change nothing
    Doctor(doctor::Doctor),
    /// Print the OpenAPI document of the API
    Openapi,
    /// Print the settings in force and where each comes from, without secrets
    Config(config::Config),
    /// Print a script that completes this command line in a shell
    Completions(completions::Completions),
    /// Write the manual, a page for each command
    Man(man::Man),
}

impl Command {
    /// Runs the command. Errors are printed to standard error.
    pub async fn run(self) -> ExitCode {
        let file = self.config.as_deref();
        let result = match self.action.unwrap_or(Action::Serve) {
            Action::Serve => serve(file).await,
            Action::Migrate(migrate) => migrate.run(file).await,
            Action::User(user) => user.run(file).await,
            Action::Backup(backup) => backup.run(file).await,
            Action::Restore(restore) => restore.run(file).await,
            Action::CopyDb(copy) => copy.run(file).await,
            Action::Jobs(jobs) => jobs.run(file).await,
            Action::Demo(demo) => demo.run(file).await,
            Action::Health(health) => health.run(file).await,
            Action::Doctor(doctor) => doctor.run(file).await,
            Action::Openapi => openapi(),
            Action::Config(config) => config.run(file),
            Action::Completions(completions) => completions.run(),
            Action::Man(man) => man.run(),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                complain(error.as_ref());
                ExitCode::FAILURE
            }
        }
    }
}

async fn serve(file: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let settings = Settings::load(file)?;
    telemetry::init(&settings.log)?;
    tracing::info!(version = VERSION.as_str(), "starting");
    let application = Application::build(&settings).await?;
    let address = application.address();
    match (settings.log.format, address) {
        (LogFormat::Json, address) => tracing::info!(%address, "ready"),
        (LogFormat::Pretty, Address::Unix(path)) => {
            print(&format!("Errand is ready on {}.", path.display()))?;
        }
        (LogFormat::Pretty, Address::Tcp(address)) => {
            let (scheme, path) = (settings.server.scheme(), settings.server.public_url.path());
            let url = format!("{scheme}://{address}{path}");
            print(&format!(
                "Errand is ready.\n  page: {url}/\n  API:  {url}/api/v1\n  docs: {url}/docs/"
            ))?;
        }
    }
    Ok(application.run().await?)
}

fn openapi() -> Result<(), Box<dyn Error>> {
    Ok(print(&errand_web::openapi().to_pretty_json()?)?)
}

fn complain(error: &(dyn Error + 'static)) {
    #[expect(clippy::print_stderr, reason = "there may be no log")]
    {
        eprintln!("errand: {}", chain(error));
    }
}
