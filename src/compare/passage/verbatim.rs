//! Which runs of words are copied?

use super::super::parameters as set;
use super::super::reading::Reading;
use super::rectangle::Rectangle;
use crate::order::Order as _;
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
    let places = Places::of(keys(page).collect());
    let mut found = Vec::new();
    for (at, key) in keys(original).enumerate() {
        for start in places.of_key(key).take(set::RUN_PLACES) {
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

/// Where each key stands: a hash table of chains.
struct Places {
    keys: Vec<u64>,
    /// By the upper bits of a key the first place with such, plus one; 0 for none.
    first: Vec<u32>,
    /// By place the next one whose key has the same upper bits, plus one; 0 for none.
    next: Vec<u32>,
}

impl Places {
    fn of(keys: Vec<u64>) -> Self {
        let mut places = Self { first: vec![0; (keys.len() * 2).next_power_of_two()], next: vec![0; keys.len()], keys };
        for (at, key) in places.keys.iter().enumerate().rev() {
            let slot = slot(*key, places.first.len());
            places.next[at] = std::mem::replace(&mut places.first[slot], at as u32 + 1);
        }
        places
    }

    /// The places of a key, in order.
    fn of_key(&self, key: u64) -> impl Iterator<Item = usize> {
        let mut next = self.first[slot(key, self.first.len())];
        let chain = std::iter::from_fn(move || {
            let at = next.checked_sub(1)? as usize;
            next = self.next[at];
            Some(at)
        });
        chain.filter(move |at| self.keys[*at] == key)
    }
}

/// The slot of a key among so many, a power of two: by its upper bits, which multiplying has mixed best.
fn slot(key: u64, slots: usize) -> usize {
    (key >> 32) as usize & (slots - 1)
}

/// For each place a key of the words that begin there.
fn keys(reading: &Reading<'_>) -> impl Iterator<Item = u64> {
    let mix = |key: u64, word: u32| (key.rotate_left(23) ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let key = move |window: &[Token]| window.iter().fold(0, |key, token| mix(key, token.word));
    reading.tokens.windows(set::RUN_WORDS).map(key)
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
