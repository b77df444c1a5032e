//! Which passages were reused?

mod rectangle;
mod refine;
mod seed;
mod select;
mod summary;
mod verbatim;

use super::parameters as set;
use super::reading::{Reading, Vocabulary};
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
    boxes.truncate(set::REFINED);
    boxes.extend(runs.iter().map(|run| run.rectangle).take(set::REFINED));
    let mut refiner = Refiner::new(original, page, vocabulary);
    let mut candidates: Vec<Rectangle> = boxes.into_iter().map(|around| refiner.refine(around)).collect();
    candidates.sort_unstable_by_key(|candidate| (candidate.page, candidate.original));
    candidates.dedup_by_key(|candidate| (candidate.page, candidate.original));
    let copies = select::copies(&runs, &candidates, original, page);
    let mut selected = select::select(candidates.clone(), &copies, original, page);
    if let Some(summary) = summary::find(&candidates, &selected, &copies, original, page, vocabulary) {
        selected.retain(|rectangle| !rectangle::overlap(rectangle.page, summary.page));
        selected.push(summary);
        selected.sort_unstable_by_key(|rectangle| (rectangle.page, rectangle.original));
    }
    let passage = |rectangle: Rectangle| Passage {
        original: original.span_of(rectangle.original),
        page: page.span_of(rectangle.page),
        relation: Relation::Edited,
    };
    selected.into_iter().map(passage).collect()
}
