//! Who makes a request.

use super::{Scope, Scopes};
use crate::sessions::SessionId;
use crate::users::User;

/// A user, and how they authenticated.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// The user.
    pub user: User,
    /// What the request was authenticated with.
    pub authorization: Authorization,
}

/// The kinds of credentials a request can carry.
#[derive(Clone, Debug, PartialEq)]
pub enum Authorization {
    /// The access token of a session, which grants every scope.
    Session(SessionId),
    /// A personal token, which grants only these scopes.
    PersonalToken(Scopes),
}

impl Caller {
    /// The session of the request, or `None` if it came with a personal token.
    pub fn session(&self) -> Option<SessionId> {
        match self.authorization {
            Authorization::Session(id) => Some(id),
            Authorization::PersonalToken(_) => None,
        }
    }

    /// Whether the request may do what `scope` covers.
    pub fn may(&self, scope: Scope) -> bool {
        match &self.authorization {
            Authorization::Session(_) => true,
            Authorization::PersonalToken(scopes) => scopes.contains(scope),
        }
    }
}
