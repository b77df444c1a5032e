//! What can be told of a block and of an element by itself?

use super::super::rules::*;
use super::super::words::{ends_of_sentences, same_words};
use super::super::{Element, Snapshot};
use crate::text::list::Word;

/// What is known of every block and element.
pub(super) struct Features {
    pub(super) blocks: Vec<Feature>,
    pub(super) elements: Vec<Place>,
}

/// A block's length, links and sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Feature {
    /// Characters that are no white space.
    pub(super) chars: usize,
    /// Those of them that stand in links.
    pub(super) link_chars: usize,
    pub(super) words: usize,
    /// Ends of sentences.
    pub(super) sentences: usize,
    /// How much it speaks for an article around it.
    pub(super) strength: f32,
    pub(super) hidden: bool,
    pub(super) is_heading: bool,
    /// Whether it is the page's title itself.
    pub(super) is_headline: bool,
    /// Whether it is a table's cell: numbers and dates are what tables are made of.
    pub(super) in_table: bool,
    in_list: bool,
}

/// What an element is named after, by its tag and marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) comments: bool,
    pub(super) caption: bool,
    /// Which names of [`RELATED`], a bit each.
    pub(super) related: u64,
    pub(super) aside: bool,
    pub(super) embed: bool,
}

impl Place {
    /// Whether it is not the article's by its name.
    pub(super) fn is_foreign(self) -> bool {
        self.comments || self.related != 0 || self.aside
    }
}

impl Feature {
    /// The share of link text, 0–1.
    pub(super) fn links(&self) -> f32 {
        self.link_chars as f32 / self.chars.max(1) as f32
    }

    /// Whether hardly any of its text stands outside links.
    fn is_link(&self) -> bool {
        self.links() > NAVIGATION
    }

    /// Whether it is a link to elsewhere rather than text with a link in it. An article's headings may be links.
    pub(super) fn is_navigation(&self) -> bool {
        self.is_link() && !self.is_heading
    }
}

impl Features {
    pub(super) fn of(page: &Snapshot, title: &str) -> Self {
        let elements = places(&page.elements);
        let inherited = inherited(page, &elements);
        let mut blocks: Vec<Feature> = page
            .blocks
            .iter()
            .map(|block| {
                let tag = page.elements.get(block.element).map_or("", |element| element.tag.as_str());
                let (mut chars, mut words, mut in_word) = (0, 0, false);
                for c in block.text.chars() {
                    let white = c.is_whitespace();
                    chars += usize::from(!white);
                    words += usize::from(!white && !in_word);
                    in_word = !white;
                }
                let is_heading = is_heading(tag);
                Feature {
                    chars,
                    words,
                    link_chars: block.link_chars.min(chars),
                    sentences: ends_of_sentences(&block.text),
                    hidden: block.hidden,
                    is_heading,
                    is_headline: matches!(tag, "h1" | "h2")
                        && words >= 2
                        && same_words(&block.text, title) > SAME_TITLE,
                    in_table: matches!(tag, "td" | "th"),
                    in_list: tag == "li",
                    strength: 0.0,
                }
            })
            .collect();
        unhide(&mut blocks);
        let cards = cards(page, &blocks);
        for (block, feature) in page.blocks.iter().zip(&mut blocks) {
            let place = inherited.get(block.element).copied().unwrap_or_default();
            feature.strength = if feature.hidden { 0.0 } else { strength(feature, place) };
            if cards.get(block.element) == Some(&true) {
                feature.strength *= IN_CARD;
            }
        }
        Self { blocks, elements }
    }

