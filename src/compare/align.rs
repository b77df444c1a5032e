//! Which sentences belong together?
//!
//! Sentences are compared by the idf mass that they share. An inverted index over the rarer stems names a few candidates
//! for each sentence, so the cost grows with the length of the texts and not with its square; from the candidates the
//! heaviest chain is taken that keeps the order of both sides (a sparse form of the length-and-dictionary aligners that
//! began with W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora", 1993). A link joins
//! one or two sentences of each side. Between two links neighbours vouch for weaker ones, and what is alike out of order
//! has moved.

mod chain;
mod similarity;

use super::reading::{Reading, Sentence, Vocabulary};
use super::{Relation, parameters as set};
use crate::order::Order as _;
use crate::story::Role;
use crate::text::Span;
use chain::heaviest_chain;
use similarity::{Profiles, Similarity};

/// Which sentences of two documents belong together.
///
/// The groups cover every sentence of both documents: those without a partner stand in a group with one side empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The groups in the page's order; groups without a page side stand where the original's order puts them.
    pub groups: Vec<AlignedGroup>,
}

/// One or two sentences of the original and what became of them on the page (1–1, 1–2, 2–1, 2–2), or a sentence that
/// stands on one side alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlignedGroup {
    /// From the first to the last of the original's sentences; none where the page added one.
    pub original: Option<Span>,
    /// From the first to the last of the page's sentences; none where the page dropped one.
    pub page: Option<Span>,
    /// How the two relate; `Rewritten` where one side is missing.
    pub relation: Relation,
    /// Idf-weighted similarity of the two sides, 0–1.
    pub score: f32,
}

/// A link between one or two sentences of each side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    /// The original's sentences, as a range.
    pub(super) original: (usize, usize),
    /// The page's sentences, as a range.
    pub(super) page: (usize, usize),
    /// Share of the idf mass that both hold, 0–1.
    pub(super) score: f32,
    /// What the link adds to a chain.
    pub(super) weight: f32,
    /// Whether it stands out of order.
    pub(super) moved: bool,
}

impl Link {
    /// Turns the link round.
    pub(super) fn swap(&mut self) {
        std::mem::swap(&mut self.original, &mut self.page);
    }
}

/// The links between two readings, in the original's order.
pub(super) fn links(original: &Reading<'_>, page: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Link> {
    let similarity = Similarity::new(Profiles::of(original), Profiles::of(page), vocabulary);
    let mut links = heaviest_chain(candidates(&similarity, original, page));
    let between = links_between(&links, &similarity, original, page);
    links.extend(between);
    links.extend(moved(&links, &similarity, original, page));
    links.order_by_key(|link| (link.original, link.page));
    links
}

/// The links that stand on their own evidence.
fn candidates(similarity: &Similarity, original: &Reading<'_>, page: &Reading<'_>) -> Vec<Link> {
    let mut found = Vec::new();
    for (i, j) in similarity.candidates() {
        if !compatible(original.sentences[i], page.sentences[j]) {
            continue;
        }
        let single = similarity.link((i, i + 1), (j, j + 1));
        found.push(single);
        if !(set::MERGE_FROM..=set::MERGE_UNLESS).contains(&single.score) {
            continue;
        }
        for originals in [(i, i + 1), (i, i + 2), (i.wrapping_sub(1), i + 1)] {
            for pages in [(j, j + 1), (j, j + 2), (j.wrapping_sub(1), j + 1)] {
                let merges = (originals, pages) != ((i, i + 1), (j, j + 1));
                if merges && joinable(&original.sentences, originals) && joinable(&page.sentences, pages) {
                    found.push(similarity.link(originals, pages));
                }
            }
        }
    }
    found.retain(|link| link.score >= least_score(link));
    found
}

/// The score that a link needs to stand on its own evidence.
fn least_score(link: &Link) -> f32 {
    match (link.original.1 - link.original.0, link.page.1 - link.page.0) {
        (1, 1) => set::ALIGN_MIN,
        (2, 2) => set::DOUBLE_MERGE_MIN,
        _ => set::MERGE_MIN,
    }
}

