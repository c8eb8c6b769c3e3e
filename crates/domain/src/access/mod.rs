//! Who makes a request, and what they may do.

mod caller;
mod scope;

pub use caller::{Authorization, Caller};
pub use scope::{Scope, Scopes};
