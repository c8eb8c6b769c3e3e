//! Who may sign up: the mode, and invitations.

mod gate;
mod service;
#[cfg(test)]
mod tests;

pub use gate::SignupGate;
pub use service::{NewInvitation, SignupInvitationService};
