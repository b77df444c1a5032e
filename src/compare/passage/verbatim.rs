//! Which runs of words are copied?

use super::super::parameters as set;
use super::super::reading::Reading;
use super::rectangle::Rectangle;
use crate::order::{Order as _, order_numbers};
use crate::text::token::Token;

/// Equal runs of words, chained over small differences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// Where it stands.
    pub(super) rectangle: Rectangle,
    /// How many of its words are equal.
    pub(super) equal: usize,
}

impl Run {
    /// Whether nearly all of its words are equal.
    pub(super) fn is_copy(&self) -> bool {
        let length = |range: (usize, usize)| range.1 - range.0;
        let longer = length(self.rectangle.original).max(length(self.rectangle.page));
        self.equal as f32 >= set::COPY_EQUAL * longer as f32
    }
}

/// All maximal runs of at least [`RUN_WORDS`](set::RUN_WORDS) equal words, chained where only a few words differ between.
pub(super) fn runs(original: &Reading<'_>, page: &Reading<'_>) -> Vec<Run> {
    let mut chains: Vec<Run> = Vec::new();
    let mut open = 0;
    for run in maximal_runs(original, page) {
        let near = |end: usize, start: usize| start <= end + set::RUN_GAP && end < start + set::RUN_GAP;
        let follows =
            |chain: &Run| near(chain.rectangle.page.1, run.page.0) && near(chain.rectangle.original.1, run.original.0);
        while chains.get(open).is_some_and(|chain| chain.rectangle.page.1 + set::RUN_GAP < run.page.0) {
            open += 1;
        }
        let equal = run.page.1 - run.page.0;
        match chains[open..].iter_mut().rev().take(set::OPEN_CHAINS).find(|chain| follows(chain)) {
            Some(chain) => {
                let overlap = chain.rectangle.page.1.saturating_sub(run.page.0);
                let overlap = overlap.max(chain.rectangle.original.1.saturating_sub(run.original.0));
                chain.equal += equal.saturating_sub(overlap);
                chain.rectangle.page.1 = run.page.1.max(chain.rectangle.page.1);
                chain.rectangle.original.1 = run.original.1.max(chain.rectangle.original.1);
            }
            None => chains.push(Run { rectangle: run, equal }),
        }
    }
    chains
}

/// Maximal runs of equal words, by their place on the page.
fn maximal_runs(original: &Reading<'_>, page: &Reading<'_>) -> Vec<Rectangle> {
    let word = |reading: &Reading<'_>, at: usize| reading.tokens[at].word;
    let mut places = keys(page);
    order_numbers(&mut places);
    let mut found = Vec::new();
    for (at, key) in keys(original).into_iter().enumerate() {
        let key = key & !PLACE;
        let first = places.partition_point(|place| place & !PLACE < key);
        for place in places[first..].iter().take_while(|place| **place & !PLACE == key).take(set::RUN_PLACES) {
            let start = (place & PLACE) as usize;
            if at > 0 && start > 0 && word(original, at - 1) == word(page, start - 1) {
                continue;
            }
            let room = (original.tokens.len() - at).min(page.tokens.len() - start);
            let length = (0..room).take_while(|step| word(original, at + step) == word(page, start + step)).count();
            if length >= set::RUN_WORDS {
                found.push(Rectangle { original: (at, at + length), page: (start, start + length), score: 0.0 });
            }
        }
    }
    found.order_by_key(|run| (run.page, run.original));
    found
}

/// The bits of a key that say where its words begin: more than the longest text has words.
const PLACE: u64 = (1 << 24) - 1;

/// For each place a key of the words that begin there, with the place in its lowest bits.
fn keys(reading: &Reading<'_>) -> Vec<u64> {
    let mix = |key: u64, word: u32| (key.rotate_left(23) ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let key = |window: &[Token]| window.iter().fold(0, |key, token| mix(key, token.word));
    let windows = reading.tokens.windows(set::RUN_WORDS).enumerate();
    windows.map(|(at, window)| key(window) & !PLACE | at as u64 & PLACE).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::reading::read_both;
    use super::*;

    /// The page's side of every run, and whether it is a copy.
    fn check(original: &str, page: &str, expected: &[(&str, bool)]) {
        read_both(original, page, |original, page, _| {
            let shown = |run: &Run| (page.span_of(run.rectangle.page).of(page.text).to_owned(), run.is_copy());
            let expected: Vec<_> = expected.iter().map(|(text, copy)| ((*text).to_owned(), *copy)).collect();
            assert_eq!(runs(original, page).iter().map(shown).collect::<Vec<_>>(), expected);
        });
    }

    const STORY: &str =
        "the ferry ran aground off the island with 312 passengers aboard on Sunday and was towed to port";

    #[test]
    fn six_equal_words_are_a_run_and_five_are_none() {
        check(STORY, "yesterday ran aground off the island with nobody", &[("ran aground off the island with", true)]);
        check(STORY, "yesterday aground off the island with nobody", &[]);
    }

    #[test]
    fn a_run_goes_as_far_as_the_words_do() {
        check(STORY, STORY, &[(STORY, true)]);
    }

    #[test]
    fn a_changed_word_is_bridged() {
        let page = STORY.replace("312", "300");
        check(STORY, &page, &[(&page, true)]);
    }

    #[test]
    fn where_every_seventh_word_is_another_it_is_no_copy() {
        let words: Vec<String> = (0..42).map(|at| format!("w{at}")).collect();
        let page: Vec<String> =
            (0..42).map(|at| if at % 7 == 6 { format!("x{at}") } else { format!("w{at}") }).collect();
        let page = page.join(" ");
        check(&words.join(" "), &page, &[(page.rsplit_once(' ').map_or("", |(kept, _)| kept), false)]);
    }

    #[test]
    fn what_stands_twice_is_found_twice() {
        let line = "ran aground off the island with";
        check(
            STORY,
            &format!("{line}. Some other words stand here in between. {line}"),
            &[(&format!("{line}."), true), (line, true)],
        );
    }
}
