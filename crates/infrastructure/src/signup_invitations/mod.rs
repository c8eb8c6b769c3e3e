//! Invitations to sign up, in the table `signup_invitations`.

mod repository;

pub use repository::SqlSignupInvitationRepository;
