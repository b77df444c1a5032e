//! What can be said of a page by a story's sketch?
//!
//! The same questions as with the text at hand, asked of less: how likely a repeat is, from the same five statistics;
//! whether it may be a form filled anew, from the facts; how much of it is left as it was, from the sentences. What only
//! the order of words or the common words could tell stays open, so more is [`Verdict::Unsure`].

use super::extent::{EXCERPT_BELOW, REWORDED_OF};
use super::judgement::{COPY_SENTENCES, EXCERPT_SENTENCES, Judgement, LATER_DAYS, SHORT_STEMS, no_repeat, percent};
use super::later::Footing;
use super::{FEATURES, Reason, Verdict, evidence};
use crate::compare::{Comparison, Edit, EditKind, Seriousness, SketchComparison};
use crate::text::Span;

/// What each of [`FEATURES`] adds to the log odds; fitted as the coefficients for texts are, on sketches.
const COEFFICIENTS: [f32; FEATURES.len()] = [1.05, 1.62, 5.32, 12.91, 16.37];
/// The log odds of a pair that shares nothing.
const INTERCEPT: f32 = -23.32;

/// Of the facts in aligned sentences, the share that differ from which on it is not said that the page repeats the story.
const DOUBTFUL_FACTS: f32 = 0.15;
/// A single changed fact is an edit.
const LEAST_FACTS: usize = 2;
/// On a page of another day so many words are kept for each fact that was changed, or it may be the form's next issue.
const FACT_WORDS: usize = 170;

/// Where there is a figure for every eight words of what is kept, it is a table or a form: its next issue has the same
/// words, and mostly the same figures in other places.
const FIGURE_WORDS: usize = 8;
/// Figures that the page's sentences have not where the story's have them: so many, …
const DISPLACED: usize = 3;
/// … and this share of all, and they may be another form's.
const DISPLACED_SHARE: f32 = 0.25;

/// From this chance on a page is said to repeat the story: higher than with the text at hand, and above every labelled
/// pair of the half on which the coefficients were fitted that repeats nothing.
const REPEAT: f32 = 0.98;
/// A short original is repeated only by a page that keeps as much as this of its words and of its facts.
const COPY_KEPT: f32 = 0.9;
/// Content stems below which not even a copy says anything.
const SHORTEST_STEMS: usize = 30;
/// The share of a story's stems that stand somewhere on a page that repeats some of it. Of labelled pairs that a
/// comparison calls a repeat every one has as much, of unrelated ones one in thirteen.
const LEAST_SHARED: f32 = 0.25;

/// The features of a pair, as [`FEATURES`] names them.
pub fn sketch_features(comparison: &SketchComparison) -> [f32; FEATURES.len()] {
    evidence::features_of(&comparison.measures, (comparison.kept as f32, comparison.closeness))
}

/// Reads a verdict from what comparing with a sketch gave.
pub(super) fn judgement(comparison: &SketchComparison) -> Judgement {
    let measures = &comparison.measures;
    let chance = evidence::chance_of(sketch_features(comparison), COEFFICIENTS, INTERCEPT);
    let reasons = vec![
        Reason::InOrder { aligned: measures.aligned_in_order, of: measures.original_sentences },
        Reason::Kept { percent: percent(measures.kept) },
        Reason::SketchOnly,
    ];
    if chance < REPEAT {
        return no_repeat(chance, measures, reasons);
    }
    let changed = comparison.changed_facts;
    let is_later = comparison.days_apart.is_some_and(|days| days >= LATER_DAYS);
    let differs = changed >= LEAST_FACTS && changed as f32 >= DOUBTFUL_FACTS * comparison.kept_facts as f32;
    if differs || is_later && comparison.kept_words < FACT_WORDS * changed || is_form(comparison) {
        return Judgement::unsure(chance, reasons, Some(Reason::SameTemplate));
    }
    let is_short = measures.original_stems < SHORT_STEMS || measures.original_sentences <= COPY_SENTENCES;
    if is_short && (is_later || !is_copy(comparison)) {
        return Judgement::unsure(chance, reasons, Some(Reason::ShortOriginal));
    }
    let verdict = extent(comparison);
    if verdict == Verdict::Excerpt && measures.aligned_outside_quotations < EXCERPT_SENTENCES {
        return Judgement::unsure(chance, reasons, None);
    }
    let covered = (measures.kept, measures.page_reused);
    let footing = Footing::of_sketches(comparison.kept, comparison.kept_words, comparison.closeness, covered);
    if verdict == Verdict::Rewritten && footing.is_slight(changed) {
        return Judgement::unsure(chance, reasons, Some(Reason::LaterReport));
    }
    let mut judgement = Judgement { verdict, certainty: chance, reasons };
    let reason = match verdict {
        Verdict::Excerpt => Reason::PageReused { percent: percent(measures.page_reused) },
        _ => Reason::Reworded { changed: comparison.reworded, of: comparison.kept },
    };
    judgement.reasons.insert(2, reason);
    judgement
}

/// Whether the page may be another issue of a form: its figures are not the story's in their places, or it is a table of
/// another day.
fn is_form(comparison: &SketchComparison) -> bool {
    let SketchComparison { figures, displaced_figures: displaced, changed_facts, kept_words, .. } = *comparison;
    let is_table = FIGURE_WORDS * figures >= kept_words;
    let is_of_another_day = comparison.days_apart.is_some_and(|days| days > 0);
    displaced >= DISPLACED && displaced as f32 >= DISPLACED_SHARE * figures as f32
        || is_table && (is_of_another_day || displaced + changed_facts > 0)
}

