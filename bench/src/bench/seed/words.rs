//! Pseudorandom words.

use std::ops::Range;

const COMMON_TAGS: u64 = 40;

/// Pseudorandom words, the same in every run.
pub(crate) struct Words {
    dice: fastrand::Rng,
}

impl Words {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            dice: fastrand::Rng::with_seed(seed),
        }
    }

    /// Some of 4096 words, each of four to six letters.
    pub(crate) fn sentence(&mut self, count: Range<u64>) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ce", "di", "fol", "ga", "hen", "ji", "ko", "lu", "man", "ne", "pi", "ro", "sa",
            "tel", "vu",
        ];
        let count = count.start + self.below(count.end - count.start);
        let words: Vec<_> = (0..count)
            .map(|_| [(); 3].map(|()| *self.any(&SYLLABLES)).concat())
            .collect();
        words.join(" ")
    }

    pub(crate) fn common_tag(&mut self) -> String {
        format!("topic {}", self.below(COMMON_TAGS))
    }

    pub(crate) fn any<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.index(choices.len())]
    }

    pub(crate) fn index(&mut self, end: usize) -> usize {
        self.dice.usize(..end)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.dice.u64(..end)
    }

    pub(super) fn bits(&mut self) -> u64 {
        self.dice.u64(..)
    }

    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
