//! What is a candidate?

/// A range of words of each side that may say the same, end-exclusive, and how much speaks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rectangle {
    /// The original's words.
    pub(super) original: (usize, usize),
    /// The page's words.
    pub(super) page: (usize, usize),
    /// The evidence, in nats.
    pub(super) score: f32,
}

/// How many words lie between two ranges; 0 where they touch or overlap.
pub(super) fn gap(a: (usize, usize), b: (usize, usize)) -> usize {
    b.0.saturating_sub(a.1).max(a.0.saturating_sub(b.1))
}

/// How many words two ranges share.
pub(super) fn shared(a: (usize, usize), b: (usize, usize)) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Whether two ranges share a word.
pub(super) fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    shared(a, b) > 0
}

/// From the first to the last word of two ranges.
pub(super) fn hull(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0.min(b.0), a.1.max(b.1))
}
