//! Does a stretch of the page summarise the whole original?
//!
//! A summary takes a few words from everywhere: no range of the original explains it better than the whole does. So does
//! every report of the same event, whoever wrote it; what tells a summary is its surroundings. It is a foreign body:
//! lines of their own that draw on the original, in a page that otherwise does not. The best stretch of the page against
//! the whole original is a summary when it is such a body, and no single range of the original explains it.

use super::super::parameters as set;
use super::super::reading::{Break, Reading, Vocabulary};
use super::rectangle::{Rectangle, overlap};
use super::refine::break_value;

/// The page's summary of the whole original, if there is one, given the candidates and those that were selected.
pub(super) fn find(
    candidates: &[Rectangle],
    selected: &[Rectangle],
    original: &Reading<'_>,
    page: &Reading<'_>,
    vocabulary: &Vocabulary,
) -> Option<Rectangle> {
    let whole = Whole::new(original, vocabulary);
    let (first, evidence) = whole.best_stretch(page, &whole.accident);
    if evidence < set::EVIDENCE {
        return None;
    }
    let (words, evidence) = whole.best_stretch(page, &whole.accident_beside(first, page, vocabulary));
    let own_lines = stands_on_own_lines(words, page);
    if evidence < set::EVIDENCE || !own_lines || (original.stems.len() as f32) < set::SUMMARY_SHORTER * length(words) {
        return None;
    }
    let (before, stretch, after) = (&page.stems[..words.0], &page.stems[words.0..words.1], &page.stems[words.1..]);
    let (inside, outside) = (whole.drawn([stretch, &[]], None), whole.drawn([before, after], None));
    let foreign = inside.share - set::SUMMARY_SURROUNDINGS * outside.share.max(0.0) >= set::SUMMARY_CONTRAST;
    if !foreign || outside.telling < set::SUMMARY_OUTSIDE {
        return None;
    }
    let local = candidates.iter().filter(|candidate| overlap(candidate.page, words));
    let open = whole.drawn([stretch, &[]], local.max_by(|a, b| a.score.total_cmp(&b.score)));
    let summarises = if open.rare_hits < set::SUMMARY_OPEN_WORDS {
        selected.iter().filter(|passage| overlap(passage.page, words)).count() > 1
    } else {
        open.share >= set::SUMMARY_DRAWN
    };
    summarises.then_some(Rectangle { original: (0, original.stems.len()), page: words, score: evidence })
}

/// Whether a range of words begins and ends where a line does.
fn stands_on_own_lines(words: (usize, usize), page: &Reading<'_>) -> bool {
    [words.0, words.1].iter().all(|at| {
        match (at.checked_sub(1).map(|before| page.tokens[before]), page.tokens.get(*at)) {
            (Some(before), Some(after)) => {
                page.breaks[*at] >= Break::Sentence && page.text[before.span.end..after.span.start].contains('\n')
            }
            _ => true,
        }
    })
}

fn length(range: (usize, usize)) -> f32 {
    (range.1 - range.0) as f32
}

/// The whole original, against which the page is read.
struct Whole<'a> {
    stems: &'a [u32],
    /// By stem: whether the original holds it.
    holds: Vec<bool>,
    /// By stem: the chance that a text as long as the original holds it by accident.
    accident: Vec<f32>,
}

/// How some words draw on the original.
struct Drawn {
    /// The share of the words that come from the original; what accident gives is taken off.
    share: f32,
    /// How many words tell anything.
    telling: f32,
    /// How many of them the original holds though few texts do.
    rare_hits: usize,
}

impl<'a> Whole<'a> {
    fn new(original: &'a Reading<'a>, vocabulary: &Vocabulary) -> Self {
        let mut holds = vec![false; vocabulary.len()];
        for stem in &original.stems {
            holds[*stem as usize] = true;
        }
        let mut whole = Self { stems: &original.stems, holds, accident: Vec::new() };
        whole.accident = whole.accident_beside((0, 0), &Reading::default(), vocabulary);
        whole
    }

