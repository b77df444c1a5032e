//! Where does a passage begin and end?
//!
//! A passage is where the other side predicts the words better than the background does. A candidate is a rectangle: a
//! range of each side. With one side's range held, each word of the other is worth the logarithm of two chances: that a
//! text made from that range holds it, and that any text of this pair would share it by accident. The best range is the
//! one with the greatest sum, ends at sentence and paragraph boundaries being favoured. The sides take turns.

use super::super::parameters as set;
use super::super::reading::{Break, Reading, Vocabulary};
use super::rectangle::Rectangle;

/// Refines rectangles of one pair.
pub(super) struct Refiner<'a> {
    original: Side<'a>,
    page: Side<'a>,
    vocabulary: &'a Vocabulary,
    /// By stem: how often it stands in both texts together.
    totals: Box<[u32]>,
    /// By stem: how often it stands in the rectangle.
    inside: Box<[u32]>,
    /// By stem: how often it stands in the range that is held.
    held: Box<[u32]>,
    /// By stem: how many hits there were, and where the last.
    hits: Box<[(u32, u32)]>,
    /// By stem: the chance that it is shared by accident, and in which range that was reckoned.
    accidents: Box<[(f32, u32)]>,
    /// The number of the range that is looked for.
    range: u32,
    /// The value of each word in the window.
    values: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Side<'a> {
    stems: &'a [u32],
    breaks: &'a [Break],
}

impl<'a> Refiner<'a> {
    /// Counts the words of a pair.
    pub(super) fn new(original: &'a Reading<'a>, page: &'a Reading<'a>, vocabulary: &'a Vocabulary) -> Self {
        let mut totals = vec![0; vocabulary.len()].into_boxed_slice();
        for stem in original.stems.iter().chain(&page.stems) {
            totals[*stem as usize] += 1;
        }
        let zeros = vec![0; vocabulary.len()].into_boxed_slice();
        Self {
            original: Side { stems: &original.stems, breaks: &original.breaks },
            page: Side { stems: &page.stems, breaks: &page.breaks },
            vocabulary,
            totals,
            inside: zeros.clone(),
            held: zeros,
            hits: vec![(0, 0); vocabulary.len()].into_boxed_slice(),
            accidents: vec![(0.0, 0); vocabulary.len()].into_boxed_slice(),
            range: 0,
            values: Vec::new(),
        }
    }

    /// Moves a rectangle's sides, in turns, to where they explain each other best.
    pub(super) fn refine(&mut self, mut rectangle: Rectangle) -> Rectangle {
        for _ in 0..set::REFINE_ROUNDS {
            let before = rectangle;
            let (page, page_score) = self.best_range(rectangle, true);
            rectangle.page = page;
            let (original, original_score) = self.best_range(rectangle, false);
            rectangle.original = original;
            rectangle.score = page_score + original_score;
            if (before.page, before.original) == (rectangle.page, rectangle.original) {
                break;
            }
        }
        rectangle
    }

    /// The best range of one side while the other is held, and its value.
    fn best_range(&mut self, rectangle: Rectangle, of_page: bool) -> ((usize, usize), f32) {
        let (side, old, other, held) = if of_page {
            (self.page, rectangle.page, self.original, rectangle.original)
        } else {
            (self.original, rectangle.original, self.page, rectangle.page)
        };
        for stem in &other.stems[held.0..held.1] {
            self.held[*stem as usize] += 1;
            self.inside[*stem as usize] += 1;
        }
        for stem in &side.stems[old.0..old.1] {
            self.inside[*stem as usize] += 1;
        }
        self.range += 1;
        let window = (old.0.saturating_sub(set::REFINE_WINDOW), (old.1 + set::REFINE_WINDOW).min(side.stems.len()));
        let all = self.original.stems.len() + self.page.stems.len();
        let chance = Chance {
            length: (held.1 - held.0) as f32,
            outside: (all - (held.1 - held.0) - (old.1 - old.0)) as f32 + set::BACKGROUND_WORDS,
        };
        let kept = self.kept_share(&side.stems[old.0..old.1], &chance);
        self.value_words(side, window, kept, &chance);
        for stem in other.stems[held.0..held.1].iter().chain(&side.stems[old.0..old.1]) {
            self.held[*stem as usize] = 0;
            self.inside[*stem as usize] = 0;
        }
        best_segment(&self.values, side.breaks, window, old)
    }

    /// The chance that a word of this stem is shared by accident.
    fn accident(&mut self, stem: u32, chance: &Chance) -> f32 {
        if let Some((accident, range)) = self.accidents.get(stem as usize)
            && *range == self.range
        {
            return *accident;
        }
        let elsewhere = (self.totals[stem as usize] - self.inside[stem as usize]) as f32;
        let frequency = (elsewhere + set::BACKGROUND_WORDS * self.vocabulary.frequency(stem)) / chance.outside;
        let accident = -(-chance.length * frequency).exp_m1();
        self.accidents[stem as usize] = (accident, self.range);
        accident
    }

