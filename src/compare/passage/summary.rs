//! Does a stretch of the page summarise the whole original?
//!
//! A summary takes a few words from everywhere: no range of the original explains it better than the whole does. The
//! best stretch of the page against the whole original is a summary when what the best local explanation leaves
//! unexplained is drawn from the rest of the original more than chance would.

use super::super::parameters as set;
use super::super::reading::{Break, Reading, Vocabulary};
use super::rectangle::{Rectangle, overlap};

/// The page's summary of the whole original, if there is one, given the candidates, those that were selected, and the
/// copies among these.
///
/// It has to stand in paragraphs of its own: nothing else shows where a summary begins and ends.
pub(super) fn find(
    candidates: &[Rectangle],
    selected: &[Rectangle],
    copies: &[Rectangle],
    original: &Reading<'_>,
    page: &Reading<'_>,
    vocabulary: &Vocabulary,
) -> Option<Rectangle> {
    let whole = Whole::new(original, vocabulary);
    let (words, evidence) = whole.best_stretch(page)?;
    let stretch = Stretch { words, stems: &page.stems[words.0..words.1] };
    let length = stretch.stems.len() as f32;
    let own_paragraphs = [words.0, words.1].iter().all(|end| page.breaks[*end] >= Break::Paragraph);
    if !own_paragraphs || evidence < set::SUMMARY_EVIDENCE_A_WORD * length || !whole.could_be_summarised_by(&stretch) {
        return None;
    }
    let unexplained_by_all = whole.drawn_on(&stretch, selected, true)?;
    let best = candidates.iter().filter(|candidate| overlap(candidate.page, words));
    let best = best.max_by(|a, b| a.score.total_cmp(&b.score));
    let unexplained_by_best = whole.drawn_on(&stretch, best.map_or(&[][..], std::slice::from_ref), false);
    let drawn = f32::midpoint(unexplained_by_best.unwrap_or(unexplained_by_all), unexplained_by_all);
    let inside = |copy: &Rectangle| copy.page.1.min(words.1).saturating_sub(copy.page.0.max(words.0));
    let copied = copies.iter().map(inside).sum::<usize>() as f32 / length;
    let needed = if copied > 0.0 { set::SUMMARY_DRAWN_BESIDE_COPY } else { set::SUMMARY_DRAWN };
    let summarises = drawn >= needed && copied < set::SUMMARY_COPIED_MAX;
    summarises.then_some(Rectangle { original: (0, original.stems.len()), page: words, score: evidence })
}

/// The whole original, against which the page is read.
struct Whole<'a> {
    stems: &'a [u32],
    /// By stem: how often the original holds it.
    counts: Vec<u32>,
    /// By stem: the chance that a text as long as the original holds it by accident.
    accident: Vec<f32>,
}

/// The stretch of the page in question.
struct Stretch<'a> {
    words: (usize, usize),
    stems: &'a [u32],
}

impl<'a> Whole<'a> {
    fn new(original: &'a Reading<'a>, vocabulary: &Vocabulary) -> Self {
        let mut counts = vec![0; vocabulary.len()];
        for stem in &original.stems {
            counts[*stem as usize] += 1;
        }
        let accident = accidents(original.stems.len(), vocabulary);
        Self { stems: &original.stems, counts, accident }
    }

