//! Which passages were reused?

mod rectangle;
mod refine;
mod seed;
mod select;
mod summary;
mod verbatim;

use super::parameters as set;
use super::reading::{Reading, Vocabulary};
use crate::order::{Order as _, order_numbers};
use crate::text::Span;
use rectangle::Rectangle;
use refine::Refiner;

/// A passage that stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the original's text.
    pub original: Span,
    /// Where it stands in the page's text.
    pub page: Span,
    /// How the two relate.
    pub relation: Relation,
}

/// How a passage of the page relates to the original's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same words.
    Same,
    /// Nothing but house style differs.
    HouseStyle,
    /// Changed in places.
    Edited,
    /// Told in other words.
    Rewritten,
    /// Stands out of the original's order.
    Moved,
}

impl Relation {
    /// The name in reports and in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::HouseStyle => "house-style",
            Self::Edited => "edited",
            Self::Rewritten => "rewritten",
            Self::Moved => "moved",
        }
    }
}

/// The reused passages of a pair, in the page's order.
pub(super) fn find(original: &Reading<'_>, page: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Passage> {
    let runs = verbatim::runs(original, page);
    let mut boxes = seed::boxes(original, page, vocabulary);
    let refined = set::REFINED.max(page.sentences.len() / set::REFINED_SENTENCES);
    boxes.truncate(refined);
    boxes.extend(runs.iter().map(|run| run.rectangle).take(refined));
    let mut refiner = Refiner::new(original, page, vocabulary);
    let mut candidates: Vec<Rectangle> = boxes.into_iter().map(|around| refiner.refine(around)).collect();
    candidates.order_by_key(|candidate| (candidate.page, candidate.original));
    candidates.dedup_by_key(|candidate| (candidate.page, candidate.original));
    let copies = select::copies(&runs, &candidates, original, page);
    let mut selected = select::select(candidates.clone(), &copies, original, page);
    if let Some(summary) = summary::find(&candidates, &selected, original, page, vocabulary) {
        selected.retain(|rectangle| !rectangle::overlap(rectangle.page, summary.page));
        selected.push(summary);
        selected.order_by_key(|rectangle| (rectangle.page, rectangle.original));
    }
    let in_order = in_order(&selected);
    let passage = |(rectangle, in_order): (&Rectangle, bool)| Passage {
        original: original.span_of(rectangle.original),
        page: page.span_of(rectangle.page),
        relation: if in_order { relation(rectangle, original, page) } else { Relation::Moved },
    };
    selected.iter().zip(in_order).map(passage).collect()
}

/// Which passages, in the page's order, stand in the original's order as well: the heaviest chain of them.
fn in_order(passages: &[Rectangle]) -> Vec<bool> {
    let mut totals = vec![(0.0_f32, None); passages.len()];
    for (at, passage) in passages.iter().enumerate() {
        let before = (0..at).filter(|other| passages[*other].original.0 < passage.original.0);
        let best = before.max_by(|a, b| totals[*a].0.total_cmp(&totals[*b].0));
        totals[at] = (passage.score + best.map_or(0.0, |best| totals[best].0), best);
    }
    let mut kept = vec![false; passages.len()];
    let mut next = (0..passages.len()).max_by(|a, b| totals[*a].0.total_cmp(&totals[*b].0));
    while let Some(at) = next {
        kept[at] = true;
        next = totals[at].1;
    }
    kept
}

/// How the two sides of a passage relate, by their words.
fn relation(rectangle: &Rectangle, original: &Reading<'_>, page: &Reading<'_>) -> Relation {
    let words = |reading: &Reading<'_>, range: (usize, usize)| {
        reading.tokens[range.0..range.1].iter().map(|token| token.word).collect::<Vec<_>>()
    };
    let stems = |reading: &Reading<'_>, range: (usize, usize)| {
        let mut stems = reading.stems[range.0..range.1].to_vec();
        order_numbers(&mut stems);
        stems
    };
    if words(original, rectangle.original) == words(page, rectangle.page) {
        return Relation::Same;
    }
    if original.stems[rectangle.original.0..rectangle.original.1] == page.stems[rectangle.page.0..rectangle.page.1] {
        return Relation::HouseStyle;
    }
    let (a, b) = (stems(original, rectangle.original), stems(page, rectangle.page));
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let alike = 2.0 * shared as f32 / (a.len() + b.len()) as f32;
    if alike >= set::EDITED_WORDS { Relation::Edited } else { Relation::Rewritten }
}
