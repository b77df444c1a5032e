//! Is it the same report, or another one on the same affair?
//!
//! A desk that reports on a strike, a takeover or a court case again and again tells its background in the same words
//! each time, and keeps the lead's form with another verb: "may seek", "has filed", "rejects". Headline and lead don't
//! tell such a report from a rewritten copy: both name the same people. What does is how much is kept, and how closely. A
//! later report keeps few sentences, reworded; a copy keeps most of them, or some word for word. And a daily list keeps
//! the sentences of its frame word for word, with another day's text between them, where an excerpt stands in one piece.
//!
//! Measured on 364 pages of one wire that everything else took for repeats of another day's story: 62 were none, and 46
//! of them fall to these rules; of 246 web reposts so claimed 9 do.

use super::extent::role_at;
use crate::compare::{AlignedGroup, Comparison, Relation};
use crate::story::{Document, Role};
use crate::text::Span;

/// How close the kept sentences of a rewritten copy are, on average, at least, if there were none …
const CLOSENESS: f32 = 1.1;
/// … and how much less close with each of them.
const CLOSENESS_PER_SENTENCE: f32 = 0.05;
/// Share of a page's body that stands in kept sentences at least where it tells nothing of its own, and of the original's
/// where nothing is left out. Then the sentences may be reworded throughout …
const WHOLE: f32 = 0.85;
/// … if there are so many, and nothing is left out, …
const WHOLE_SENTENCES: usize = 4;
/// … or so many, …
const MANY_SENTENCES: usize = 6;
/// … and no fact was changed in so many bytes of them.
const FACT_BYTES: usize = 1000;

/// What a word and the space after it take.
const BYTES_OF_WORD: usize = 6;

/// Sentences of a frame are at least this close.
const FRAME_CLOSENESS: f32 = 0.5;
/// A frame has fewer sentences than this.
const FRAME_SENTENCES: usize = 8;
/// Bytes between its sentences that were replaced by others, as a share of its own.
const FRAME_REPLACED: f32 = 0.2;

/// What two bodies have in common, in bytes of the original unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Footing {
    /// Kept sentences; those that were merged count once.
    sentences: usize,
    /// Their bytes.
    kept: usize,
    /// Their bytes weighed by how alike they are.
    alike: f32,
    /// Share of the original's bytes and of the page's that stands in kept sentences, 0–1.
    covered: (f32, f32),
    /// Whether the original's first sentence is among them.
    has_lead: bool,
    /// Close sentences in order.
    frame: usize,
    /// Their bytes.
    framed: usize,
    /// Bytes between the first and the last of them in place of which the page has others.
    replaced: usize,
}

impl Footing {
    /// Measures a pair.
    pub(super) fn of(comparison: &Comparison, original: &Document, page: &Document) -> Self {
        let mut footing = Self::default();
        let lead = original.parts.iter().find(|part| part.role == Role::Body).map(|part| part.span.start);
        let (mut bytes, mut kept_on_page, mut gap) = ((0, 0), 0, (0, 0));
        for group in &comparison.alignment.groups {
            let (left, right) = (body_bytes(original, group.original), body_bytes(page, group.page));
            bytes = (bytes.0 + left, bytes.1 + right);
            let is_kept = left > 0 && right > 0;
            if is_kept {
                footing.sentences += 1;
                footing.kept += left;
                footing.alike += left as f32 * group.score;
                kept_on_page += right;
                footing.has_lead |= group.original.map(|span| span.start) <= lead;
            }
            if is_kept && is_frame(group) {
                if footing.frame > 0 {
                    footing.replaced += gap.0.min(gap.1);
                }
                footing.frame += 1;
                footing.framed += left;
                gap = (0, 0);
            } else {
                gap = (gap.0 + left, gap.1 + right);
            }
        }
        footing.covered = (share(footing.kept, bytes.0), share(kept_on_page, bytes.1));
        footing
    }

    /// The same of a pair of which only sketches are compared: these words stand in so many kept sentences, this close, which
    /// are these shares of the original and of the page.
    pub(super) fn of_sketches(sentences: usize, words: usize, closeness: f32, covered: (f32, f32)) -> Self {
        let kept = BYTES_OF_WORD * words;
        Self { sentences, kept, alike: kept as f32 * closeness, covered, ..Self::default() }
    }