    /// The stretch of the page that the whole original explains best, and its evidence.
    fn best_stretch(&self, page: &Reading<'_>) -> Option<((usize, usize), f32)> {
        let miss = (1.0 - set::SUMMARY_KEPT).ln() - set::WORD_COST;
        let mut hits = vec![(0_u32, 0_u32); self.counts.len()];
        let mut sum = 0.0;
        let mut start = (f32::NEG_INFINITY, 0);
        let mut best = (0.0, (0, 0));
        for (at, stem) in page.stems.iter().enumerate() {
            let from_here = end_value(page.breaks[at]) - sum;
            if from_here > start.0 {
                start = (from_here, at);
            }
            sum += if self.counts[*stem as usize] == 0 {
                miss
            } else {
                let accident = self.accident[*stem as usize];
                let value = ((set::SUMMARY_KEPT + (1.0 - set::SUMMARY_KEPT) * accident) / accident).ln();
                let (times, last) = &mut hits[*stem as usize];
                if *times > 0 && at - *last as usize >= set::REPEAT_REACH {
                    *times = 0;
                }
                let repeated = set::SUMMARY_REPEAT_FACTOR.powi(*times as i32);
                *times += 1;
                *last = at as u32;
                value.min(set::SUMMARY_HIT_MAX) * repeated - set::WORD_COST
            };
            let total = start.0 + sum + end_value(page.breaks[at + 1]);
            if total > best.0 {
                best = (total, (start.1, at + 1));
            }
        }
        (best.0 >= set::SUMMARY_EVIDENCE).then_some((best.1, best.0))
    }

    /// Whether the original is long enough to be summarised by the stretch, and is drawn on in most of its parts.
    fn could_be_summarised_by(&self, stretch: &Stretch<'_>) -> bool {
        let mut rare = vec![false; self.counts.len()];
        for stem in stretch.stems {
            rare[*stem as usize] = self.accident[*stem as usize] < set::SUMMARY_RARE;
        }
        let part = self.stems.len().div_ceil(set::SUMMARY_PARTS).max(1);
        let parts = self.stems.chunks(part).filter(|part| part.iter().any(|stem| rare[*stem as usize])).count();
        self.stems.len() as f32 >= set::SUMMARY_SHORTER * stretch.stems.len() as f32
            && parts as f32 >= set::SUMMARY_SPREAD * set::SUMMARY_PARTS as f32
    }

    /// The share of the stretch's words, as far as local explanations leave them open, that come from the original;
    /// what accident gives is taken off. None where next to nothing is left open.
    ///
    /// `where_it_stands` says whether an explanation counts for the words inside its page range alone.
    fn drawn_on(&self, stretch: &Stretch<'_>, explanations: &[Rectangle], where_it_stands: bool) -> Option<f32> {
        let mut explained = vec![false; stretch.stems.len()];
        let mut in_range = vec![0_usize; self.counts.len()];
        for (number, explanation) in explanations.iter().enumerate().filter(|(_, e)| overlap(e.page, stretch.words)) {
            for stem in &self.stems[explanation.original.0..explanation.original.1] {
                in_range[*stem as usize] = number + 1;
            }
            for (at, stem) in stretch.stems.iter().enumerate() {
                let at_page = stretch.words.0 + at;
                let counts = !where_it_stands || (explanation.page.0..explanation.page.1).contains(&at_page);
                explained[at] |= counts && in_range[*stem as usize] == number + 1;
            }
        }
        let (mut surplus, mut room, mut rare_hits) = (0.0, 0.0_f32, 0);
        for (stem, _) in stretch.stems.iter().zip(explained).filter(|(_, explained)| !explained) {
            let accident = self.accident[*stem as usize];
            if accident > set::SUMMARY_COMMON {
                continue;
            }
            let hit = self.counts[*stem as usize] > 0;
            surplus += if hit { 1.0 } else { 0.0 } - accident;
            room += 1.0 - accident;
            rare_hits += usize::from(hit && accident < set::SUMMARY_RARE);
        }
        (rare_hits >= set::SUMMARY_OPEN_WORDS).then_some(surplus / room.max(1.0))
    }
}

/// By stem: the chance that a text of this length holds it by accident.
fn accidents(length: usize, vocabulary: &Vocabulary) -> Vec<f32> {
    let chance = |stem: usize| -(-(length as f32) * vocabulary.frequency(stem as u32)).exp_m1();
    (0..vocabulary.len()).map(chance).collect()
}

fn end_value(at: Break) -> f32 {
    match at {
        Break::None => 0.0,
        Break::Line => set::SUMMARY_END_LINE,
        Break::Sentence => set::SUMMARY_END_SENTENCE,
        Break::Paragraph | Break::Edge => set::SUMMARY_END_PARAGRAPH,
    }
}
