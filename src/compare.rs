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
mod note;
mod parameters;
mod passage;
mod reading;
mod sketch;

use crate::order::Order as _;
pub use align::{AlignedGroup, Alignment};
pub use edits::{Edit, EditKind, Excerpt, Place, Seriousness, apply, folded};
pub use measure::Measures;
pub use note::Note;
pub use passage::{Passage, Relation};
pub use sketch::{SketchComparison, SketchedPage};

use crate::story::Document;
use crate::text::date::Date;
use crate::text::token::Token;
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

/// A comparison whose edits are not listed yet, with the words of both sides from which they can be.
#[derive(Debug)]
pub(crate) struct Measured {
    /// The comparison.
    pub(crate) comparison: Comparison,
    original: Vec<Token>,
    page: Vec<Token>,
}

impl Measured {
    /// Lists the edits of these two sides, which were measured.
    pub(crate) fn list_edits(&mut self, original: Side<'_>, page: Side<'_>) {
        let (original, page) = ((original, self.original.as_slice()), (page, self.page.as_slice()));
        self.comparison.edits = edits::edits(original, page, &self.comparison.alignment);
    }
}

/// Compares an original with a page.
///
/// The alignment is the same, mirrored, when the sides are swapped.
pub fn compare(original: Side<'_>, page: Side<'_>) -> Comparison {
    let mut measured = measure(original, page);
    measured.list_edits(original, page);
    measured.comparison
}

