//! Scopes, which divide up what a request can be allowed to do.

use std::fmt;

use crate::Invalid;

/// A group of actions that a personal token can be allowed to take.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Scope {
    /// Reading tasks and tags.
    TasksRead,
    /// Changing tasks.
    TasksWrite,
    /// Reading and changing the account and its sessions.
    Account,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 3] = [Self::TasksRead, Self::TasksWrite, Self::Account];

    /// The name of the scope in the API and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::TasksRead => "tasks:read",
            Self::TasksWrite => "tasks:write",
            Self::Account => "account",
        }
    }

    /// The scope with this name.
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

/// The scopes of a personal token: at least one, without duplicates, in the order of
/// [`Scope::ALL`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Sorts the scopes and drops duplicates.
    ///
    /// # Errors
    /// `empty` if there are none.
    pub fn parse(mut scopes: Vec<Scope>) -> Result<Self, Invalid> {
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(Invalid::new("empty", "must not be empty"));
        }
        Ok(Self(scopes))
    }

    /// The scopes in their order.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    /// Whether `scope` is one of them.
    pub fn contains(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

impl fmt::Display for Scopes {
    /// The names, separated by spaces (RFC 6749 §3.3).
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Scope::name).collect();
        formatter.write_str(&names.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_sorted_and_deduplicated() {
        let scopes = vec![Scope::Account, Scope::TasksRead, Scope::Account];
        let scopes = Scopes::parse(scopes).unwrap();
        assert_eq!(scopes.to_string(), "tasks:read account");
        assert!(scopes.contains(Scope::Account) && !scopes.contains(Scope::TasksWrite));
        assert_eq!(Scopes::parse(Vec::new()).unwrap_err().code, "empty");
    }

    #[test]
    fn only_the_exact_name_of_a_scope_is_parsed() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.name()).unwrap(), scope);
        }
        assert_eq!(Scope::parse("tasks").unwrap_err().code, "unknown_value");
    }
}
