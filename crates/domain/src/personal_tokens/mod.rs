//! Personal access tokens, for programs that act for a user.

mod personal_token;

#[cfg(feature = "mocks")]
pub use personal_token::MockPersonalTokenRepository;
pub use personal_token::{PersonalToken, PersonalTokenId, PersonalTokenRepository, TokenName};