/// Weaker links in the gaps of a chain.
fn links_between(chain: &[Link], similarity: &Similarity, original: &Reading<'_>, page: &Reading<'_>) -> Vec<Link> {
    let mut found = Vec::new();
    let mut reach = (0, 0);
    let mut follows_link = false;
    let ends = chain.iter().map(|link| (link.original, link.page)).collect::<Vec<_>>();
    let last = ((original.sentences.len(), 0), (page.sentences.len(), 0));
    for (originals, pages) in ends.into_iter().chain([last]) {
        let (from, to) = (reach, (originals.0, pages.0));
        reach = (originals.1, pages.1);
        let enclosed = follows_link && originals.1 > 0;
        follows_link = true;
        if to.0 - from.0 > set::GAP_SENTENCES || to.1 - from.1 > set::GAP_SENTENCES {
            continue;
        }
        let mut weaker = Vec::new();
        for i in from.0..to.0 {
            for j in from.1..to.1 {
                if compatible(original.sentences[i], page.sentences[j]) {
                    let (i, j) = ((i, i + 1), (j, j + 1));
                    weaker.push(if enclosed { similarity.link_of_any_mass(i, j) } else { similarity.link(i, j) });
                }
            }
        }
        weaker.retain(|link| link.score >= set::ALIGN_MIN_BETWEEN);
        found.extend(heaviest_chain(weaker));
    }
    found
}

/// Links between what is left, out of order, best first.
fn moved(chain: &[Link], similarity: &Similarity, original: &Reading<'_>, page: &Reading<'_>) -> Vec<Link> {
    let mut free = (vec![true; original.sentences.len()], vec![true; page.sentences.len()]);
    for link in chain {
        free.0[link.original.0..link.original.1].fill(false);
        free.1[link.page.0..link.page.1].fill(false);
    }
    let pairs = similarity.candidates().filter(|(i, j)| free.0[*i] && free.1[*j]);
    let mut left: Vec<Link> = pairs
        .filter(|(i, j)| compatible(original.sentences[*i], page.sentences[*j]))
        .map(|(i, j)| similarity.link((i, i + 1), (j, j + 1)))
        .filter(|link| link.score >= set::MOVED_MIN)
        .collect();
    left.order_by(|a, b| b.weight.total_cmp(&a.weight).then(a.original.cmp(&b.original)).then(a.page.cmp(&b.page)));
    left.retain_mut(|link| {
        let both_free = free.0[link.original.0] && free.1[link.page.0];
        free.0[link.original.0] = false;
        free.1[link.page.0] = false;
        link.moved = true;
        both_free
    });
    left
}

/// Whether two sentences may be linked: what frames a story is linked with its like alone.
fn compatible(original: Sentence, page: Sentence) -> bool {
    let is_text = |role| matches!(role, Role::Headline | Role::Body | Role::Furniture);
    original.role == page.role || is_text(original.role) && is_text(page.role)
}

/// Whether the sentences of this range exist and may be taken together.
fn joinable(sentences: &[Sentence], range: (usize, usize)) -> bool {
    sentences.get(range.0..range.1).is_some_and(|joined| joined.iter().all(|sentence| sentence.role == joined[0].role))
}

impl Alignment {
    /// Groups every sentence of both readings by the links.
    pub(super) fn new(links: &[Link], original: &Reading<'_>, page: &Reading<'_>) -> Self {
        let mut groups = Vec::with_capacity(original.sentences.len() + page.sentences.len());
        let mut of_page = vec![None; page.sentences.len()];
        let mut linked = vec![None; original.sentences.len()];
        for (at, link) in links.iter().enumerate() {
            of_page[link.page.0] = Some(at);
            linked[link.original.0..link.original.1].fill(Some(at));
            of_page[link.page.0 + 1..link.page.1].fill(Some(usize::MAX));
        }
        // What the page dropped stands after the sentence that it followed, wherever that went.
        let mut dropped = linked.iter().take_while(|link| link.is_none()).count();
        groups.extend(
            original.sentences[..dropped].iter().map(|sentence| AlignedGroup::alone(Some(sentence.span), None)),
        );
        for (j, link) in of_page.iter().enumerate() {
            match link.map(|at| links.get(at)) {
                None => groups.push(AlignedGroup::alone(None, Some(page.sentences[j].span))),
                Some(None) => {}
                Some(Some(link)) => {
                    groups.push(AlignedGroup::of(link, original, page));
                    dropped = link.original.1;
                    while linked.get(dropped) == Some(&None) {
                        groups.push(AlignedGroup::alone(Some(original.sentences[dropped].span), None));
                        dropped += 1;
                    }
                }
            }
        }
        Self { groups }
    }
}

impl AlignedGroup {
    fn alone(original: Option<Span>, page: Option<Span>) -> Self {
        Self { original, page, relation: Relation::Rewritten, score: 0.0 }
    }

