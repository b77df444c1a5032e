//! What are the words?
//!
//! Everything here works on `&str` and byte [`Span`]s of it, and knows nothing of stories or pages.

pub(crate) mod case;
pub mod date;
pub mod fold;
pub(crate) mod language;
pub mod lexicon;
pub(crate) mod list;
pub mod name;
pub mod number;
pub mod quotation;
pub mod scan;
pub mod sentence;
pub mod spelling;
pub mod stem;
pub mod token;

use std::ops::Range;

/// A stretch of a text: byte offsets, end-exclusive, always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many bytes it holds.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text it covers, or nothing where it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The same stretch as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}