    /// By stem: the chance that a text as long as the original holds it by accident, in a page that has what this one
    /// has outside the stretch.
    fn accident_beside(&self, stretch: (usize, usize), page: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<f32> {
        let mut counts = vec![0.0_f32; vocabulary.len()];
        for stem in page.stems[..stretch.0].iter().chain(&page.stems[stretch.1..]) {
            counts[*stem as usize] += 1.0;
        }
        let all = page.stems.len() as f32 - length(stretch) + set::BACKGROUND_WORDS;
        for (stem, count) in counts.iter_mut().enumerate() {
            let frequency = (*count + set::BACKGROUND_WORDS * vocabulary.frequency(stem as u32)) / all;
            *count = -(-(self.stems.len() as f32) * frequency).exp_m1();
        }
        counts
    }

    /// The stretch of the page that the whole original explains best, and its evidence.
    fn best_stretch(&self, page: &Reading<'_>, accident: &[f32]) -> ((usize, usize), f32) {
        let miss = (1.0 - set::SUMMARY_KEPT).ln() - set::WORD_COST;
        let mut hits = vec![(0_u32, 0_u32); self.holds.len()];
        let mut sum = 0.0;
        let mut start = (f32::NEG_INFINITY, 0);
        let mut best = (0.0, (0, 0));
        for (at, stem) in page.stems.iter().enumerate() {
            let from_here = end_value(page.breaks[at]) - sum;
            if from_here > start.0 {
                start = (from_here, at);
            }
            sum += if self.holds[*stem as usize] {
                let accident = accident[*stem as usize];
                let value = ((set::SUMMARY_KEPT + (1.0 - set::SUMMARY_KEPT) * accident) / accident).ln();
                let (times, last) = &mut hits[*stem as usize];
                if *times > 0 && at - *last as usize >= set::REPEAT_REACH {
                    *times = 0;
                }
                let repeated = set::REPEAT_FACTOR.powi(*times as i32);
                *times += 1;
                *last = at as u32;
                value.min(set::HIT_MAX) * repeated - set::WORD_COST
            } else {
                miss
            };
            let total = start.0 + sum + end_value(page.breaks[at + 1]);
            if total > best.0 {
                best = (total, (start.1, at + 1));
            }
        }
        (best.1, best.0)
    }

    /// How these words draw on the original, except on what a local explanation has.
    fn drawn(&self, words: [&[u32]; 2], explanation: Option<&Rectangle>) -> Drawn {
        let mut explained = vec![false; self.holds.len()];
        for stem in explanation.map_or(&[][..], |local| &self.stems[local.original.0..local.original.1]) {
            explained[*stem as usize] = true;
        }
        let mut drawn = Drawn { share: 0.0, telling: 0.0, rare_hits: 0 };
        for stem in words[0].iter().chain(words[1]) {
            let (accident, hit) = (self.accident[*stem as usize], self.holds[*stem as usize]);
            if accident <= set::SUMMARY_COMMON && !explained[*stem as usize] {
                drawn.share += if hit { 1.0 } else { 0.0 } - accident;
                drawn.telling += 1.0 - accident;
                drawn.rare_hits += usize::from(hit && accident < set::SUMMARY_RARE);
            }
        }
        drawn.share /= drawn.telling.max(1.0);
        drawn
    }
}

/// What an end of a summary is worth: it stands in paragraphs of its own.
fn end_value(at: Break) -> f32 {
    if at >= Break::Paragraph { set::SUMMARY_END_PARAGRAPH } else { break_value(at) }
}

#[cfg(test)]
mod tests {
    use super::super::super::reading::read_both;
    use super::*;

    const STORY: &str = "The ferry Castor ran aground off the island of Naxos on Sunday with 312 passengers aboard. \
        Coastguard vessels took everyone to the port of Chora within four hours, officials said. \
        Its captain told investigators that the steering had failed twice since leaving Piraeus. \
        The shipping ministry suspended the operator's licence for all three of its older vessels. \
        Salvage crews pumped 80 tonnes of fuel from the tanks before the weather turned on Monday. \
        Fishermen laid booms around the wreck after a sheen was seen near the breakwater. \
        Hotels on the island offered free rooms to stranded families, many of them from Bavaria. \
        Unions blamed the accident on crews that had been cut by half since the pandemic. \
        Opposition deputies demanded a debate on inspections, which were handed to private surveyors in 2019. \
        The Castor was built in Rijeka in 1978 and had passed its last inspection in March.";

    const SUMMARY: &str = "A 1978 ferry with failed steering ran aground off Naxos: coastguard vessels saved 312 \
        passengers, salvage crews pumped out fuel, the ministry suspended a licence, and unions blamed crews cut since the pandemic.";

    const OTHER: &str = "Our kitchen column turns to lentils this autumn, which need neither soaking nor patience. \
        Fry an onion slowly until it is sweet, add cumin, a bay leaf and a carrot cut as small as you can. \
        Readers write that a spoonful of vinegar at the end wakes the whole pot, and we agree with them. \
        Bread should be yesterday's, toasted dark, rubbed with garlic while it is still too hot to hold. \
        Serve with yoghurt, parsley and the radishes that everybody forgets in the drawer below the cheese.";

    /// What the page is found to summarise the story with.
    fn summary(page: &str) -> Option<String> {
        read_both(STORY, page, |original, page, vocabulary| {
            let found = find(&[], &[], original, page, vocabulary)?;
            assert_eq!(found.original, (0, original.stems.len()));
            Some(page.span_of(found.page).of(page.text).to_owned())
        })
    }

    #[test]
    fn a_paragraph_among_others_on_another_subject() {
        let page = [OTHER, OTHER, SUMMARY, OTHER, OTHER].join("\n\n");
        assert_eq!(summary(&page).as_deref(), Some(SUMMARY));
    }

    #[test]
    fn the_lead_of_a_report_on_the_same_event_is_none() {
        let report = "Passengers of the Castor told of screams when the ferry hit the rocks off Naxos on Sunday. \
            Officials in Chora said the port was full of stranded families by the evening. \
            A deputy asked why the vessels of this operator passed inspection after inspection. \
            The captain has been with the ferry for years, unions said, and warned of its steering. \
            Investigators want to question the surveyors, and salvage crews hope for calm weather on Monday.";
        assert_eq!(summary(&[SUMMARY, report, report, report].join("\n\n")), None);
    }

    #[test]
    fn a_page_that_is_nothing_else_is_none() {
        assert_eq!(summary(SUMMARY), None);
    }

    #[test]
    fn without_lines_of_its_own_it_is_none() {
        assert_eq!(summary(&[OTHER, OTHER, SUMMARY, OTHER, OTHER].join(" ")), None);
    }
}