    fn of(link: &Link, original: &Reading<'_>, page: &Reading<'_>) -> Self {
        let span = |sentences: &[Sentence], range: (usize, usize)| {
            Span::new(sentences[range.0].span.start, sentences[range.1 - 1].span.end)
        };
        let original_span = span(&original.sentences, link.original);
        let page_span = span(&page.sentences, link.page);
        let relation = if link.moved { Relation::Moved } else { relation(link, original, page) };
        Self { original: Some(original_span), page: Some(page_span), relation, score: link.score }
    }
}

/// How the sentences of a link relate.
fn relation(link: &Link, original: &Reading<'_>, page: &Reading<'_>) -> Relation {
    let tokens = |reading: &Reading<'_>, range: (usize, usize)| {
        let (first, last) = (reading.sentences[range.0], reading.sentences[range.1 - 1]);
        first.first..last.end
    };
    let (originals, pages) = (tokens(original, link.original), tokens(page, link.page));
    let words = |reading: &Reading<'_>, range: std::ops::Range<usize>| {
        reading.tokens[range].iter().map(|token| token.word).collect::<Vec<_>>()
    };
    if original.stems[originals.clone()] == page.stems[pages.clone()] {
        if words(original, originals) == words(page, pages) { Relation::Same } else { Relation::HouseStyle }
    } else if link.score >= set::EDITED_MIN {
        Relation::Edited
    } else {
        Relation::Rewritten
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Document;

    /// Aligns two texts, a sentence a letter in `expected` on each side: "ab-c/ab+c" …
    fn aligned(original: &str, page: &str) -> Vec<(Option<String>, Option<String>, Relation)> {
        let (original, page) = (Document::from_paragraphs("", [original]), Document::from_paragraphs("", [page]));
        let mut vocabulary = Vocabulary::with_capacity(100);
        let (a, b) = (Reading::new(&original, &mut vocabulary), Reading::new(&page, &mut vocabulary));
        let alignment = Alignment::new(&links(&a, &b, &vocabulary), &a, &b);
        let of = |span: Option<Span>, text: &str| span.map(|span| span.of(text).to_owned());
        alignment.groups.iter().map(|g| (of(g.original, a.text), of(g.page, b.text), g.relation)).collect()
    }

    const TRAIN: &str = "The train from Leeds derailed near Selby on Friday.";
    const DRIVER: &str = "Its driver, Tom Hargreaves, escaped with bruises.";
    const INQUIRY: &str = "Investigators recovered the black box from the wreckage.";
    const TRACK: &str = "Signal failures had closed the same track in March.";

    #[test]
    fn keeps_order_and_covers_both() {
        let groups = aligned(&[TRAIN, DRIVER, INQUIRY].join(" "), &[TRAIN, TRACK, INQUIRY].join(" "));
        let expected = [
            (Some(TRAIN), Some(TRAIN), Relation::Same),
            (Some(DRIVER), None, Relation::Rewritten),
            (None, Some(TRACK), Relation::Rewritten),
            (Some(INQUIRY), Some(INQUIRY), Relation::Same),
        ];
        let owned =
            |(a, b, r): &(Option<&str>, Option<&str>, Relation)| (a.map(str::to_owned), b.map(str::to_owned), *r);
        assert_eq!(groups, expected.iter().map(owned).collect::<Vec<_>>());
    }

    #[test]
    fn joins_what_was_split() {
        let split = "Its driver escaped. Tom Hargreaves had bruises.";
        let groups = aligned(&[TRAIN, DRIVER, TRACK].join(" "), &[TRAIN, split, TRACK].join(" "));
        assert_eq!(groups.len(), 3, "{groups:?}");
        assert_eq!(groups[1].1.as_deref(), Some(split));
        let mirrored = aligned(&[TRAIN, split, TRACK].join(" "), &[TRAIN, DRIVER, TRACK].join(" "));
        assert_eq!(mirrored[1].0.as_deref(), Some(split));
    }

    #[test]
    fn finds_what_moved() {
        let groups = aligned(&[TRAIN, DRIVER, INQUIRY, TRACK].join(" "), &[DRIVER, INQUIRY, TRACK, TRAIN].join(" "));
        assert_eq!(groups.len(), 4);
        assert_eq!((groups[3].1.as_deref(), groups[3].2), (Some(TRAIN), Relation::Moved));
    }

    #[test]
    fn house_style_is_no_edit() {
        let groups = aligned("The U.S. labour organisation agreed.", "The US labor organization agreed.");
        assert_eq!(groups[0].2, Relation::HouseStyle);
    }
}
