//! How much of a repeated story is left as it was?
//!
//! Sentences of the original's body are counted: kept as they were, kept in other words, dropped. A dropped sentence is
//! a change of the original as much as a reworded one; but leaving out is not rewriting, so a page that only shortens is
//! edited, and one that keeps less than half is an excerpt.

use super::Verdict;
use crate::compare::{Comparison, Edit, EditKind, Excerpt, Measures, Seriousness};
use crate::story::{Document, Role};
use crate::text::Span;

/// Share of the original below which it is a part of it that is repeated.
pub(super) const EXCERPT_BELOW: f32 = 0.5;
/// Of the kept sentences one in so many is reworded where a story is rewritten rather than shortened.
pub(super) const REWORDED_OF: usize = 3;

/// What became of the original's sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Extent {
    /// Sentences that the page has, changed or not.
    pub(super) kept: usize,
    /// Those of them with a change beyond house style.
    pub(super) reworded: usize,
    /// Sentences that the page has not.
    pub(super) dropped: usize,
    /// Whether anything differs beyond house style and credit, headline and added sentences included.
    differs: bool,
    measures: Measures,
}

impl Extent {
    /// Counts what became of the original's sentences.
    pub(super) fn of(comparison: &Comparison, original: &Document) -> Self {
        let changes: Vec<&Edit> = comparison.edits.iter().filter(|edit| says_else(edit)).collect();
        let mut extent = Self { differs: !changes.is_empty(), measures: comparison.measures, ..Self::default() };
        for group in &comparison.alignment.groups {
            let Some(span) = group.original.filter(|span| role_at(original, span.start) == Some(Role::Body)) else {
                continue;
            };
            let Some(page_span) = group.page else {
                extent.dropped += 1;
                continue;
            };
            extent.kept += 1;
            let touches = |edit: &&Edit| meets(&edit.original, span) || meets(&edit.page, page_span);
            extent.reworded += usize::from(changes.iter().any(touches));
        }
        extent
    }

    /// The kind of repeat that this is.
    pub(super) fn verdict(&self) -> Verdict {
        if !self.differs {
            return Verdict::Verbatim;
        }
        let most_reworded = 2 * self.reworded > self.kept;
        if self.measures.kept < EXCERPT_BELOW && (self.measures.page_reused < EXCERPT_BELOW || !most_reworded) {
            return Verdict::Excerpt;
        }
        let most_changed = 2 * (self.reworded + self.dropped) > self.kept + self.dropped;
        if most_changed && REWORDED_OF * self.reworded >= self.kept { Verdict::Rewritten } else { Verdict::Edited }
    }
}

/// Whether the edit is more than house style or a matter of credit.
fn says_else(edit: &Edit) -> bool {
    edit.seriousness != Seriousness::Style && !matches!(edit.kind, EditKind::CreditDropped | EditKind::CreditAdded)
}

/// The role of what stands at a place.
pub(super) fn role_at(document: &Document, at: usize) -> Option<Role> {
    let part = document.parts.partition_point(|part| part.span.end <= at);
    document.parts.get(part).filter(|part| part.span.start <= at).map(|part| part.role)
}

/// Whether an edit's side stands in a span, at least in part.
pub(super) fn meets(excerpt: &Option<Excerpt>, span: Span) -> bool {
    excerpt.as_ref().is_some_and(|excerpt| excerpt.span.start < span.end && span.start < excerpt.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(kept: usize, reworded: usize, dropped: usize, share: f32, page_reused: f32) -> Verdict {
        let measures = Measures { kept: share, page_reused, ..Measures::default() };
        let differs = reworded + dropped > 0 || page_reused < 0.9;
        Extent { kept, reworded, dropped, differs, measures }.verdict()
    }

    #[test]
    fn nothing_changed_is_verbatim() {
        assert_eq!(verdict(10, 0, 0, 1.0, 1.0), Verdict::Verbatim);
    }

    #[test]
    fn a_minority_changed_is_edited_a_majority_rewritten() {
        assert_eq!(verdict(10, 4, 0, 0.9, 1.0), Verdict::Edited);
        assert_eq!(verdict(10, 6, 0, 0.8, 1.0), Verdict::Rewritten);
    }

    #[test]
    fn dropped_sentences_count_as_changes_of_what_is_reworded_too() {
        assert_eq!(verdict(8, 4, 4, 0.6, 1.0), Verdict::Rewritten);
        assert_eq!(verdict(8, 1, 4, 0.6, 1.0), Verdict::Edited);
    }

    #[test]
    fn leaving_out_is_not_rewriting() {
        assert_eq!(verdict(6, 0, 5, 0.55, 1.0), Verdict::Edited);
        assert_eq!(verdict(4, 0, 8, 0.35, 1.0), Verdict::Excerpt);
    }

    #[test]
    fn a_part_inside_other_text_is_an_excerpt_however_it_is_worded() {
        assert_eq!(verdict(4, 4, 8, 0.3, 0.2), Verdict::Excerpt);
        assert_eq!(verdict(4, 4, 8, 0.3, 0.9), Verdict::Rewritten);
    }
}
