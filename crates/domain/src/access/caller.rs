//! Who makes a request.

use super::{Scope, Scopes};
use crate::sessions::SessionId;
use crate::users::User;

/// A user, and what they were recognised by.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// The user.
    pub user: User,
    /// What came with the request.
    pub authorization: Authorization,
}

/// What a request can come with.
#[derive(Clone, Debug, PartialEq)]
pub enum Authorization {
    /// The access token of a session, which may do everything.
    Session(SessionId),
    /// A personal token, which may do this.
    PersonalToken(Scopes),
}

impl Caller {
    /// The session of the request, where it is one of a session.
    pub fn session(&self) -> Option<SessionId> {
        match self.authorization {
            Authorization::Session(id) => Some(id),
            Authorization::PersonalToken(_) => None,
        }
    }

    /// Whether the request may do what is of this scope.
    pub fn may(&self, scope: Scope) -> bool {
        match &self.authorization {
            Authorization::Session(_) => true,
            Authorization::PersonalToken(scopes) => scopes.contains(scope),
        }
    }
}
