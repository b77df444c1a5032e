//! Which rewordings does a reader take for one?
//!
//! A diff of words is confetti where a sentence was told anew: a tense here, an article there. Rewordings that stand close
//! together are shown as one phrase before and after, with the few kept words between them; two phrases that say much
//! each stay two.

use super::pair::{Change, Half, Pair};
use super::piece::Class;
use super::{EditKind, Seriousness};
use crate::order::Order as _;
use crate::text::case::lowercase;
use crate::text::list::List;
use std::ops::Range;

/// How many kept content words may part a change of function words alone from the next.
const REACH_OF_SMALL: usize = 3;

/// How many, where most of the sentence is told in other words.
const REACH_OF_RETOLD: usize = 4;

/// The share of content words below which a sentence is told in other words.
const KEPT_OF_RETOLD: f32 = 0.5;

/// Words that begin a clause with a verb of its own.
const CLAUSE_OPENERS: List = List::words(
    "after although and as because before but if or since so that though unless until when where which while who \
    whom whose",
);

/// Joins rewordings that are read as one.
pub(super) fn join(pair: &Pair<'_>, changes: Vec<Change>) -> Vec<Change> {
    let is_plain = |change: &Change| {
        change.kind == EditKind::Reworded && change.seriousness == Seriousness::Wording && change.note.is_empty()
    };
    let (mut plain, rest): (Vec<Change>, Vec<Change>) = changes.into_iter().partition(is_plain);
    if plain.len() < 2 {
        plain.extend(rest);
        return plain;
    }
    let (styles, mut specific): (Vec<Change>, Vec<Change>) =
        rest.into_iter().partition(|change| change.kind == EditKind::HouseStyle);
    plain.order_by_key(|change| (change.page.start, change.original.start));
    let is_retold = is_retold(pair);
    let mut joined: Vec<Change> = Vec::new();
    for change in plain {
        let with_last = joined.last().and_then(|last| {
            let gap = Gap::between(pair, last, &change)?;
            let whole = (last.original.start..change.original.end, last.page.start..change.page.end);
            (gap.is_free(pair, &styles, &whole) && gap.is_short(pair, last, &change, is_retold)).then_some(whole)
        });
        match (with_last, joined.last_mut()) {
            (Some((original, page)), Some(last)) => (last.original, last.page) = (original, page),
            _ => joined.push(change),
        }
    }
    let is_inside = |style: &Change| joined.iter().any(|change| meets(style, &change.original, &change.page));
    specific.extend(styles.into_iter().filter(|style| !is_inside(style)));
    joined.append(&mut specific);
    joined
}

/// What stands between two changes, on both sides.
struct Gap {
    original: Range<usize>,
    page: Range<usize>,
}

impl Gap {
    fn between(pair: &Pair<'_>, left: &Change, right: &Change) -> Option<Self> {
        let original = left.original.end..right.original.start;
        let page = left.page.end..right.page.start;
        let is_ordered = original.start <= original.end && page.start <= page.end;
        (is_ordered && pair.original.is_free(original.clone()) && pair.page.is_free(page.clone()))
            .then_some(Self { original, page })
    }

    /// Whether nothing but kept words and house style lies in it, and nothing of that reaches beyond.
    fn is_free(&self, pair: &Pair<'_>, styles: &[Change], whole: &(Range<usize>, Range<usize>)) -> bool {
        let holds = |outer: &Range<usize>, inner: &Range<usize>| {
            inner.is_empty() || outer.start <= inner.start && inner.end <= outer.end
        };
        let is_style =
            |side: fn(&Change) -> &Range<usize>, at: usize| styles.iter().any(|style| side(style).contains(&at));
        let is_plain = |half: &Half<'_>, at: usize| {
            half.piece(at).is_some_and(|piece| piece.quotation == 0) && !matches!(half.sheet.raw(at), "." | "?" | "!")
        };
        let is_kept = |at: usize| {
            pair.original.partner(at).is_some_and(|page| self.page.contains(&page) && pair.is_kept(at, page))
        };
        let is_kept_on_page = |at: usize| {
            pair.page
                .partner(at)
                .is_some_and(|original| self.original.contains(&original) && pair.is_kept(original, at))
        };
        self.original
            .clone()
            .all(|at| is_plain(&pair.original, at) && (is_kept(at) || is_style(|change| &change.original, at)))
            && self
                .page
                .clone()
                .all(|at| is_plain(&pair.page, at) && (is_kept_on_page(at) || is_style(|change| &change.page, at)))
            && styles
                .iter()
                .filter(|style| meets(style, &whole.0, &whole.1))
                .all(|style| holds(&whole.0, &style.original) && holds(&whole.1, &style.page))
    }

    /// Whether a reader would read on over it.
    fn is_short(&self, pair: &Pair<'_>, left: &Change, right: &Change, is_retold: bool) -> bool {
        let between = content(&pair.original, &self.original);
        let says = |change: &Change| content(&pair.original, &change.original).max(content(&pair.page, &change.page));
        let has_words = |change: &Change| {
            pair.original.count_words(change.original.clone()) + pair.page.count_words(change.page.clone()) > 0
        };
        if !has_words(left) || !has_words(right) {
            return pair.original.count_words(self.original.clone()) == 0;
        }
        let opens_clause = self.original.clone().any(|at| CLAUSE_OPENERS.has(&lowercase(pair.original.sheet.raw(at))));
        let lesser = says(left).min(says(right));
        let reach = match lesser {
            0 => REACH_OF_SMALL,
            1 => 1,
            lesser => lesser.min(REACH_OF_SMALL),
        };
        let reach = if is_retold { reach.max(REACH_OF_RETOLD) } else { reach };
        // Two clauses stay two, unless hardly anything parts a small word from its neighbour.
        between <= reach && !(opens_clause && (between > usize::from(lesser == 0) || lesser > 1))
    }
}

/// Whether a change has pieces in either range.
fn meets(change: &Change, original: &Range<usize>, page: &Range<usize>) -> bool {
    let meets =
        |a: &Range<usize>, b: &Range<usize>| !a.is_empty() && !b.is_empty() && a.start < b.end && b.start < a.end;
    meets(&change.original, original) || meets(&change.page, page)
}

fn content(half: &Half<'_>, range: &Range<usize>) -> usize {
    let pieces = half.sheet.pieces.get(range.clone()).unwrap_or_default();
    pieces.iter().filter(|piece| piece.class == Class::Content).count()
}

/// Whether most of the passage is told in other words.
fn is_retold(pair: &Pair<'_>) -> bool {
    let all = content(&pair.original, &pair.original.range).max(content(&pair.page, &pair.page.range));
    let is_kept = |at: &usize| pair.original.has_content(*at..*at + 1) && pair.original.partner(*at).is_some();
    let kept = pair.original.range.clone().filter(is_kept).count();
    (kept as f32) < KEPT_OF_RETOLD * all as f32
}
