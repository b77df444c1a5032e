//! How much of a story does a page repeat?
//!
//! Everything here looks at the body alone. Datelines, bylines, credit lines and site furniture are left out: the names
//! in them are the rarest words of a wire story and would tie stories together that only share a desk.

use super::align::Link;
use super::parameters as set;
use super::passage::Passage;
use super::reading::{Reading, Sentence, Vocabulary};
use crate::order::order_numbers;
use crate::story::Role;
use crate::text::Span;
use crate::text::case::{is_capitalized, starts_with_digit};
use crate::text::quotation::quotations;

/// The statistics on which a verdict stands. Shares are 0–1.
///
/// The mass of a word is the inverse document frequency of its stem, for documents as long as a wire story; see
/// [`lexicon`](crate::text::lexicon).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Content stems of the original: words of its body that fewer than half of all stories hold.
    pub original_stems: usize,
    /// Sentences of the original's body.
    pub original_sentences: usize,
    /// Sentences of the page's body.
    pub page_sentences: usize,
    /// Groups with both sides, in order.
    pub aligned_in_order: usize,
    /// Idf mass of the original that aligned sentences keep ÷ idf mass of the original.
    pub kept: f32,
    /// The same, quotations left out on both sides.
    pub kept_outside_quotations: f32,
    /// Share of the page's idf mass that stands in reused passages.
    pub page_reused: f32,
    /// Share of the original's word tokens outside quotations in common runs of at least three words.
    pub tiled_outside_quotations: f32,
    /// Share of the original's triples of neighbouring content stems, outside quotations, that the page holds as well.
    /// Chance and topic give less than a hundredth.
    pub rare_triples: f32,
    /// Share of the original's idf mass that stands inside quotations. Where it is large, what is kept outside them
    /// decides whether a page repeats the story or its sources.
    pub quoted: f32,
    /// Figures of the original in aligned sentences.
    pub figures: usize,
    /// Share of [`figures`](Self::figures) that the aligned sentence of the page has as well; 1 where there are none.
    /// Template stories (the same form with another day's values) keep the sentences and lose the figures.
    pub figures_kept: f32,
    /// Names of the original in aligned sentences: capitalised words inside a sentence.
    pub names: usize,
    /// Share of [`names`](Self::names) that the aligned sentence of the page has as well; 1 where there are none.
    pub names_kept: f32,
    /// Share of the mass of the particulars in the original's aligned sentences that the aligned sentence of the page
    /// has as well; 1 where there are none. Particulars are figures and names, each counted once: what a rewriter keeps
    /// and another day's story from the same template has not, however often both say "pct" or "five".
    pub particulars_kept: f32,
    /// Groups with both sides, in order, that share words of content outside quotations.
    pub aligned_outside_quotations: usize,
}

/// One side with what measuring asks of its words.
struct Body<'a> {
    reading: &'a Reading<'a>,
    /// Whether each word stands in a quotation.
    quoted: Vec<bool>,
    /// How many sentences it has.
    sentences: usize,
    /// The places of its words.
    words: Vec<usize>,
}

