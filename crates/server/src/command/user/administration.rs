//! Carries out the steps, and says what was done.

use std::error::Error;

use errand_application::accounts::{AccountService, ManageAccountError, NewAccount};
use errand_application::signup_invitations::{NewInvitation, SignupInvitationService};
use errand_domain::accounts::Account;
use errand_domain::users::{Email, Password, PasswordPolicy};
use errand_domain::{Limit, TimeZone};

use super::{Change, terminal};

pub(super) struct Administration {
    pub(super) accounts: AccountService,
    pub(super) invitations: SignupInvitationService,
    pub(super) passwords: PasswordPolicy,
}

impl Administration {
    /// All accounts.
    pub(super) async fn list(&self) -> Result<Vec<Account>, Box<dyn Error>> {
        let limit = Limit::parse(Limit::MAX.into())?;
        let mut accounts = Vec::new();
        let mut after = None;
        loop {
            let page = self.accounts.list(after, limit).await?;
            accounts.extend(page.items);
            after = page.next;
            if after.is_none() {
                return Ok(accounts);
            }
        }
    }

    /// Makes an invitation for this email, or for any.
    pub(super) async fn invite(
        &self,
        email: Option<&str>,
    ) -> Result<NewInvitation, Box<dyn Error>> {
        let email = email.map(parse).transpose()?;
        if let Some(email) = &email
            && self.accounts.find(email).await.is_ok()
        {
            return Err(format!("{} already has an account", email.as_typed()).into());
        }
        Ok(self.invitations.make(email).await?)
    }

    /// Makes a change. Returns the account as it is then, and a sentence for people.
    pub(super) async fn change(&self, change: Change) -> Result<(Account, String), Box<dyn Error>> {
        let accounts = &self.accounts;
        let (email, said) = match change {
            Change::Create { email, admin } => return self.create(&email, admin).await,
            Change::Delete { email, yes } => return self.delete(&email, yes).await,
            Change::ResetPassword { email } => {
                let found = self.find(&email).await?;
                let password = self.ask_for_password(&found.user.email)?;
                accounts.set_password(&found.user, password).await?;
                let said = format!("{email} has a new password and is logged out everywhere.");
                (email, said)
            }
            Change::Disable { email } => {
                accounts.disable(self.find(&email).await?.user.id).await?;
                let said = format!("{email} is locked out.");
                (email, said)
            }
            Change::Enable { email } => {
                accounts.enable(self.find(&email).await?.user.id).await?;
                let said = format!("{email} can log in.");
                (email, said)
            }
            Change::GrantAdmin { email } => {
                let id = self.find(&email).await?.user.id;
                accounts.grant_admin(id).await?;
                let said = format!("{email} is an administrator.");
                (email, said)
            }
            Change::RevokeAdmin { email } => {
                let id = self.find(&email).await?.user.id;
                accounts.revoke_admin(id).await?;
                let said = format!("{email} is not an administrator.");
                (email, said)
            }
        };
        Ok((self.find(&email).await?, said))
    }

    async fn create(
        &self,
        typed: &str,
        is_admin: bool,
    ) -> Result<(Account, String), Box<dyn Error>> {
        let email = parse(typed)?;
        let taken = || format!("{typed} already has an account");
        if self.accounts.find(&email).await.is_ok() {
            return Err(taken().into());
        }
        let password = self.ask_for_password(&email)?;
        let new = NewAccount {
            email,
            password,
            is_admin,
            time_zone: TimeZone::UTC,
        };
        match self.accounts.create(new).await {
            Err(ManageAccountError::EmailTaken) => return Err(taken().into()),
            created => drop(created?),
        }
        let said = format!("{typed} has an account.");
        Ok((self.find(typed).await?, said))
    }

    async fn delete(&self, email: &str, yes: bool) -> Result<(Account, String), Box<dyn Error>> {
        let account = self.find(email).await?;
        if !yes && !terminal::confirm_deletion(email)? {
            return Err("nothing was deleted".into());
        }
        self.accounts.delete(account.user.id).await?;
        let said = format!("The account of {email} was deleted.");
        Ok((account, said))
    }

    async fn find(&self, typed: &str) -> Result<Account, Box<dyn Error>> {
        match self.accounts.find(&parse(typed)?).await {
            Err(ManageAccountError::NoAccount) => Err(format!("{typed} has no account").into()),
            found => Ok(found?),
        }
    }

    fn ask_for_password(&self, email: &Email) -> Result<Password, Box<dyn Error>> {
        let password = terminal::ask_for_password()?;
        let parsed = self.passwords.parse(password, Some(email));
        parsed.map_err(|invalid| format!("the password {invalid}").into())
    }
}

fn parse(typed: &str) -> Result<Email, String> {
    Email::parse(typed).map_err(|invalid| format!("the email {invalid}"))
}
