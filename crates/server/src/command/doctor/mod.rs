//! `errand doctor`: looks for what may be wrong with an installation. Every check only looks.

mod database;
mod files;
mod finding;
mod network;

use std::error::Error;
use std::path::Path;

use clap::Args;

use self::finding::{Finding, Level};
use super::output::{print, print_json};
use crate::settings::Environment;
use crate::{Settings, jwt_secret};

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Prints what was found. Fails if there is a problem.
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let findings = examine(file).await;
        if self.json {
            print_json(&findings)?;
        } else {
            let lines: Vec<_> = findings.iter().map(Finding::to_string).collect();
            print(&lines.join("\n"))?;
        }
        let is_problem = |finding: &&Finding| finding.level == Level::Problem;
        match findings.iter().filter(is_problem).count() {
            0 => Ok(()),
            1 => Err("there is a problem".into()),
            count => Err(format!("there are {count} problems").into()),
        }
    }
}

/// All findings, in the order in which one would look. Without settings there is nothing to look
/// at.
async fn examine(file: Option<&Path>) -> Vec<Finding> {
    let settings = match Settings::load(file) {
        Ok(settings) => settings,
        Err(error) => {
            let advice = "correct the setting; `errand config` shows where each comes from";
            return vec![Finding::problem("settings", &error, advice)];
        }
    };
    let mut findings = vec![environment(&settings), secret(&settings)];
    findings.extend(files::examine(&settings, file));
    findings.extend(database::examine(&settings).await);
    findings.push(network::mail(&settings).await);
    findings.extend(network::server(&settings).await);
    findings
}

fn environment(settings: &Settings) -> Finding {
    match settings.environment {
        Environment::Production => Finding::ok("settings", "for production"),
        Environment::Development => Finding::warning(
            "settings",
            "for development",
            "set ERRAND_ENVIRONMENT=production if people rely on this installation",
        ),
    }
}

fn secret(settings: &Settings) -> Finding {
    let checked = jwt_secret::check(settings).and_then(|()| jwt_secret::previous(settings));
    match checked {
        Ok(_) => Finding::ok("secret", "can sign tokens"),
        Err(error) => Finding::problem(
            "secret",
            &error,
            "set JWT_SECRET or JWT_SECRET_FILE, for this command too; `openssl rand -base64 48` makes one",
        ),
    }
}
