//! Which candidates are worth a full comparison?
//!
//! Look-up names a score of stories for every page, and nearly always none of them is what the page repeats. Comparing
//! costs some 300 µs a candidate; this costs a few: words are cut to their first letters (truncation is the oldest
//! stemmer there is, and for this as good as any), and pairs of neighbouring words of content are looked for in a bit
//! set of the page's. Topic alone gives few common pairs; even a spun or translated copy keeps some.

use crate::story::{Document, Role};
use crate::text::case::starts_with_digit;

/// Words of fewer letters than this carry no content, unless they are figures.
const CONTENT_LETTERS: usize = 4;
/// How many bytes of a word are looked at.
const CUT: usize = 6;
/// Bits of the set, as a power of two: 8 KB, in which 500 pairs of words collide with one foreign pair in 130.
const BITS: u32 = 16;
/// Common pairs with which a candidate is always compared.
const ENOUGH_PAIRS: u32 = 40;
/// Common pairs that a candidate has at least.
const SOME_PAIRS: u32 = 4;
/// Their least share of the shorter text's pairs. Of labelled pairs that a comparison calls a repeat every one has more,
/// an excerpt of four sentences as well; of unrelated pairs one in a hundred has as much.
const ENOUGH_SHARE: f32 = 0.06;

/// The pairs of neighbouring words of content that stand on a page.
pub struct Screen {
    set: Vec<u64>,
    pairs: u32,
}

/// How much a candidate promises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    /// Different pairs of words that it shares with the page.
    pub common: u32,
    /// Their share of the pairs of the shorter text, 0–1.
    pub share: f32,
}

impl Screen {
    /// Reads a page.
    pub fn new(page: &Document) -> Self {
        let mut screen = Self { set: vec![0; 1 << (BITS - 6)], pairs: 0 };
        for_each_pair(page, |pair| {
            let (word, bit) = place(pair);
            screen.pairs += u32::from(screen.set[word] & bit == 0);
            screen.set[word] |= bit;
        });
        screen
    }

    /// What a candidate promises.
    pub fn promise(&self, candidate: &Document) -> Promise {
        // Bits are taken out as they are found, so that a pair counts once.
        let (mut left, mut seen) = (self.set.clone(), vec![0_u64; self.set.len()]);
        let (mut common, mut pairs) = (0, 0);
        for_each_pair(candidate, |pair| {
            let (word, bit) = place(pair);
            pairs += u32::from(seen[word] & bit == 0);
            seen[word] |= bit;
            common += u32::from(left[word] & bit != 0);
            left[word] &= !bit;
        });
        Promise { common, share: common as f32 / self.pairs.min(pairs).max(1) as f32 }
    }

    /// How many of a text's pairs stand on the page, and how many it has.
    pub(super) fn shared(&self, text: &str) -> (u32, u32) {
        let (mut shared, mut all) = (0, 0);
        for_each_pair_in(text, &mut |pair| {
            let (word, bit) = place(pair);
            shared += u32::from(self.set[word] & bit != 0);
            all += 1;
        });
        (shared, all)
    }
}

impl Promise {
    /// Whether a full comparison could find anything.
    pub fn is_worth_comparing(self) -> bool {
        self.common >= ENOUGH_PAIRS || self.common >= SOME_PAIRS && self.share >= ENOUGH_SHARE
    }
}

fn place(pair: u32) -> (usize, u64) {
    let at = pair >> (32 - BITS);
    ((at >> 6) as usize, 1 << (at & 63))
}

/// Hands over the hash of every pair of neighbouring words of content in headline and body.
fn for_each_pair(document: &Document, mut found: impl FnMut(u32)) {
    for part in document.parts.iter().filter(|part| matches!(part.role, Role::Headline | Role::Body)) {
        for_each_pair_in(part.span.of(&document.text), &mut found);
    }
}

fn for_each_pair_in(text: &str, found: &mut dyn FnMut(u32)) {
    let mut last = None;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let is_figure = starts_with_digit(word);
        if word.len() < CONTENT_LETTERS && !is_figure {
            continue;
        }
        let key = key(word);
        if let Some(last) = last.replace(key) {
            // The order of the two is the writer's choice, not the story's.
            found((u32::min(key, last) ^ u32::max(key, last).rotate_left(15)).wrapping_mul(0x9e37_79b1));
        }
    }
}

/// The hash of a word's first bytes, whatever their case (FNV-1a: G. Fowler, L. C. Noll, K.-P. Vo, 1991).
fn key(word: &str) -> u32 {
    word.bytes()
        .take(CUT)
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promise(page: &str, candidate: &str) -> Promise {
        let document = |text: &str| Document::from_paragraphs("", [text]);
        Screen::new(&document(page)).promise(&document(candidate))
    }

    const FERRY: &str =
        "The ferry Margarethe ran aground near Kelvin Point with 212 passengers aboard, coastguards said.";

    #[test]
    fn a_text_promises_all_of_itself() {
        assert_eq!(promise(FERRY, FERRY).share, 1.0);
    }

    #[test]
    fn endings_case_and_the_order_of_two_words_do_not_matter() {
        let spun = "Coastguards say the Margarethe ferry was grounded near KELVIN POINT, 212 passengers aboard.";
        assert!(promise(FERRY, spun).is_worth_comparing());
    }

    #[test]
    fn a_pair_counts_once() {
        let chorus = "Kelvin Point, Kelvin Point, Kelvin Point, Kelvin Point.";
        assert!(promise(FERRY, chorus).common <= 1);
    }

    #[test]
    fn words_apart_are_no_pairs() {
        let other = "Passengers paid 212 crowns for the new ferry, which said goodbye to Point Zero near noon.";
        assert!(!promise(FERRY, other).is_worth_comparing());
    }

    #[test]
    fn nothing_promises_nothing() {
        assert_eq!(promise("", "").common, 0);
        assert!(!promise("", FERRY).is_worth_comparing());
    }
}
