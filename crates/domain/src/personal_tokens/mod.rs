//! Personal access tokens, for programs that act on behalf of a user.

mod personal_token;

#[cfg(feature = "mocks")]
pub use personal_token::MockPersonalTokenRepository;
pub use personal_token::{
    Insertion, PersonalToken, PersonalTokenId, PersonalTokenRepository, TokenName,
};
