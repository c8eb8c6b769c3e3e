//! The values of a task's fields. Each has one `parse`, so a value exists only if it follows its
//! rule.

use std::collections::HashSet;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use crate::{Invalid, text};

/// What has to be done: one line of 1..=200 code points, not blank, without control characters.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TaskTitle(String);

impl TaskTitle {
    /// The maximum length, in code points.
    pub const MAX_LENGTH: usize = 200;

    /// Accepts what [`text::parse_line`] accepts.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        text::parse_line(value, Self::MAX_LENGTH).map(Self)
    }

    /// A stored title. The caller vouches that it was parsed before it was stored.
    pub fn restore(stored: String) -> Self {
        Self(stored)
    }

    /// The title as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Details of a task: up to 10 000 code points on any number of lines, without U+0000.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Description(String);

impl Description {
    /// The maximum length, in code points.
    pub const MAX_LENGTH: usize = 10_000;

    /// Accepts what [`text::parse_text`] accepts.
    pub fn parse(value: String) -> Result<Self, Invalid> {
        text::parse_text(value, Self::MAX_LENGTH).map(Self)
    }

    /// A stored description. The caller vouches that it was parsed before it was stored.
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
    /// The maximum length, in code points.
    pub const MAX_LENGTH: usize = 50;

    /// Accepts what [`text::parse_line`] accepts.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        text::parse_line(value, Self::MAX_LENGTH).map(Self)
    }

    /// A stored tag. The caller vouches that it was parsed before it was stored.
    pub fn restore(stored: String) -> Self {
        Self(stored)
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The tags of a task: at most 20, without duplicates, in the order they were given.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// The maximum number of tags on a task.
    pub const MAX_COUNT: usize = 20;

    /// Accepts at most 20 tags, counting duplicates, and drops the duplicates.
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

    /// These tags without `removed`, and then with `added` at the end.
    ///
    /// # Errors
    /// `too_many`.
    pub fn retag(&self, added: &Self, removed: &Self) -> Result<Self, Invalid> {
        let kept = self.0.iter().filter(|tag| !removed.0.contains(tag));
        let mut tags: Vec<_> = kept.cloned().collect();
        for tag in &added.0 {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        Self::parse(tags)
    }

    /// Stored tags. The caller vouches that they were parsed before they were stored.
    pub fn restore(stored: Vec<String>) -> Self {
        Self(stored.into_iter().map(Tag).collect())
    }

    /// The tags in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(Tag::as_str)
    }
}

/// How important a task is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    EnumString,
    Eq,
    IntoStaticStr,
    Ord,
    PartialEq,
    PartialOrd,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum Priority {
    /// It can wait.
    Low,
    /// The default.
    #[default]
    Medium,
    /// It comes first.
    High,
}

impl Priority {
    /// Every priority, the least first.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name of the priority.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_keep_their_order_and_lose_duplicates() {
        let tags = ["b", "a", "b", "B"].map(|tag| Tag::parse(tag).unwrap());
        let tags = Tags::parse(tags.into()).unwrap();
        assert_eq!(tags.iter().collect::<Vec<_>>(), ["b", "a", "B"]);
    }

    #[test]
    fn retagging_keeps_the_order_and_adds_last() {
        let tags = |names: &[&str]| {
            let tags = names.iter().map(|name| Tag::parse(name).unwrap());
            Tags::parse(tags.collect()).unwrap()
        };
        let retagged = tags(&["b", "a", "c"]).retag(&tags(&["d", "c"]), &tags(&["a", "e"]));
        assert_eq!(retagged.unwrap(), tags(&["b", "c", "d"]));
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
    fn priorities_are_ordered_from_low_to_high() {
        assert!(Priority::High > Priority::Medium && Priority::Medium > Priority::Low);
    }

    #[test]
    fn only_the_exact_name_of_a_priority_is_parsed() {
        for priority in Priority::ALL {
            assert_eq!(priority.name().parse(), Ok(*priority));
        }
        assert_eq!("low".parse(), Ok(Priority::Low));
        assert!("urgent".parse::<Priority>().is_err());
    }
}
