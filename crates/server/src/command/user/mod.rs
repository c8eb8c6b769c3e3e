//! `errand user`: the accounts of all users, for whoever runs the installation.

mod administration;
mod line;
mod terminal;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use clap::{Args, Subcommand};
use errand_infrastructure::SystemClock;
use secrecy::ExposeSecret;

use self::administration::Administration;
use self::line::{AccountLine, InvitationLine, table};
use super::output::{print, print_json};
use super::tables;
use crate::{Settings, wiring};

#[derive(Debug, Args)]
pub(super) struct User {
    /// Print JSON: the account as it is afterwards, or as it was before it was deleted
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// List all accounts, oldest first
    List,
    /// Make an invitation to sign up, which can be used once within 14 days
    ///
    /// Prints the link to pass on. Only a digest of it is stored, so it cannot be shown again.
    Invite {
        /// The only email it can be used for; without one, it is for any
        email: Option<String>,
    },
    #[command(flatten)]
    Change(Change),
}

/// A step that concerns one account.
#[derive(Debug, Subcommand)]
enum Change {
    /// Create an account
    ///
    /// The password is asked for, or read from standard input if that is not a terminal. The email
    /// counts as verified.
    Create {
        /// The email to log in with
        email: String,
        /// Make the user an administrator
        #[arg(long)]
        admin: bool,
    },
    /// Set another password, end all sessions and revoke all personal tokens
    ///
    /// The password is asked for, or read from standard input if that is not a terminal. A mail
    /// tells the user.
    ResetPassword {
        /// The email of the account
        email: String,
    },
    /// Lock a user out at once, and keep what they own
    Disable {
        /// The email of the account
        email: String,
    },
    /// Let a disabled user log in again
    Enable {
        /// The email of the account
        email: String,
    },
    /// Make a user an administrator
    GrantAdmin {
        /// The email of the account
        email: String,
    },
    /// Make an administrator an ordinary user
    RevokeAdmin {
        /// The email of the account
        email: String,
    },
    /// Delete an account AND EVERYTHING IN IT
    Delete {
        /// The email of the account
        email: String,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
    },
}

impl User {
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(file)?;
        let database = tables::connect(&settings).await?;
        let administration = Administration {
            accounts: wiring::accounts(&settings, &database, Arc::new(SystemClock)),
            invitations: wiring::signup_invitations(&settings, &database),
            passwords: settings.auth.passwords.into(),
        };
        let taken = self.take(&administration).await;
        database.close().await;
        taken
    }

    /// Takes the step and prints what came of it.
    async fn take(self, administration: &Administration) -> Result<(), Box<dyn Error>> {
        match self.step {
            Step::List => {
                let accounts = administration.list().await?;
                let lines: Vec<_> = accounts.iter().map(AccountLine::from).collect();
                if self.json {
                    return print_json(&lines);
                }
                Ok(print(&table(&lines))?)
            }
            Step::Invite { email } => {
                let made = administration.invite(email.as_deref()).await?;
                if self.json {
                    return print_json(&InvitationLine::from(&made));
                }
                Ok(print(made.link.expose_secret())?)
            }
            Step::Change(change) => {
                let (account, said) = administration.change(change).await?;
                if self.json {
                    return print_json(&AccountLine::from(&account));
                }
                Ok(print(&said)?)
            }
        }
    }
}
