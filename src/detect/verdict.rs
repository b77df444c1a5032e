//! What do the measures of a comparison mean?

use super::Reason;
use crate::compare::{Comparison, Edit, EditKind, Excerpt, Measures, Relation, Seriousness};
use crate::text::Span;

/// What a page is, measured against the stories that are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The page is on the agency's own host.
    Original,
    /// Repeats the story; nothing but house style differs.
    Verbatim,
    /// Repeats the story with changes in a minority of its sentences.
    Edited,
    /// Tells the story sentence by sentence in other words.
    Rewritten,
    /// Repeats part of it inside its own text.
    Excerpt,
    /// Only quotations or a press release are shared: said quietly, never flagged.
    SharedQuotes,
    /// Between: said quietly.
    Unsure,
    /// Nothing.
    #[default]
    None,
}

impl Verdict {
    /// The name in reports and in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Rewritten => "rewritten",
            Self::Excerpt => "excerpt",
            Self::SharedQuotes => "shared-quotes",
            Self::Unsure => "unsure",
            Self::None => "none",
        }
    }

    /// Whether a reader is told without asking.
    pub fn is_repeat(self) -> bool {
        matches!(self, Self::Verbatim | Self::Edited | Self::Rewritten | Self::Excerpt)
    }
}

/// A verdict with how sure and why.
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) certainty: f32,
    pub(super) reasons: Vec<Reason>,
}

impl Judgement {
    /// Orders candidates: a repeat before a maybe before nothing, the surer first.
    pub(super) fn rank(&self) -> f32 {
        let tier = match self.verdict {
            Verdict::None => return -self.certainty,
            Verdict::SharedQuotes => 1.0,
            Verdict::Unsure => 2.0,
            _ => 3.0,
        };
        tier + self.certainty
    }
}

/// Aligned sentences in order that a repeat has at least.
const MIN_ALIGNED: usize = 4;
/// The same for an original of at most [`SHORT_ORIGINAL`] sentences.
const MIN_ALIGNED_SHORT: usize = 3;
/// Sentences up to which an original counts as short.
const SHORT_ORIGINAL: usize = 6;
/// Content stems below which an original says too little to be sure of anything.
const MIN_ORIGINAL_STEMS: usize = 60;
/// Share of the original outside quotations that a repeat keeps at least.
const MIN_KEPT: f32 = 0.25;
/// Share of the original outside quotations in common runs of words that a repeat has at least.
const MIN_TILED: f32 = 0.10;
/// Share of the original below which it is an excerpt that is repeated.
const EXCERPT_BELOW: f32 = 0.5;

/// Reads a verdict from a comparison.
pub(super) fn judgement(comparison: &Comparison) -> Judgement {
    let measures = &comparison.measures;
    let mut reasons = vec![
        Reason::InOrder { aligned: measures.aligned_in_order, of: measures.original_sentences },
        Reason::Kept { percent: percent(measures.kept) },
    ];
    let min_aligned = if measures.original_sentences <= SHORT_ORIGINAL { MIN_ALIGNED_SHORT } else { MIN_ALIGNED };
    let strength = [
        measures.aligned_in_order as f32 / min_aligned as f32,
        measures.kept_outside_quotations / MIN_KEPT,
        measures.tiled_outside_quotations / MIN_TILED,
    ]
    .into_iter()
    .fold(f32::INFINITY, f32::min);
    let certainty = 1.0 / (1.0 + (-3.0 * (strength - 1.0)).exp());
    if strength < 1.0 {
        let verdict = if measures.kept > 2.0 * measures.kept_outside_quotations && measures.kept >= 0.1 {
            reasons.insert(0, Reason::OnlyQuotations);
            Verdict::SharedQuotes
        } else if strength > 0.7 {
            Verdict::Unsure
        } else {
            Verdict::None
        };
        return Judgement { verdict, certainty: 1.0 - certainty, reasons };
    }
    if measures.original_stems < MIN_ORIGINAL_STEMS {
        reasons.insert(0, Reason::ShortOriginal);
        return Judgement { verdict: Verdict::Unsure, certainty: 0.5, reasons };
    }
    let verdict = kind_of_repeat(comparison, measures, &mut reasons);
    Judgement { verdict, certainty, reasons }
}

fn kind_of_repeat(comparison: &Comparison, measures: &Measures, reasons: &mut Vec<Reason>) -> Verdict {
    let says_else = |edit: &Edit| {
        edit.seriousness != Seriousness::Style && !matches!(edit.kind, EditKind::CreditDropped | EditKind::CreditAdded)
    };
    if measures.kept < EXCERPT_BELOW && measures.page_reused < EXCERPT_BELOW {
        reasons.push(Reason::PageReused { percent: percent(measures.page_reused) });
        return Verdict::Excerpt;
    }
    if !comparison.edits.iter().any(says_else) {
        reasons.insert(0, Reason::OnlyHouseStyle);
        return Verdict::Verbatim;
    }
    let kept: Vec<Relation> = comparison
        .alignment
        .groups
        .iter()
        .filter(|group| group.original.is_some() && group.page.is_some())
        .map(|group| group.relation)
        .collect();
    let changed = kept.iter().filter(|&&relation| matches!(relation, Relation::Edited | Relation::Rewritten)).count();
    reasons.push(Reason::Reworded { changed, of: kept.len() });
    if changed * 2 > kept.len() { Verdict::Rewritten } else { Verdict::Edited }
}

/// Drops the edits that say nothing to a reader: all of them where the page repeats nothing.
pub(super) fn keep_edits_for_readers(comparison: &mut Comparison, verdict: Verdict) {
    if !verdict.is_repeat() && verdict != Verdict::Original {
        comparison.edits.clear();
    } else if verdict == Verdict::Excerpt {
        let original = hull(comparison.passages.iter().map(|passage| passage.original));
        let page = hull(comparison.passages.iter().map(|passage| passage.page));
        comparison.edits.retain(|edit| inside(&edit.original, original) && inside(&edit.page, page));
    }
}

/// From the first start to the last end.
fn hull(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(|hull, span| Span::new(hull.start.min(span.start), hull.end.max(span.end))).unwrap_or_default()
}

fn inside(excerpt: &Option<Excerpt>, hull: Span) -> bool {
    excerpt.as_ref().is_none_or(|excerpt| hull.start <= excerpt.span.start && excerpt.span.end <= hull.end)
}

fn percent(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
