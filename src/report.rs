//! What does the reader see?
//!
//! A report is a plain tree of elements and message keys, so that it is tested natively and drawn by one small renderer
//! in the overlay, the toolbar popup and on the site. Its words are neutral: a page *repeats*, *credits*, *changes*; why
//! it does so is not ours to say.

mod chip;
mod diff;
mod edits;
mod link;
mod panel;
mod sides;
#[cfg(test)]
mod tests;
mod tree;

pub use chip::{Badge, Tone};
pub(crate) use edits::note;
pub use link::Link;
pub use tree::{Action, Argument, Element, Message, Node, Value, element, message};

use crate::detect::{Finding, Verdict};
use crate::page::SourceSpan;
use crate::story::Article;
use crate::text::Span;

/// What a reader is shown about a page.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the page is.
    pub verdict: Verdict,
    /// Whether the page credits the agency.
    pub credited: bool,
    /// How many edits there are, house style left out.
    pub edits: usize,
    /// What the toolbar's button says; none where there is nothing to say.
    pub badge: Option<Badge>,
    /// What stands quietly at the page's edge; none where the badge is enough.
    pub chip: Option<Element>,
    /// The whole report.
    pub panel: Element,
    /// The passages of the page that [`Action::Show`] leads to: each a piece a block, in order.
    pub passages: Vec<Vec<SourceSpan>>,
}

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was found out.
    pub finding: &'a Finding,
    /// The article that was judged.
    pub article: &'a Article,
    /// How many stories are known at all: with none, finding nothing means nothing.
    pub known_stories: usize,
}

impl Report {
    /// Makes the report; `locate` says where a span of the article's text stands on the page.
    pub fn of(subject: Subject<'_>, locate: impl Fn(Span) -> Vec<SourceSpan>) -> Self {
        let mut passages = Vec::new();
        let panel = panel::panel(subject, &mut |span| {
            let place = locate(span);
            (!place.is_empty()).then(|| {
                passages.push(place);
                Action::Show(passages.len() - 1)
            })
        });
        Self {
            verdict: subject.finding.verdict,
            credited: subject.finding.credit.is_credited(),
            edits: subject.changes(),
            badge: chip::badge(subject),
            chip: chip::chip(subject),
            panel,
            passages,
        }
    }
}

/// Page and original side by side, as the compare page shows them; none where the original's words are not at hand.
pub fn sides(subject: Subject<'_>) -> Option<Element> {
    sides::sides(subject)
}

impl Subject<'_> {
    /// How many edits there are, house style left out.
    fn changes(&self) -> usize {
        use crate::compare::Seriousness;
        self.finding.comparison.as_ref().map_or(0, |comparison| {
            comparison.edits.iter().filter(|edit| edit.seriousness != Seriousness::Style).count()
        })
    }

    /// The agency's name, where a story was found.
    fn agency(&self) -> &str {
        self.finding.story.as_ref().map_or("", |story| story.agency.as_str())
    }
}
