//! Who may sign up.

/// Who may create an account by signing up. Administrators can always create accounts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SignupMode {
    /// Everybody.
    Open,
    /// Whoever has an invitation.
    Invitation,
    /// Nobody.
    Closed,
}
