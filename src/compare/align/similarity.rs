//! How alike are two sentences?

use super::super::parameters as set;
use super::super::reading::{Reading, Vocabulary};
use super::Link;
use crate::order::{Order as _, order_numbers};

/// The sentences of one side as sorted stems, alone and joined with the next.
pub(super) struct Profiles {
    alone: Sorted,
    joined: Sorted,
}

/// Lists of stems, each sorted.
#[derive(Default)]
struct Sorted {
    stems: Vec<u32>,
    /// Where each list begins; one more at the end.
    starts: Vec<usize>,
}

impl Sorted {
    /// No lists, with room for so many stems.
    fn with_capacity(stems: usize) -> Self {
        Self { stems: Vec::with_capacity(stems), starts: vec![0] }
    }

    fn push(&mut self, list: &[u32]) {
        let start = self.stems.len();
        self.stems.extend_from_slice(list);
        order_numbers(&mut self.stems[start..]);
        self.starts.push(self.stems.len());
    }

    /// Adds two lists as one.
    fn push_joined<'a>(&mut self, mut one: &'a [u32], mut other: &'a [u32]) {
        while let ([first, ..], [second, ..]) = (one, other) {
            let from = if first <= second { &mut one } else { &mut other };
            self.stems.push(from[0]);
            *from = &from[1..];
        }
        self.stems.extend_from_slice(one);
        self.stems.extend_from_slice(other);
        self.starts.push(self.stems.len());
    }

    fn list(&self, at: usize) -> &[u32] {
        &self.stems[self.starts[at]..self.starts[at + 1]]
    }
}

impl Profiles {
    /// The profiles of a reading's sentences.
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let mut alone = Sorted::with_capacity(reading.stems.len());
        reading.sentences.iter().for_each(|sentence| alone.push(reading.stems_of(*sentence)));
        let mut joined = Sorted::with_capacity(2 * reading.stems.len());
        for (at, pair) in reading.sentences.windows(2).enumerate() {
            if pair[0].end == pair[1].first {
                joined.push_joined(alone.list(at), alone.list(at + 1));
            } else {
                // Words stand between them that belong to no sentence.
                joined.push(reading.stems.get(pair[0].first..pair[1].end).unwrap_or_default());
            }
        }
        Self { alone, joined }
    }

    fn len(&self) -> usize {
        self.alone.starts.len() - 1
    }

    fn of_sentence(&self, at: usize) -> &[u32] {
        self.alone.list(at)
    }

    /// The stems of one or two neighbouring sentences.
    fn of_range(&self, range: (usize, usize)) -> &[u32] {
        if range.1 - range.0 > 1 { self.joined.list(range.0) } else { self.alone.list(range.0) }
    }
}

/// The similarities between the sentences of two sides.
pub(super) struct Similarity {
    original: Profiles,
    page: Profiles,
    /// By stem: what sharing it is worth.
    weights: Vec<f32>,
    /// The best few partners of each page sentence.
    candidates: Vec<(usize, usize)>,
}

impl Similarity {
    /// Weighs the stems of a pair and finds the candidates.
    pub(super) fn new(original: Profiles, page: Profiles, vocabulary: &Vocabulary) -> Self {
        let in_original = sentence_counts(&original, vocabulary.len());
        let in_page = sentence_counts(&page, vocabulary.len());
        let weight = |number: usize| {
            // A name that stands in every second sentence says little about which of them belong together.
            let sentences = in_original[number].max(in_page[number]).max(1) as f32;
            vocabulary.idf(number as u32) / (1.0 + sentences.ln())
        };
        let weights = (0..vocabulary.len()).map(weight).collect();
        let mut similarity = Self { original, page, weights, candidates: Vec::new() };
        similarity.candidates = similarity.find_candidates(&in_original, &in_page);
        similarity
    }

    /// Pairs of an original's and a page's sentence that are worth a look.
    pub(super) fn candidates(&self) -> impl Iterator<Item = (usize, usize)> {
        self.candidates.iter().copied()
    }

    /// The link between two ranges of one or two sentences; its score is 0 where they share too little to tell.
    pub(super) fn link(&self, original: (usize, usize), page: (usize, usize)) -> Link {
        let link = self.link_of_any_mass(original, page);
        let shared = if link.score > 0.0 { link.weight / link.score } else { 0.0 };
        if shared < set::ALIGN_MIN_MASS { Link { score: 0.0, weight: 0.0, ..link } } else { link }
    }

