//! The values a task is made of. Each has one `parse`, and exists only when its rule holds.

use std::collections::HashSet;

use crate::{Invalid, text};

/// What is to be done: one line of 1..=200 code points, not blank, no control characters.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TaskTitle(String);

impl TaskTitle {
    /// The longest title, in code points.
    pub const MAX_LENGTH: usize = 200;

    /// Accepts what [`text::parse_line`] accepts.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        text::parse_line(value, Self::MAX_LENGTH).map(Self)
    }

    /// Takes back what was parsed before it was stored; the caller vouches for that.
    pub fn restore(stored: String) -> Self {
        Self(stored)
    }

    /// The title as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// More about a task: up to 10 000 code points of any lines, without U+0000.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Description(String);

impl Description {
    /// The longest description, in code points.
    pub const MAX_LENGTH: usize = 10_000;

    /// Accepts what [`text::parse_text`] accepts.
    pub fn parse(value: String) -> Result<Self, Invalid> {
        text::parse_text(value, Self::MAX_LENGTH).map(Self)
    }

    /// Takes back what was parsed before it was stored; the caller vouches for that.
    pub fn restore(stored: String) -> Self {
        Self(stored)
    }

    /// The description as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A word that groups tasks: one line of 1..=50 code points, compared exactly.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Tag(String);

impl Tag {
    /// The longest tag, in code points.
    pub const MAX_LENGTH: usize = 50;

    /// Accepts what [`text::parse_line`] accepts.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        text::parse_line(value, Self::MAX_LENGTH).map(Self)
    }

    /// Takes back what was parsed before it was stored; the caller vouches for that.
    pub fn restore(stored: String) -> Self {
        Self(stored)
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The tags of one task, at most 20, in the order they were given, each once.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// The most tags one task has.
    pub const MAX_COUNT: usize = 20;

    /// Accepts at most 20 tags (repetitions count) and drops the repetitions.
    ///
    /// # Errors
    /// `too_many`.
    pub fn parse(mut tags: Vec<Tag>) -> Result<Self, Invalid> {
        if tags.len() > Self::MAX_COUNT {
            return Err(Invalid::new(
                "too_many",
                format!("must be at most {} tags", Self::MAX_COUNT),
            )
            .with_number("max", Self::MAX_COUNT));
        }
        let mut seen = HashSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        Ok(Self(tags))
    }

    /// Takes back what was parsed before it was stored; the caller vouches for that.
    pub fn restore(stored: Vec<String>) -> Self {
        Self(stored.into_iter().map(Tag).collect())
    }

    /// The tags in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(Tag::as_str)
    }
}

/// How much a task matters.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Priority {
    /// Can wait.
    Low,
    /// As most things.
    #[default]
    Medium,
    /// First.
    High,
}

impl Priority {
    /// Every priority, the least first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Accepts `low`, `medium` or `high`.
    ///
    /// # Errors
    /// `unknown_value`.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        Self::ALL
            .into_iter()
            .find(|priority| priority.name() == value)
            .ok_or_else(|| Invalid::unknown_value(&Self::ALL.map(Self::name)))
    }

    /// The name that [`Priority::parse`] accepts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_keep_their_order_and_lose_repetitions() {
        let tags = ["b", "a", "b", "B"].map(|tag| Tag::parse(tag).unwrap());
        let tags = Tags::parse(tags.into()).unwrap();
        assert_eq!(tags.iter().collect::<Vec<_>>(), ["b", "a", "B"]);
    }

    #[test]
    fn a_task_has_at_most_20_tags() {
        let tags = |count: usize| {
            Tags::parse(
                (0..count)
                    .map(|n| Tag::parse(&n.to_string()).unwrap())
                    .collect(),
            )
        };
        assert!(tags(20).is_ok());
        assert_eq!(tags(21).unwrap_err().code, "too_many");
    }

    #[test]
    fn high_is_more_than_medium_is_more_than_low() {
        assert!(Priority::High > Priority::Medium && Priority::Medium > Priority::Low);
        assert!(Priority::parse("urgent").is_err());
    }
}
