//! Which sentences belong together?

use super::Relation;
use crate::text::Span;

/// Which sentences of two documents belong together.
///
/// The groups cover every sentence of both documents: those without a partner stand in a group with one side empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The groups in the page's order; groups without a page side stand where the original's order puts them.
    pub groups: Vec<AlignedGroup>,
}

/// One or two sentences of the original and what became of them on the page (1–1, 1–2, 2–1, 2–2), or a sentence that
/// stands on one side alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlignedGroup {
    /// From the first to the last of the original's sentences; none where the page added one.
    pub original: Option<Span>,
    /// From the first to the last of the page's sentences; none where the page dropped one.
    pub page: Option<Span>,
    /// How the two relate; `Rewritten` where one side is missing.
    pub relation: Relation,
    /// Idf-weighted similarity of the two sides, 0–1.
    pub score: f32,
}
