//! Who makes a request.

use errand_domain::auth::{Scope, Scopes, SessionId, User};

/// A user, and what they were recognised by.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// The user.
    pub user: User,
    /// What came with the request.
    pub credential: Credential,
}

/// What a request can come with.
#[derive(Clone, Debug, PartialEq)]
pub enum Credential {
    /// The access token of a session, which may do everything.
    Session(SessionId),
    /// A personal token, which may do this.
    PersonalToken(Scopes),
}

impl Caller {
    /// The session of the request, where it is one of a session.
    pub fn session(&self) -> Option<SessionId> {
        match self.credential {
            Credential::Session(id) => Some(id),
            Credential::PersonalToken(_) => None,
        }
    }

    /// Whether the request may do what is of this scope.
    pub fn may(&self, scope: Scope) -> bool {
        match &self.credential {
            Credential::Session(_) => true,
            Credential::PersonalToken(scopes) => scopes.contains(scope),
        }
    }
}