impl Measures {
    /// Measures a pair by its links and passages.
    pub(super) fn of(
        links: &[Link],
        passages: &[Passage],
        original: &Reading<'_>,
        page: &Reading<'_>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let (original, page) = (Body::of(original), Body::of(page));
        let mut measures = Self {
            original_sentences: original.sentences,
            page_sentences: page.sentences,
            original_stems: count(&original.words, &|at| original.is_content(at, vocabulary)),
            ..Self::default()
        };
        let whole = original.mass(&original.words, vocabulary);
        let outside = original.mass(&original.outside_quotations(), vocabulary);
        let page_whole = page.mass(&page.words, vocabulary);

        let mut tally = Tally::new(vocabulary.len());
        let (mut kept, mut kept_outside) = (0.0, 0.0);
        let (mut figures, mut names) = ((0, 0), (0, 0));
        let (mut particulars, mut particulars_kept) = (Vec::new(), Vec::new());
        for link in links {
            let (from, to) = (original.words_of(link.original), page.words_of(link.page));
            if from.is_empty() || to.is_empty() {
                continue;
            }
            measures.aligned_in_order += usize::from(!link.moved);
            let sides = ((&original, from.as_slice()), (&page, to.as_slice()));
            let shared = tally.shared(sides.0, sides.1, &|_, _| true);
            let shared_outside = tally.shared(sides.0, sides.1, &|body, at| !body.quoted[at]);
            kept += original.mass(&shared, vocabulary);
            let mass_outside = original.mass(&shared_outside, vocabulary);
            kept_outside += mass_outside;
            measures.aligned_outside_quotations += usize::from(!link.moved && mass_outside >= set::ALIGN_MIN_MASS);
            figures.0 += count(&from, &|at| original.is_figure(at));
            figures.1 += count(&shared, &|at| original.is_figure(at));
            names.0 += count(&from, &|at| original.is_name(at));
            names.1 += count(&shared, &|at| original.is_name(at));
            original.note_particulars(&from, &mut particulars);
            original.note_particulars(&shared, &mut particulars_kept);
        }
        let in_passage = |at: usize| {
            let start = page.reading.tokens[at].span.start;
            let found = passages.partition_point(|passage| passage.page.end <= start);
            passages.get(found).is_some_and(|passage| passage.page.start <= start)
        };
        let reused: Vec<usize> = page.words.iter().copied().filter(|at| in_passage(*at)).collect();
        measures.kept = share(kept, whole);
        measures.kept_outside_quotations = share(kept_outside, outside);
        measures.quoted = share(whole - outside, whole);
        measures.page_reused = share(page.mass(&reused, vocabulary), page_whole);
        let mass_of_distinct = |mut stems: Vec<u32>| -> f32 {
            order_numbers(&mut stems);
            stems.dedup();
            stems.iter().map(|stem| vocabulary.idf(*stem)).sum()
        };
        measures.particulars_kept = if particulars.is_empty() {
            1.0
        } else {
            share(mass_of_distinct(particulars_kept), mass_of_distinct(particulars))
        };
        measures.tiled_outside_quotations = tiled(&original, &page);
        measures.rare_triples = rare_triples(&original, &page, vocabulary);
        (measures.figures, measures.figures_kept) = (figures.0, share_of_count(figures.1, figures.0));
        (measures.names, measures.names_kept) = (names.0, share_of_count(names.1, names.0));
        measures
    }
}

impl<'a> Body<'a> {
    fn of(reading: &'a Reading<'a>) -> Self {
        let mut quoted = vec![false; reading.tokens.len()];
        for quotation in quotations(reading.text) {
            let Span { start, end } = quotation.inner;
            let first = reading.tokens.partition_point(|token| token.span.start < start);
            let last = reading.tokens.partition_point(|token| token.span.start < end);
            // A word or two in marks is a term, no statement.
            if last > first + set::STATEMENT_WORDS {
                quoted[first..last].fill(true);
            }
        }
        let sentences = reading.sentences.iter().filter(|sentence| sentence.role == Role::Body).count();
        Self { reading, quoted, sentences, words: words(&reading.sentences) }
    }

    /// The places of the words of a link's sentences, as far as they belong to the body.
    fn words_of(&self, range: (usize, usize)) -> Vec<usize> {
        words(&self.reading.sentences[range.0..range.1])
    }

    /// The places of its words outside quotations.
    fn outside_quotations(&self) -> Vec<usize> {
        self.words.iter().copied().filter(|at| !self.quoted[*at]).collect()
    }

    /// The idf mass of the words at some places.
    fn mass(&self, places: &[usize], vocabulary: &Vocabulary) -> f32 {
        places.iter().map(|at| vocabulary.idf(self.reading.stems[*at])).sum()
    }

    /// Adds the stems of the figures and names at some places.
    fn note_particulars(&self, places: &[usize], noted: &mut Vec<u32>) {
        let particular = |at: &&usize| self.is_figure(**at) || self.is_name(**at);
        noted.extend(places.iter().filter(particular).map(|at| self.reading.stems[*at]));
    }

    /// The runs of three neighbouring words outside quotations, each with the place of its first word.
    fn runs(&self) -> Vec<(usize, u64)> {
        let words = self.outside_quotations();
        let neighbours = words.windows(3).filter(|run| run[2] == run[0] + 2);
        neighbours.map(|run| (run[0], key([0, 1, 2].map(|step| self.reading.tokens[run[step]].word)))).collect()
    }

    /// The triples of neighbouring content stems outside quotations.
    fn triples(&self, vocabulary: &Vocabulary) -> Vec<u64> {
        let words = self.outside_quotations();
        let content = words.into_iter().filter(|at| self.is_content(*at, vocabulary));
        let stems: Vec<u32> = content.map(|at| self.reading.stems[at]).collect();
        stems.windows(3).map(|triple| key([triple[0], triple[1], triple[2]])).collect()
    }