    /// Whether so few sentences, so far reworded, may be those that another report repeats; `changed` facts differ in
    /// them.
    pub(super) fn is_slight(&self, changed: usize) -> bool {
        let is_close = self.closeness() >= CLOSENESS - CLOSENESS_PER_SENTENCE * self.sentences as f32;
        let enough = if self.covered.0 >= WHOLE { WHOLE_SENTENCES } else { MANY_SENTENCES };
        let is_whole = self.covered.1 >= WHOLE && self.sentences >= enough && FACT_BYTES * changed < self.kept;
        !is_close && !is_whole
    }

    /// Whether the page is the original's opening and nothing else.
    pub(super) fn is_opening(&self) -> bool {
        self.has_lead && self.covered.1 >= WHOLE
    }

    /// How alike the kept sentences are, 0–1.
    pub(super) fn closeness(&self) -> f32 {
        self.alike / self.kept.max(1) as f32
    }

    /// Whether what is kept is a frame with other text inside.
    pub(super) fn is_frame(&self) -> bool {
        self.frame < FRAME_SENTENCES && share(self.replaced, self.framed) >= FRAME_REPLACED
    }
}

fn is_frame(group: &AlignedGroup) -> bool {
    group.score >= FRAME_CLOSENESS && group.relation != Relation::Moved
}

/// The bytes of a group's side; none where it isn't of the body.
fn body_bytes(document: &Document, span: Option<Span>) -> usize {
    span.filter(|span| role_at(document, span.start) == Some(Role::Body)).map_or(0, Span::len)
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Side, measure};

    /// So many kept sentences of 100 bytes, this close, which are these shares of the original's body and of the page's.
    fn footing(sentences: usize, closeness: f32, covered: (f32, f32)) -> Footing {
        let kept = 100 * sentences;
        Footing { sentences, kept, alike: kept as f32 * closeness, covered, ..Footing::default() }
    }

    #[test]
    fn few_reworded_sentences_may_be_another_report() {
        assert!(footing(4, 0.8, (0.6, 0.6)).is_slight(0));
    }

    #[test]
    fn close_or_many_sentences_are_a_copy() {
        assert!(!footing(4, 0.95, (0.6, 0.6)).is_slight(0));
        assert!(!footing(9, 0.7, (0.6, 0.6)).is_slight(0));
    }

    #[test]
    fn a_text_may_be_reworded_throughout_where_nothing_is_new() {
        assert!(!footing(5, 0.6, (0.9, 0.9)).is_slight(0));
        assert!(footing(5, 0.6, (0.9, 0.9)).is_slight(1), "a changed fact is new");
    }

    #[test]
    fn it_may_be_shortened_too_where_enough_is_left() {
        assert!(!footing(6, 0.6, (0.5, 1.0)).is_slight(0));
        assert!(footing(5, 0.6, (0.5, 1.0)).is_slight(0));
        assert!(footing(6, 0.6, (1.0, 0.5)).is_slight(0), "the page has much of its own");
    }

    const FIRST: &str = "The harbour board publishes the list of arrivals on its own pages every morning.";
    const LAST: &str = "The harbour board has not checked what the shipping companies told it about their cargo.";
    const TODAY: &str =
        "The Margarethe brought timber from Riga. Two tugs towed the Kelvin to pier nine, where it is repaired.";
    const TOMORROW: &str =
        "Grain came with the Orion from Odessa. A pilot fell ill aboard the Santa Clara and was taken ashore.";

    fn measured(original: &[&str], page: &[&str]) -> Footing {
        let document = |parts: &[&str]| Document::from_paragraphs("", parts.iter().copied());
        let (original, page) = (document(original), document(page));
        let side = |document| Side { document, published: None };
        Footing::of(&measure(side(&original), side(&page)).comparison, &original, &page)
    }

    #[test]
    fn a_frame_with_other_text_inside_is_told() {
        assert!(measured(&[FIRST, TODAY, LAST], &[FIRST, TOMORROW, LAST]).is_frame());
    }

    #[test]
    fn a_passage_in_one_piece_is_no_frame() {
        assert!(!measured(&[TODAY, FIRST, LAST], &[FIRST, LAST, TOMORROW]).is_frame());
        assert!(
            !measured(&[FIRST, TODAY, LAST], &[FIRST, LAST]).is_frame(),
            "nothing stands in place of what was left out"
        );
    }

    #[test]
    fn an_opening_has_the_lead_and_nothing_else() {
        assert!(measured(&[FIRST, LAST, TODAY], &[FIRST, LAST]).is_opening());
        assert!(!measured(&[TODAY, FIRST, LAST], &[FIRST, LAST]).is_opening());
        assert!(!measured(&[FIRST, LAST, TODAY], &[FIRST, LAST, TOMORROW]).is_opening());
    }
}