/// Whether a page keeps so much of a short original, and every fact, that it cannot be chance.
fn is_copy(comparison: &SketchComparison) -> bool {
    let SketchComparison { measures, changed_facts, .. } = comparison;
    measures.original_stems >= SHORTEST_STEMS
        && *changed_facts == 0
        && measures.kept_outside_quotations >= COPY_KEPT
        && measures.particulars_kept >= COPY_KEPT
}

/// How much a story promises that shares this much with the page, as the text's own [`Promise`](super::Promise) would: pairs
/// of words are as likely to be shared as two words together. None where comparing is not worth it.
pub(super) fn promise(shared: f32) -> Option<f32> {
    (shared >= LEAST_SHARED).then_some(shared * shared)
}

/// The kind of repeat that this is; as `Extent::verdict` decides it of texts.
fn extent(comparison: &SketchComparison) -> Verdict {
    let SketchComparison { measures, kept, reworded, dropped, .. } = comparison;
    let is_reworded = |edit: &Edit| edit.seriousness != Seriousness::Style;
    if !comparison.edits.iter().any(is_reworded) {
        return Verdict::Verbatim;
    }
    let most_reworded = 2 * reworded > *kept;
    if measures.kept < EXCERPT_BELOW && (measures.page_reused < EXCERPT_BELOW || !most_reworded) {
        return Verdict::Excerpt;
    }
    let most_changed = 2 * (reworded + dropped) > kept + dropped;
    if most_changed && REWORDED_OF * reworded >= *kept { Verdict::Rewritten } else { Verdict::Edited }
}

/// What a reader is shown of a comparison with a sketch: of an excerpt only the edits inside the part that is repeated.
pub(super) fn for_readers(comparison: SketchComparison, verdict: Verdict) -> Comparison {
    let SketchComparison { mut edits, measures, .. } = comparison;
    if !verdict.is_repeat() && verdict != Verdict::Original {
        edits.clear();
    } else if verdict == Verdict::Excerpt {
        let is_of_both =
            |edit: &&Edit| edit.original.is_some() && edit.page.is_some() && edit.kind != EditKind::HeadlineChanged;
        let spans = edits.iter().filter(is_of_both).filter_map(|edit| Some(edit.page.as_ref()?.span));
        let part = spans.reduce(|hull, span| Span::new(hull.start.min(span.start), hull.end.max(span.end)));
        let part = part.unwrap_or_default();
        edits.retain(|edit| {
            edit.page.as_ref().is_some_and(|page| part.start <= page.span.start && page.span.end <= part.end)
        });
    }
    Comparison { edits, measures, ..Comparison::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Measures, Note, Place};

    /// Sixteen close sentences kept of a story of twenty, so many days apart.
    fn comparison(days_apart: u64) -> SketchComparison {
        let (kept, share) = (16, 0.8);
        let measures = Measures {
            kept: share,
            kept_outside_quotations: share,
            page_reused: share,
            particulars_kept: 1.0,
            aligned_in_order: kept,
            aligned_outside_quotations: kept,
            original_sentences: 20,
            original_stems: 200,
            ..Measures::default()
        };
        let edit = Edit {
            kind: EditKind::Reworded,
            seriousness: Seriousness::Wording,
            note: Note::default(),
            original: None,
            page: None,
            place: Place::default(),
        };
        SketchComparison {
            edits: vec![edit],
            measures,
            closeness: 0.9,
            kept,
            reworded: kept,
            dropped: 20 - kept,
            changed_facts: 0,
            kept_facts: 60,
            figures: 20,
            displaced_figures: 0,
            kept_words: 25 * kept,
            days_apart: Some(days_apart),
        }
    }

    fn verdict(comparison: SketchComparison) -> Verdict {
        judgement(&comparison).verdict
    }

    #[test]
    fn a_fact_changed_days_later_is_the_next_issues() {
        let changed = |days, changed_facts| verdict(SketchComparison { changed_facts, ..comparison(days) });
        assert_eq!(changed(1, 3), Verdict::Rewritten);
        assert_eq!(changed(7, 3), Verdict::Unsure);
        assert_eq!(changed(7, 0), Verdict::Rewritten);
    }

    #[test]
    fn a_table_of_another_day_leaves_doubt() {
        let table = |days| SketchComparison { figures: 50, ..comparison(days) };
        assert_eq!(verdict(table(0)), Verdict::Rewritten);
        assert_eq!(verdict(table(1)), Verdict::Unsure);
        assert_eq!(verdict(SketchComparison { days_apart: None, ..table(1) }), Verdict::Rewritten);
        assert_eq!(verdict(SketchComparison { displaced_figures: 1, ..table(0) }), Verdict::Unsure);
    }

    #[test]
    fn figures_in_other_places_leave_doubt() {
        let displaced = |displaced_figures| verdict(SketchComparison { displaced_figures, ..comparison(0) });
        assert_eq!(displaced(4), Verdict::Rewritten);
        assert_eq!(displaced(5), Verdict::Unsure);
    }

    #[test]
    fn few_reworded_sentences_may_be_a_later_report() {
        let few = |closeness| verdict(SketchComparison { closeness, kept: 5, reworded: 5, ..comparison(0) });
        assert_eq!(few(0.9), Verdict::Rewritten);
        assert_eq!(few(0.8), Verdict::Unsure);
    }
}
