//! Which passages were reused?

use super::align::Link;
use super::parameters as set;
use super::reading::Reading;
use crate::text::Span;

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

/// Runs of linked sentences.
pub(super) fn of_links(links: &[Link], original: &Reading<'_>, page: &Reading<'_>) -> Vec<Passage> {
    let mut links = links.to_vec();
    links.sort_unstable_by_key(|link| link.page);
    let mut runs: Vec<(Link, bool)> = Vec::new();
    for link in links {
        let gap = |a: usize, b: usize| b.checked_sub(a).is_some_and(|gap| gap <= set::PASSAGE_GAP);
        match runs.last_mut() {
            Some((run, _)) if gap(run.original.1, link.original.0) && gap(run.page.1, link.page.0) => {
                run.original.1 = link.original.1;
                run.page.1 = link.page.1;
            }
            _ => runs.push((link, link.moved)),
        }
    }
    let span = |reading: &Reading<'_>, range: (usize, usize)| {
        Span::new(reading.sentences[range.0].span.start, reading.sentences[range.1 - 1].span.end)
    };
    let passage = |(run, moved): (Link, bool)| Passage {
        original: span(original, run.original),
        page: span(page, run.page),
        relation: if moved { Relation::Moved } else { Relation::Edited },
    };
    runs.into_iter().map(passage).collect()
}
