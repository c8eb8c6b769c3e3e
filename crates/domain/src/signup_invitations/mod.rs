//! Who may sign up, and invitations to do so. An administrator makes an invitation; its link
//! creates one account.

mod invitation;
mod mode;
mod ports;

pub use invitation::{SignupInvitation, SignupInvitationId};
pub use mode::SignupMode;
#[cfg(feature = "mocks")]
pub use ports::MockSignupInvitationRepository;
pub use ports::SignupInvitationRepository;
