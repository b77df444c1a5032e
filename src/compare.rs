//! What was kept, and what was changed?
//!
//! [`compare`] aligns two documents and derives from the alignment everything that is said about the pair: the reused
//! [`Passage`]s, the [`Measures`] on which the verdict stands, and the [`Edit`]s that turn one into the other.
//!
//! The result has two layers, as in a diff library: the [`Alignment`] says compactly which sentences belong together
//! and covers both documents completely; edits are what a reader is shown of it.

mod align;
mod edits;
mod measure;
mod parameters;
mod passage;
mod reading;

pub use align::{AlignedGroup, Alignment};
pub use edits::{Edit, EditKind, Excerpt, Place, Seriousness, apply, folded};
pub use measure::Measures;
pub use passage::{Passage, Relation};

use crate::story::Document;
use crate::text::date::Date;
use reading::{Reading, Vocabulary};

/// One side of a comparison: a document and the day it was published, against which "Tuesday" is read.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The words.
    pub document: &'a Document,
    /// The day of publication, where it is known.
    pub published: Option<Date>,
}

/// What comparing two documents found.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Reused passages, neighbours merged, in the page's order.
    pub passages: Vec<Passage>,
    /// Which sentences belong together; covers both documents.
    pub alignment: Alignment,
    /// Every difference, most serious first, then in the page's order. Applied to the original they give the page.
    pub edits: Vec<Edit>,
    /// The statistics on which a verdict stands.
    pub measures: Measures,
}

/// Compares an original with a page.
pub fn compare(original: Side<'_>, page: Side<'_>) -> Comparison {
    let mut vocabulary = Vocabulary::with_capacity(original.document.text.len() / 10);
    let read_original = Reading::new(original.document, &mut vocabulary);
    let read_page = Reading::new(page.document, &mut vocabulary);
    let links = align::links(&read_original, &read_page, &vocabulary);
    let passages = passage::find(&read_original, &read_page, &vocabulary);
    let measures = Measures::of(&links, &passages, &read_original, &read_page, &vocabulary);
    let alignment = Alignment::new(&links, &read_original, &read_page);
    let edits = edits::edits(original, page, &alignment);
    Comparison { passages, alignment, edits, measures }
}
