//! Accounts as administrators see them: never what is in them, only how much.

mod account;
mod ports;

pub use account::{Account, Statistics};
pub use ports::AccountRepository;
#[cfg(feature = "mocks")]
pub use ports::MockAccountRepository;