    /// Whether an element around a block, the body aside, is named as something else than the article; `own` are the names of
    /// [`RELATED`] that do not count.
    pub(super) fn is_named_otherwise(&self, page: &Snapshot, block: usize, own: u64) -> bool {
        let around = std::iter::successors(Some(page.blocks[block].element), |&at| page.elements[at].parent);
        let mut places = around.take_while(|&at| at != 0).map(|at| self.elements[at]);
        places.any(|place| Place { related: place.related & !own, ..place }.is_foreign() || place.caption)
    }
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// How much a block speaks for an article around it: its text outside links, if it reads like prose.
fn strength(feature: &Feature, place: Place) -> f32 {
    if feature.chars < LEAST_CHARS || feature.links() > MOST_LINKS {
        return 0.0;
    }
    let mut strength = feature.chars as f32 * (1.0 - feature.links());
    if feature.sentences == 0 {
        strength *= NO_SENTENCE;
    }
    if feature.in_list {
        strength *= IN_LIST;
    }
    if place.comments || place.aside {
        strength *= ASIDE;
    }
    strength
}

/// Shows hidden text on a page that has hardly any other: it waits for a script that a file cannot run.
fn unhide(blocks: &mut [Feature]) {
    let sum = |hidden: bool| -> (f32, usize) {
        let strengths =
            blocks.iter().filter(|feature| feature.hidden == hidden).map(|feature| strength(feature, Place::default()));
        strengths
            .filter(|&strength| strength > GOOD)
            .map(|strength| strength.min(MOST_HIDDEN))
            .fold((0.0, 0), |(sum, count), strength| (sum + strength, count + 1))
    };
    let ((hidden, count), (visible, _)) = (sum(true), sum(false));
    if hidden > HIDDEN_TIMES * visible && hidden > HIDDEN_STRENGTH && count >= HIDDEN_BLOCKS {
        blocks.iter_mut().for_each(|feature| feature.hidden = false);
    }
}

/// Which elements stand in a card of a list of teasers: several boxes in one place, each with a linked heading and little
/// other text. A heading's card is one of the elements around it.
fn cards(page: &Snapshot, blocks: &[Feature]) -> Vec<bool> {
    let parent = |at: usize| page.elements[at].parent.filter(|&parent| parent < at);
    let mut chars = vec![0; page.elements.len()];
    let mut is_card = vec![false; page.elements.len()];
    for (block, feature) in page.blocks.iter().zip(blocks) {
        chars[block.element] += feature.chars - feature.link_chars;
        if feature.is_heading && feature.is_link() {
            let around = std::iter::successors(parent(block.element), |&at| parent(at));
            around.take(CARD_LEVELS).filter(|&at| at != 0).for_each(|at| is_card[at] = true);
        }
    }
    for at in (1..chars.len()).rev() {
        if let Some(parent) = parent(at) {
            chars[parent] += chars[at];
        }
    }
    let mut inside = vec![0; page.elements.len()];
    for at in 1..chars.len() {
        is_card[at] &= chars[at] <= LONGEST_CARD;
        if let Some(parent) = parent(at) {
            inside[parent] += u32::from(is_card[at]);
        }
    }
    for at in 1..chars.len() {
        is_card[at] = parent(at).is_some_and(|parent| is_card[parent] || is_card[at] && inside[parent] >= LEAST_CARDS);
    }
    is_card
}

/// What each element is named after, or one around it. The body's own classes describe the page, not a part of it.
fn inherited(page: &Snapshot, own: &[Place]) -> Vec<Place> {
    let mut places = vec![Place::default(); own.len()];
    for at in 1..own.len() {
        let around =
            page.elements[at].parent.filter(|&parent| parent < at).map(|parent| places[parent]).unwrap_or_default();
        places[at] =
            Place { comments: own[at].comments || around.comments, aside: own[at].aside || around.aside, ..own[at] };
    }
    places
}

/// What each element is named after. Sites give the same names to many elements, so those met last are remembered.
fn places(elements: &[Element]) -> Vec<Place> {
    const REMEMBERED: usize = 256;
    let mut remembered: Vec<Option<(&str, Place)>> = vec![None; REMEMBERED];
    let mut places = vec![Place::default(); elements.len()];
    for (place, Element { tag, marks, .. }) in places.iter_mut().zip(elements) {
        if matches!(tag.as_str(), "body" | "main" | "html") {
            continue;
        }
        let sum = marks.bytes().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        let slot = &mut remembered[sum % REMEMBERED];
        *place = slot.filter(|(known, _)| *known == marks.as_str()).map_or_else(|| named(marks), |(_, place)| place);
        *slot = Some((marks, *place));
        place.aside |= ASIDE_TAGS.has(tag);
        place.caption |= tag == "figcaption";
        if is_heading(tag) {
            // A heading's id is made of its words.
            place.related = 0;
        }
    }
    places
}

/// "Teaser" among the names of [`RELATED`].
pub(super) fn teaser() -> u64 {
    Word::of("teaser".bytes()).map_or(0, |word| related(&word))
}

/// After which name of [`RELATED`] a word is, if any, as a bit.
fn related(word: &Word<impl Iterator<Item = u8> + Clone>) -> u64 {
    RELATED.position_of(word).map_or(0, |name| 1 << (name % 64))
}

/// What an element with these marks is named after.
fn named(marks: &str) -> Place {
    let mut place = Place::default();
    let end = (0..=MOST_MARKS.min(marks.len())).rev().find(|&end| marks.is_char_boundary(end)).unwrap_or(0);
    for mark in marks[..end].split_ascii_whitespace() {
        // Page builders name every box "widget".
        let is_widget = || mark.contains("-widget") || mark.contains("widget-");
        if mark.starts_with("elementor") || mark.bytes().any(|byte| byte == b'w') && is_widget() {
            continue;
        }
        if SUBJECTS.iter().any(|subject| mark.starts_with(subject)) {
            continue;
        }
        place.aside |= ASIDE_MARKS.has(mark);
        place.embed |= EMBEDS.has(mark);
        let is_sign = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let bytes = mark.as_bytes();
        let mut start = 0;
        for word in bytes.split(|&byte| is_sign(byte)) {
            place.comments |= std::str::from_utf8(word).is_ok_and(|word| COMMENTS.has(word));
            let rest = || bytes[start..].iter().copied().filter(|&byte| !is_sign(byte));
            if let Some(word) = Word::of(rest()) {
                place.related |= related(&word);
                place.caption |= CAPTIONS.position_of(&word).is_some();
            }
            start += word.len() + 1;
        }
    }
    place
}
