//! Asks the operator. Passwords are never arguments, which other users of the machine can see.

use std::error::Error;
use std::io::{self, IsTerminal, Read};

use secrecy::SecretString;

/// The most bytes read as a password, far more than any may have.
const MAX_BYTES: u64 = 4096;

/// Asks twice for a password without showing it, or reads standard input if that is not a terminal.
/// A line break at its end does not count.
pub(super) fn ask_for_password() -> Result<SecretString, Box<dyn Error>> {
    let input = io::stdin();
    if input.is_terminal() {
        let password = rpassword::prompt_password("Password: ")?;
        if rpassword::prompt_password("Again: ")? != password {
            return Err("the passwords differ".into());
        }
        return Ok(password.into());
    }
    let mut text = String::new();
    let read = input.lock().take(MAX_BYTES).read_to_string(&mut text);
    read.map_err(|error| format!("the password cannot be read from standard input: {error}"))?;
    let password = text.strip_suffix('\n').unwrap_or(&text);
    let password = password.strip_suffix('\r').unwrap_or(password);
    if password.is_empty() {
        return Err("there is no password on standard input".into());
    }
    Ok(password.into())
}

/// Asks for the email again. Without a terminal there is nobody to ask.
pub(super) fn confirm_deletion(email: &str) -> Result<bool, Box<dyn Error>> {
    let input = io::stdin();
    if !input.is_terminal() {
        return Err("deleting cannot be undone: confirm it with --yes".into());
    }
    crate::command::output::print(&format!(
        "This deletes {email} and everything in the account. Type the email again to confirm:"
    ))?;
    let mut answer = String::new();
    input.read_line(&mut answer)?;
    Ok(answer.trim() == email)
}