    /// The share of words that come from the held range, as far as accident does not explain them.
    fn kept_share(&mut self, stems: &[u32], chance: &Chance) -> f32 {
        let (mut surplus, mut room) = (set::KEPT_PRIOR, set::KEPT_PRIOR * 2.0);
        for stem in stems {
            let accident = self.accident(*stem, chance);
            let hit = if self.held[*stem as usize] > 0 { 1.0 } else { 0.0 };
            surplus += hit - accident;
            room += 1.0 - accident;
        }
        (set::KEPT_CAUTION * surplus / room).clamp(set::KEPT_MIN, set::KEPT_MAX)
    }

    fn value_words(&mut self, side: Side<'_>, window: (usize, usize), kept: f32, chance: &Chance) {
        let miss = (1.0 - kept).ln() - set::WORD_COST;
        self.values.clear();
        for (at, stem) in side.stems[window.0..window.1].iter().enumerate() {
            if self.held[*stem as usize] == 0 {
                self.values.push(miss);
                continue;
            }
            let accident = self.accident(*stem, chance);
            let value = ((kept + (1.0 - kept) * accident) / accident).ln().min(set::HIT_MAX);
            let (times, last) = &mut self.hits[*stem as usize];
            if *times > 0 && at - *last as usize >= set::REPEAT_REACH {
                *times = 0;
            }
            let unmatched = if *times < self.held[*stem as usize] { 1.0 } else { set::UNMATCHED_FACTOR };
            self.values.push(value * unmatched * set::REPEAT_FACTOR.powi(*times as i32) - set::WORD_COST);
            *times += 1;
            *last = at as u32;
        }
        for stem in &side.stems[window.0..window.1] {
            self.hits[*stem as usize] = (0, 0);
        }
    }
}

/// What chance depends on.
struct Chance {
    /// Words of the range that is held.
    length: f32,
    /// Words outside the rectangle, and those that the lexicon stands for.
    outside: f32,
}

/// The segment with the greatest sum that overlaps `old`; both ends earn what their breaks are worth.
fn best_segment(
    values: &[f32],
    breaks: &[Break],
    window: (usize, usize),
    old: (usize, usize),
) -> ((usize, usize), f32) {
    let mut sum = 0.0;
    let mut start = (f32::NEG_INFINITY, window.0);
    let mut best = (f32::NEG_INFINITY, old);
    for (step, value) in values.iter().enumerate() {
        let at = window.0 + step;
        if at < old.1 {
            let from_here = break_value(breaks[at]) - sum;
            if from_here > start.0 {
                start = (from_here, at);
            }
        }
        sum += value;
        if at >= old.0 {
            let total = start.0 + sum + break_value(breaks[at + 1]);
            if total > best.0 {
                best = (total, (start.1, at + 1));
            }
        }
    }
    (best.1, best.0)
}

/// What an end at such a break is worth, in nats.
pub(super) fn break_value(at: Break) -> f32 {
    match at {
        Break::None => 0.0,
        Break::Line => set::END_LINE,
        Break::Sentence => set::END_SENTENCE,
        Break::Paragraph | Break::Edge => set::END_PARAGRAPH,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::reading::read_both;
    use super::*;

    const BEFORE: &str = "Our harbour column looks at another quay every week, with letters from readers.";
    const STORY: &str = "The ferry Castor ran aground off Naxos on Sunday with 312 passengers aboard. \
        Coastguard vessels took everyone to Chora within four hours.";
    const AFTER: &str = "Next week we follow a family of sponge divers who mend their nets.";

    /// Refines a box over these words of each side; shows the page's range.
    fn refined(page: &str, box_of_page: (usize, usize)) -> String {
        read_both(STORY, page, |original, page, vocabulary| {
            let whole = (0, original.stems.len());
            let start = Rectangle { original: whole, page: box_of_page, score: 0.0 };
            let found = Refiner::new(original, page, vocabulary).refine(start);
            assert!(found.score > 0.0);
            assert_eq!(found.original, whole);
            page.span_of(found.page).of(page.text).to_owned()
        })
    }

    #[test]
    fn too_large_a_box_shrinks_to_the_passage() {
        let page = [BEFORE, STORY, AFTER].join(" ");
        assert_eq!(refined(&page, (0, 48)), STORY);
    }

    #[test]
    fn too_small_a_box_grows_to_the_passage() {
        let page = [BEFORE, STORY, AFTER].join(" ");
        assert_eq!(refined(&page, (18, 22)), STORY);
    }

    #[test]
    fn ends_at_the_sentence_though_its_last_words_are_new() {
        let told = "The Castor, a ferry, ran aground off Naxos on Sunday with 312 passengers on it. \
            Within four hours vessels of the coastguard took everyone to Chora, we hear.";
        let page = [BEFORE, told, AFTER].join(" ");
        assert_eq!(refined(&page, (14, 40)), told);
    }

    #[test]
    fn the_greatest_sum_wins_and_breaks_are_worth_something() {
        let breaks = [Break::Edge, Break::None, Break::Sentence, Break::None, Break::Edge];
        let best = |values: &[f32]| best_segment(values, &breaks, (0, 4), (0, 4)).0;
        assert_eq!(best(&[-9.0, -9.0, 5.0, 5.0]), (2, 4));
        assert_eq!(best(&[-9.0, 1.0, 5.0, 5.0]), (2, 4));
        assert_eq!(best(&[-9.0, 4.0, 5.0, 5.0]), (1, 4));
    }
}
