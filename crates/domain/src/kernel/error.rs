//! The two kinds of errors everything shares: a value that breaks a rule, and a failure of the
//! system. A more specific error belongs to the use case that acts on it.

use thiserror::Error;

/// A value that breaks a rule of the domain. The caller adds which field of the request it was.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{detail}")]
pub struct Invalid {
    /// The rule, as a stable identifier for programs, such as `too_long`.
    pub code: &'static str,
    /// The rule, as a sentence for people. It never repeats the value.
    pub detail: String,
    /// The numbers and names that occur in the sentence, such as `max`. Together with the code they
    /// are enough for a client to write the sentence in another language.
    pub params: Vec<(&'static str, Param)>,
}

/// A number or a list of names from the sentence of an [`Invalid`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Param {
    /// A limit, such as the maximum length.
    Number(usize),
    /// The values to choose from.
    Names(Vec<String>),
}

impl Invalid {
    /// An error for a value that breaks the rule `code`.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            params: Vec::new(),
        }
    }

    /// Adds a number that occurs in the sentence.
    #[must_use]
    pub fn with_number(mut self, name: &'static str, number: usize) -> Self {
        self.params.push((name, Param::Number(number)));
        self
    }

    /// An error for a value that is not one of the allowed names.
    pub fn unknown_value(allowed: &[&str]) -> Self {
        let names = allowed.iter().map(|name| (*name).to_owned()).collect();
        Self {
            code: "unknown_value",
            detail: format!("must be one of {}", allowed.join(", ")),
            params: vec![("allowed", Param::Names(names))],
        }
    }
}

/// A failure that the input did not cause. The caller can only retry later or tell the operator.
#[derive(Debug, Error)]
pub enum Failure {
    /// A resource is missing or exhausted for now: the database is down, a queue is full, or a disk
    /// takes no writes. The same request may succeed later.
    #[error("{what} is unavailable")]
    Unavailable {
        /// The resource, such as `database`.
        what: &'static str,
        /// The cause, if the adapter knows it.
        #[source]
        source: Option<BoxError>,
    },
    /// A defect. Retrying does not help.
    #[error("internal failure")]
    Internal(#[source] BoxError),
}

impl Failure {
    /// A defect that surfaced as this error.
    pub fn internal(error: impl Into<BoxError>) -> Self {
        Self::Internal(error.into())
    }
}

/// An error of any adapter.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An error and its causes on one line, for logs and terminals.
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