    fn is_content(&self, at: usize, vocabulary: &Vocabulary) -> bool {
        vocabulary.idf(self.reading.stems[at]) > set::CONTENT_IDF
    }

    fn is_figure(&self, at: usize) -> bool {
        starts_with_digit(self.reading.tokens[at].span.of(self.reading.text))
    }

    fn is_name(&self, at: usize) -> bool {
        let starts_sentence = self.reading.breaks[at] >= super::reading::Break::Sentence;
        !starts_sentence && is_capitalized(self.reading.tokens[at].span.of(self.reading.text))
    }
}

/// The places of the words of those sentences that belong to the body.
fn words(sentences: &[Sentence]) -> Vec<usize> {
    sentences.iter().filter(|s| s.role == Role::Body).flat_map(|s| s.first..s.end).collect()
}

/// How many of these places hold what is asked for.
fn count(places: &[usize], holds: &dyn Fn(usize) -> bool) -> usize {
    places.iter().filter(|at| holds(**at)).count()
}

/// Counts of stems, emptied after use.
struct Tally {
    counts: Vec<u32>,
}

impl Tally {
    fn new(stems: usize) -> Self {
        Self { counts: vec![0; stems] }
    }

    /// The words of `from` that `to` holds as well, each word of `to` answering for one, as far as both pass `filter`.
    fn shared(
        &mut self,
        (original, from): (&Body<'_>, &[usize]),
        (page, to): (&Body<'_>, &[usize]),
        filter: &dyn Fn(&Body<'_>, usize) -> bool,
    ) -> Vec<usize> {
        let stem = |body: &Body<'_>, at: usize| body.reading.stems[at] as usize;
        for at in to.iter().filter(|at| filter(page, **at)) {
            self.counts[stem(page, *at)] += 1;
        }
        let mut found = from.to_vec();
        found.retain(|at| {
            let count = &mut self.counts[stem(original, *at)];
            let taken = filter(original, *at) && *count > 0;
            *count -= u32::from(taken);
            taken
        });
        for at in to {
            self.counts[stem(page, *at)] = 0;
        }
        found
    }
}

/// Share of the original's words outside quotations that stand in runs of at least three which the page has as well.
fn tiled(original: &Body<'_>, page: &Body<'_>) -> f32 {
    let on_page = Keys::of(&page.runs().into_iter().map(|(_, run)| run).collect::<Vec<_>>());
    let mut covered = vec![false; original.quoted.len()];
    for (at, run) in original.runs() {
        if on_page.has(run) {
            covered[at..at + 3].fill(true);
        }
    }
    let outside = original.outside_quotations().len();
    share_of_count_or_none(covered.iter().filter(|covered| **covered).count(), outside)
}

/// Share of the original's triples of neighbouring content stems outside quotations that the page holds.
fn rare_triples(original: &Body<'_>, page: &Body<'_>, vocabulary: &Vocabulary) -> f32 {
    let on_page = Keys::of(&page.triples(vocabulary));
    let of_original = original.triples(vocabulary);
    let found = of_original.iter().filter(|triple| on_page.has(**triple)).count();
    share_of_count_or_none(found, of_original.len())
}

/// Three numbers as one key.
fn key(numbers: [u32; 3]) -> u64 {
    numbers
        .iter()
        .fold(0, |key: u64, number| (key.rotate_left(23) ^ u64::from(*number)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A set of keys: open addressing, 0 for a free slot.
struct Keys {
    slots: Vec<u64>,
}

impl Keys {
    fn of(keys: &[u64]) -> Self {
        let mut set = Self { slots: vec![0; (keys.len() * 2).next_power_of_two()] };
        for key in keys {
            let slot = set.slot(*key);
            set.slots[slot] = (*key).max(1);
        }
        set
    }

    fn has(&self, key: u64) -> bool {
        self.slots[self.slot(key)] != 0
    }

    /// Where the key is, or the free slot where it would be.
    fn slot(&self, key: u64) -> usize {
        let (key, last) = (key.max(1), self.slots.len() - 1);
        // The upper half, which multiplying has mixed best.
        let mut slot = (key >> 32) as usize & last;
        while self.slots[slot] != 0 && self.slots[slot] != key {
            slot = (slot + 1) & last;
        }
        slot
    }
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

fn share_of_count_or_none(part: usize, whole: usize) -> f32 {
    share(part as f32, whole as f32)
}

/// Of nothing, all is kept.
fn share_of_count(part: usize, whole: usize) -> f32 {
    if whole == 0 { 1.0 } else { share(part as f32, whole as f32) }
}
