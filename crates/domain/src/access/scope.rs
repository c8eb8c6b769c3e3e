//! Scopes: the parts of what can be done.

use std::fmt;

use crate::Invalid;

/// A part of what can be done.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Scope {
    /// Reading tasks and tags.
    TasksRead,
    /// Changing tasks.
    TasksWrite,
    /// Everything about the account and its sessions.
    Account,
}

impl Scope {
    /// All parts.
    pub const ALL: [Self; 3] = [Self::TasksRead, Self::TasksWrite, Self::Account];

    /// The name of the part.
    pub fn name(self) -> &'static str {
        match self {
            Self::TasksRead => "tasks:read",
            Self::TasksWrite => "tasks:write",
            Self::Account => "account",
        }
    }

    /// The part of this name.
    ///
    /// # Errors
    /// `unknown_value`.
    pub fn parse(name: &str) -> Result<Self, Invalid> {
        let found = Self::ALL.into_iter().find(|scope| scope.name() == name);
        found.ok_or_else(|| {
            let detail = format!("must be one of {}", Self::ALL.map(Self::name).join(", "));
            Invalid::new("unknown_value", detail)
        })
    }
}

/// What a personal token may do: one part at least, each once, in their order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Accepts one part and more.
    ///
    /// # Errors
    /// `empty`.
    pub fn parse(mut scopes: Vec<Scope>) -> Result<Self, Invalid> {
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(Invalid::new("empty", "must not be empty"));
        }
        Ok(Self(scopes))
    }

    /// The parts.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    /// Whether this part is among them.
    pub fn contains(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

impl fmt::Display for Scopes {
    /// The names with a space between them (RFC 6749 §3.3).
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Scope::name).collect();
        formatter.write_str(&names.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_each_there_once_and_in_their_order() {
        let scopes = vec![Scope::Account, Scope::TasksRead, Scope::Account];
        let scopes = Scopes::parse(scopes).unwrap();
        assert_eq!(scopes.to_string(), "tasks:read account");
        assert!(scopes.contains(Scope::Account) && !scopes.contains(Scope::TasksWrite));
        assert_eq!(Scopes::parse(Vec::new()).unwrap_err().code, "empty");
    }

    #[test]
    fn a_scope_is_known_by_its_name_alone() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.name()).unwrap(), scope);
        }
        assert_eq!(Scope::parse("tasks").unwrap_err().code, "unknown_value");
    }
}