/// Compares without listing the edits, which costs several times more than everything else: enough to tell whether a
/// page repeats a story at all.
pub(crate) fn measure(original: Side<'_>, page: Side<'_>) -> Measured {
    let mut vocabulary = Vocabulary::with_capacity(original.document.text.len().max(page.document.text.len()) / 10);
    // Rounding and ties depend on which side comes first: here always the shorter one, whatever it is called.
    let texts = (original.document.text.as_str(), page.document.text.as_str());
    let swapped = (texts.1.len(), texts.1) < (texts.0.len(), texts.0);
    let (first, second) = if swapped { (page, original) } else { (original, page) };
    let first = Reading::new(first.document, &mut vocabulary);
    let second = Reading::new(second.document, &mut vocabulary);
    let mut links = align::links(&first, &second, &vocabulary);
    let (read_original, read_page) = if swapped { (second, first) } else { (first, second) };
    if swapped {
        links.iter_mut().for_each(align::Link::swap);
        links.order_by_key(|link| (link.original, link.page));
    }
    let passages = passage::find(&read_original, &read_page, &vocabulary);
    let measures = Measures::of(&links, &passages, &read_original, &read_page, &vocabulary);
    let alignment = Alignment::new(&links, &read_original, &read_page);
    let comparison = Comparison { passages, alignment, edits: Vec::new(), measures };
    Measured { comparison, original: read_original.tokens, page: read_page.tokens }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Document::from_plain_text(text.to_owned())
    }

    fn compare_texts(original: &str, page: &str) -> Comparison {
        let (original, page) = (document(original), document(page));
        compare(Side { document: &original, published: None }, Side { document: &page, published: None })
    }

    /// Sentences out of few words, so that two texts share some.
    fn texts() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "minister",
            "Berlin",
            "harvest",
            "the",
            "of",
            "said",
            "Tuesday",
            "2,400",
            "tonnes",
            "“quota”",
            "U.S.",
            "rose",
            "fell",
            "in",
        ]);
        let end = prop::sample::select(vec![". ", "? ", ".\n", ".\n\n", "\n"]);
        let sentence = (prop::collection::vec(word, 1..12), end).prop_map(|(words, end)| words.join(" ") + end);
        prop::collection::vec(sentence, 0..14).prop_map(|sentences| sentences.concat())
    }

    proptest! {
        #[test]
        fn arbitrary_text_is_no_panic(original in "\\PC*|(\\PC|[.?!\"\n ]){0,200}", page in "\\PC*|(\\PC|[.?!\"\n ]){0,200}") {
            let found = compare_texts(&original, &page);
            for group in &found.alignment.groups {
                prop_assert!(group.original.is_none_or(|span| original.get(span.range()).is_some()));
                prop_assert!(group.page.is_none_or(|span| page.get(span.range()).is_some()));
            }
        }

        #[test]
        fn groups_cover_both_sides_once(original in texts(), page in texts()) {
            let found = compare_texts(&original, &page);
            for (text, spans) in [
                (&original, found.alignment.groups.iter().filter_map(|group| group.original).collect::<Vec<_>>()),
                (&page, found.alignment.groups.iter().filter_map(|group| group.page).collect()),
            ] {
                let mut spans = spans;
                spans.sort_unstable();
                prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
                let covered = |at: usize| spans.iter().any(|span| span.range().contains(&at));
                prop_assert!(text.char_indices().all(|(at, c)| !c.is_alphanumeric() || covered(at)));
            }
        }

        #[test]
        fn swapping_sides_mirrors_the_alignment(original in texts(), page in texts()) {
            let sides = |groups: Vec<AlignedGroup>, swap: bool| {
                let mut sides: Vec<_> = groups
                    .iter()
                    .map(|group| if swap { (group.page, group.original, group.score.to_bits()) } else { (group.original, group.page, group.score.to_bits()) })
                    .collect();
                sides.sort_unstable();
                sides
            };
            let there = sides(compare_texts(&original, &page).alignment.groups, false);
            let back = sides(compare_texts(&page, &original).alignment.groups, true);
            prop_assert_eq!(there, back);
        }

        #[test]
        fn passages_lie_inside_and_in_order(original in texts(), page in texts()) {
            let found = compare_texts(&original, &page).passages;
            prop_assert!(found.iter().all(|passage| original.get(passage.original.range()).is_some()));
            prop_assert!(found.iter().all(|passage| page.get(passage.page.range()).is_some()));
            prop_assert!(found.windows(2).all(|pair| pair[0].page.end <= pair[1].page.start));
        }
    }

    const STORY: &str = "The ferry Castor ran aground off the island of Naxos on Sunday with 312 passengers aboard. \
        Coastguard vessels took everyone to the port of Chora within four hours, officials said. \
        Its captain told investigators that the steering had failed twice since leaving Piraeus. \
        The shipping ministry suspended the operator's licence for all three of its older vessels. \
        Salvage crews pumped 80 tonnes of fuel from the tanks before the weather turned on Monday.";

    const FRAME: &str = "Our harbour column looks at a different quay every week, with recipes and letters from readers. \
        This time we follow a family of sponge divers who mend their nets in front of the old customs house.";

    #[test]
    fn a_copy_inside_other_text_is_found_to_the_letter() {
        let page = format!("{FRAME}\n\n{STORY}\n\n{FRAME}");
        let found = compare_texts(STORY, &page);
        assert_eq!(found.passages.len(), 1);
        assert_eq!(found.passages[0].page.of(&page), STORY);
        assert_eq!(found.passages[0].relation, Relation::Same);
        assert!(found.measures.kept > 0.99, "{:?}", found.measures);
        assert!((0.3..0.9).contains(&found.measures.page_reused), "{:?}", found.measures);
    }

    #[test]
    fn a_retelling_is_aligned_sentence_by_sentence() {
        let page = "With 312 people on board, the ferry Castor grounded near Naxos island on Sunday. \
            According to officials, all were brought to Chora port by coastguard ships in four hours. \
            The steering, the captain said to investigators, failed two times after Piraeus. \
            For three older vessels of the operator the ministry of shipping suspended the licence. \
            Before Monday's weather, 80 tonnes of fuel were pumped from its tanks by salvage crews.";
        let measures = compare_texts(STORY, page).measures;
        assert_eq!(measures.aligned_in_order, 5, "{measures:?}");
        assert!(measures.kept > 0.5 && measures.figures_kept > 0.9, "{measures:?}");
    }

    #[test]
    fn another_story_shares_nothing() {
        let found = compare_texts(STORY, FRAME);
        assert!(found.passages.is_empty());
        assert!(found.measures.kept < 0.05, "{:?}", found.measures);
    }
}
