//! The two ways in which anything can go wrong: a value that breaks a rule, and a fault of the
//! machinery. Everything more specific belongs to the use case that acts on it.

use thiserror::Error;

/// A value that breaks a rule of the domain. Where it stood in a request is the caller's to say.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{detail}")]
pub struct Invalid {
    /// The rule, as a stable identifier for programs, such as `too_long`.
    pub code: &'static str,
    /// The rule, as a sentence for people. It never repeats the value.
    pub detail: String,
    /// The numbers and names that stand in the sentence, such as `max`: with the code they are all
    /// a client needs to say it in another language.
    pub params: Vec<(&'static str, Param)>,
}

/// A number or a list of names in the sentence of an [`Invalid`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Param {
    /// A bound, such as the most characters.
    Number(usize),
    /// The values to choose from.
    Names(Vec<String>),
}

impl Invalid {
    /// Names the rule that was broken.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            params: Vec::new(),
        }
    }

    /// Adds a number that stands in the sentence.
    #[must_use]
    pub fn with_number(mut self, name: &'static str, number: usize) -> Self {
        self.params.push((name, Param::Number(number)));
        self
    }

    /// A value that is none of these names.
    pub fn unknown_value(allowed: &[&str]) -> Self {
        let names = allowed.iter().map(|name| (*name).to_owned()).collect();
        Self {
            code: "unknown_value",
            detail: format!("must be one of {}", allowed.join(", ")),
            params: vec![("allowed", Param::Names(names))],
        }
    }
}

/// A fault that is nobody's input: what a caller can do is to try later, or to tell the operator.
#[derive(Debug, Error)]
pub enum Failure {
    /// A resource is missing or exhausted for now: the database is gone, a queue is full, a disk
    /// does not take writes. The same request may succeed later.
    #[error("{what} is unavailable")]
    Unavailable {
        /// The resource, such as `database`.
        what: &'static str,
        /// Why, where the adapter knows.
        #[source]
        source: Option<BoxError>,
    },
    /// A defect: trying again will not help.
    #[error("internal failure")]
    Internal(#[source] BoxError),
}

impl Failure {
    /// A defect that showed as this error.
    pub fn internal(error: impl Into<BoxError>) -> Self {
        Self::Internal(error.into())
    }
}

/// Any error of an adapter.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An error and all that caused it, in one line, for logs and terminals.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let reason = error.to_string();
        // Some errors repeat their cause.
        if !text.ends_with(&reason) {
            text = format!("{text}: {reason}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Error)]
    #[error("cannot write: {0}")]
    struct Repeats(#[source] Failure);

    #[test]
    fn a_chain_names_every_cause_once() {
        let disk = Failure::internal("the disk is full");
        assert_eq!(chain(&disk), "internal failure: the disk is full");
        assert_eq!(
            chain(&Repeats(disk)),
            "cannot write: internal failure: the disk is full"
        );
    }
}
