//! Paginated lists. The type of a list's cursor belongs to its noun.

use crate::Invalid;

/// The maximum number of items on a page: 1..=100, 50 by default.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limit(u16);

impl Limit {
    /// The largest number of items on a page.
    pub const MAX: u16 = 100;

    /// Accepts 1..=100; `out_of_range` otherwise.
    pub fn parse(value: u64) -> Result<Self, Invalid> {
        match u16::try_from(value) {
            Ok(limit @ 1..=Self::MAX) => Ok(Self(limit)),
            _ => Err(
                Invalid::new("out_of_range", format!("must be from 1 to {}", Self::MAX))
                    .with_number("min", 1)
                    .with_number("max", Self::MAX.into()),
            ),
        }
    }

    /// The number itself.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T, C> {
    /// The items, in the requested order.
    pub items: Vec<T>,
    /// The cursor of the next page, or `None` on the last page.
    pub next: Option<C>,
    /// The number of items on all pages together, if it was requested.
    pub total: Option<u64>,
}

impl<T, C> Page<T, C> {
    /// Turns rows that were read with a limit of `limit + 1` into a page. The extra row is dropped;
    /// it only shows that there is a next page. `cursor` derives that page's cursor from the last
    /// item.
    pub fn of(mut rows: Vec<T>, limit: Limit, cursor: impl FnOnce(&T) -> C) -> Self {
        let more = rows.len() > limit.get();
        rows.truncate(limit.get());
        Self {
            next: rows.last().filter(|_| more).map(cursor),
            items: rows,
            total: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_from_1_to_100() {
        assert!(Limit::parse(0).is_err());
        assert!(Limit::parse(1).is_ok());
        assert!(Limit::parse(100).is_ok());
        assert!(Limit::parse(101).is_err());
        assert!(Limit::parse(u64::MAX).is_err());
    }

    #[test]
    fn there_is_a_next_page_only_if_a_row_exceeds_the_limit() {
        let two = Limit::parse(2).unwrap();
        assert_eq!(Page::of(vec![1, 2], two, |last| *last).next, None);
        let page = Page::of(vec![1, 2, 3], two, |last| *last);
        assert_eq!((page.items, page.next), (vec![1, 2], Some(2)));
    }
}
