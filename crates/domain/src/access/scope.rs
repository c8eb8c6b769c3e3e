//! Scopes, which divide up what a request can be allowed to do.

use std::fmt;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use crate::Invalid;

/// A group of actions that a personal token can be allowed to take.
#[derive(
    Clone,
    Copy,
    Debug,
    EnumString,
    Eq,
    IntoStaticStr,
    Ord,
    PartialEq,
    PartialOrd,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum Scope {
    /// Reading tasks and tags.
    #[strum(serialize = "tasks:read")]
    TasksRead,
    /// Changing tasks.
    #[strum(serialize = "tasks:write")]
    TasksWrite,
    /// Reading and changing the account and its sessions.
    Account,
}

impl Scope {
    /// All scopes.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name of the scope in the API and in the database.
    pub fn name(self) -> &'static str {
        self.into()
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
        assert_eq!("tasks:read".parse(), Ok(Scope::TasksRead));
        for scope in Scope::ALL {
            assert_eq!(scope.name().parse(), Ok(*scope));
        }
        assert!("tasks".parse::<Scope>().is_err());
    }
}
