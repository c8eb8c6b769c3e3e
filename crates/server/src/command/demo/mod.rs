//! `errand demo`: example accounts in an empty database, for trying the product out. They are made
//! by the same use cases as real ones.

mod calendar;
mod clock;
mod player;
mod story;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use errand_application::accounts::{AccountService, NewAccount};
use errand_domain::users::{Email, PasswordPolicy};
use errand_domain::{Clock, TimeZone};
use errand_infrastructure::SystemClock;
use errand_infrastructure::database::Database;
use serde::Serialize;

use self::calendar::Calendar;
use self::clock::StoryClock;
use self::player::Player;
use self::story::{ADA, GRACE, Sample};
use super::output::{print, print_json, table};
use super::tables;
use crate::{Settings, wiring};

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The time zone in which tasks are due today, such as Europe/Berlin
    #[arg(long, value_name = "ZONE", default_value = TimeZone::UTC.name(), value_parser = time_zone)]
    time_zone: TimeZone,
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
}

/// What was made.
#[derive(Serialize)]
struct Made {
    url: String,
    accounts: Vec<Login>,
}

#[derive(Serialize)]
struct Login {
    email: &'static str,
    password: String,
    is_admin: bool,
}

impl Demo {
    /// Fills the database and prints how to log in. Fails if anybody has an account in it.
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(file)?;
        let database = tables::connect_or_create(&settings).await?;
        let accounts = self.fill(&settings, &database).await;
        database.close().await;
        let made = Made {
            url: wiring::public_url(&settings),
            accounts: accounts?,
        };
        if self.json {
            return print_json(&made);
        }
        Ok(print(&said(&made))?)
    }

    async fn fill(
        &self,
        settings: &Settings,
        database: &Database,
    ) -> Result<Vec<Login>, Box<dyn Error>> {
        let clock = Arc::new(StoryClock::at(SystemClock.now()));
        let accounts = wiring::accounts(settings, database, clock.clone());
        if accounts.statistics().await?.users > 0 {
            return Err("the database has accounts already; a demo needs an empty one".into());
        }
        let player = Player {
            tasks: wiring::tasks(database, clock.clone()),
            clock,
            calendar: Calendar {
                time_zone: self.time_zone,
                now: SystemClock.now(),
            },
        };
        let policy: PasswordPolicy = settings.auth.passwords.into();
        let mut logins = Vec::new();
        for (email, is_admin, samples) in [
            ("ada@example.org", true, ADA),
            ("grace@example.org", false, GRACE),
        ] {
            let login = Login {
                email,
                password: password()?,
                is_admin,
            };
            if let Err(error) = self.make(&accounts, policy, &player, &login, samples).await {
                take_back(&accounts, &logins, &login).await;
                return Err(error);
            }
            logins.push(login);
        }
        Ok(logins)
    }

    async fn make(
        &self,
        accounts: &AccountService,
        policy: PasswordPolicy,
        player: &Player,
        login: &Login,
        samples: &[Sample],
    ) -> Result<(), Box<dyn Error>> {
        let email = Email::parse(login.email)?;
        let password = policy.parse(login.password.clone().into(), Some(&email));
        let password = password.map_err(|invalid| format!("the password {invalid}"))?;
        player.begin()?;
        let new = NewAccount {
            email,
            password,
            is_admin: login.is_admin,
            time_zone: self.time_zone,
        };
        let user = accounts.create(new).await?;
        player.play(user.id, samples).await
    }
}

/// Deletes what was made before something failed, as far as that is possible.
async fn take_back(accounts: &AccountService, made: &[Login], failed: &Login) {
    for login in made.iter().chain([failed]) {
        if let Ok(email) = Email::parse(login.email)
            && let Ok(account) = accounts.find(&email).await
        {
            // The first error is the one to print.
            let _ = accounts.delete(account.user.id).await;
        }
    }
}

/// 75 random bits as letters and digits that are hard to confuse.
fn password() -> Result<String, Box<dyn Error>> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 15];
    getrandom::fill(&mut bytes).map_err(|error| format!("there is no randomness: {error}"))?;
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let groups: Vec<String> = letters.chunks(5).map(String::from_iter).collect();
    Ok(groups.join("-"))
}

fn said(made: &Made) -> String {
    let row = |login: &Login| {
        let role = if login.is_admin {
            "administrator"
        } else {
            "user"
        };
        [
            login.email.to_owned(),
            login.password.clone(),
            role.to_owned(),
        ]
    };
    let rows: Vec<_> = made.accounts.iter().map(row).collect();
    let accounts = table(["EMAIL", "PASSWORD", "ROLE"], &rows);
    let url = &made.url;
    format!(
        "{accounts}\n\nStart the server with `errand serve` and log in at {url}/. The passwords are \
         not shown again."
    )
}

fn time_zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::parse(name).map_err(|invalid| format!("it {invalid}"))
}