    /// The link between two ranges, however little they hold.
    pub(super) fn link_of_any_mass(&self, original: (usize, usize), page: (usize, usize)) -> Link {
        let original_stems = self.original.of_range(original);
        let page_stems = self.page.of_range(page);
        let (mut i, mut j, mut shared, mut all) = (0, 0, 0.0, 0.0);
        while let (Some(x), Some(y)) = (original_stems.get(i), page_stems.get(j)) {
            let weight = self.weights[*x.min(y) as usize];
            if x == y {
                shared += weight;
                all += 2.0 * weight;
            } else {
                all += weight;
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let rest = original_stems[i..].iter().chain(&page_stems[j..]);
        all += rest.map(|stem| self.weights[*stem as usize]).sum::<f32>();
        let score = if all > 0.0 { 2.0 * shared / all } else { 0.0 };
        let merges = original.1 - original.0 + page.1 - page.0 > 2;
        let weight = shared * score * if merges { set::MERGE_FACTOR } else { 1.0 };
        Link { original, page, score, weight, moved: false }
    }

    fn find_candidates(&self, in_original: &[u32], in_page: &[u32]) -> Vec<(usize, usize)> {
        let useful = |stem: u32| {
            let limit = 1..=set::CANDIDATE_SENTENCES as u32;
            limit.contains(&in_original[stem as usize]) && limit.contains(&in_page[stem as usize])
        };
        let postings = Postings::of(&self.original, self.weights.len(), useful);
        let mut mass = vec![0.0_f32; self.original.len()];
        let mut found = Vec::new();
        for j in 0..self.page.len() {
            let mut touched: Vec<usize> = Vec::new();
            let mut last = None;
            for stem in self.page.of_sentence(j) {
                if last.replace(*stem) == Some(*stem) {
                    continue;
                }
                for i in postings.of_stem(*stem) {
                    if mass[*i as usize] == 0.0 {
                        touched.push(*i as usize);
                    }
                    mass[*i as usize] += self.weights[*stem as usize].max(f32::MIN_POSITIVE);
                }
            }
            touched.order_by(|a, b| mass[*b].total_cmp(&mass[*a]).then(a.cmp(b)));
            found.extend(touched.iter().take(set::CANDIDATES).map(|i| (*i, j)));
            for i in touched {
                mass[i] = 0.0;
            }
        }
        found
    }
}

/// In how many sentences each stem stands.
fn sentence_counts(profiles: &Profiles, stems: usize) -> Vec<u32> {
    let mut counts = vec![0; stems];
    for at in 0..profiles.len() {
        let sentence = profiles.of_sentence(at);
        for (place, stem) in sentence.iter().enumerate() {
            if place == 0 || sentence[place - 1] != *stem {
                counts[*stem as usize] += 1;
            }
        }
    }
    counts
}

/// For each stem the sentences that hold it.
struct Postings {
    starts: Vec<u32>,
    sentences: Vec<u32>,
}

impl Postings {
    fn of(profiles: &Profiles, stems: usize, useful: impl Fn(u32) -> bool) -> Self {
        let mut pairs = Vec::new();
        for at in 0..profiles.len() {
            let sentence = profiles.of_sentence(at);
            let distinct =
                sentence.iter().enumerate().filter(|(place, stem)| *place == 0 || sentence[place - 1] != **stem);
            pairs.extend(distinct.filter(|(_, stem)| useful(**stem)).map(|(_, stem)| (*stem, at as u32)));
        }
        let mut starts = vec![0; stems + 1];
        for (stem, _) in &pairs {
            starts[*stem as usize + 1] += 1;
        }
        for at in 0..stems {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut sentences = vec![0; pairs.len()];
        for (stem, sentence) in pairs {
            let place = &mut next[stem as usize];
            sentences[*place as usize] = sentence;
            *place += 1;
        }
        Self { starts, sentences }
    }

    fn of_stem(&self, stem: u32) -> &[u32] {
        let range = self.starts[stem as usize] as usize..self.starts[stem as usize + 1] as usize;
        &self.sentences[range]
    }
}
