//! Where should one look for passages?

use super::super::parameters as set;
use super::super::reading::{Reading, Vocabulary};
use super::rectangle::{Rectangle, gap, hull};
use crate::order::{Order as _, order_numbers};

/// A sentence as a vector: stems with their weights, tf · isf.
struct Vector {
    /// The sentence's words.
    words: (usize, usize),
    /// Distinct stems with their weights.
    weights: Vec<(u32, f32)>,
    norm: f32,
    sum: f32,
}

/// Boxes around neighbouring pairs of similar sentences, best first.
///
/// As in M. A. Sanchez-Perez, G. Sidorov and A. Gelbukh, "A winning approach to text alignment for text reuse detection
/// at PAN 2014": a pair is a seed by its cosine and its Dice coefficient; here at lower bars, since what follows decides.
pub(super) fn boxes(original: &Reading<'_>, page: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Rectangle> {
    let seeds = seeds(original, page, vocabulary);
    let mut parents: Vec<usize> = (0..seeds.len()).collect();
    for (at, seed) in seeds.iter().enumerate() {
        for (other, earlier) in seeds[..at].iter().enumerate().rev() {
            if seed.page.0 > earlier.page.1 + set::SEED_REACH {
                break;
            }
            if gap(seed.page, earlier.page) <= set::SEED_GAP && gap(seed.original, earlier.original) <= set::SEED_GAP {
                let (a, b) = (root(&mut parents, at), root(&mut parents, other));
                parents[a.max(b)] = a.min(b);
            }
        }
    }
    let mut boxes: Vec<Rectangle> = Vec::new();
    let mut place = vec![usize::MAX; seeds.len()];
    for (at, seed) in seeds.iter().enumerate() {
        let root = root(&mut parents, at);
        if place[root] == usize::MAX {
            place[root] = boxes.len();
            boxes.push(*seed);
        } else {
            let around = &mut boxes[place[root]];
            around.original = hull(around.original, seed.original);
            around.page = hull(around.page, seed.page);
            around.score += seed.score;
        }
    }
    boxes.order_by(|a, b| b.score.total_cmp(&a.score));
    boxes
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// Pairs of similar sentences, in the page's order.
fn seeds(original: &Reading<'_>, page: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Rectangle> {
    let mut sentences = vec![0.0_f32; vocabulary.len()];
    let (mut originals, mut pages) = (vectors(original, &mut sentences), vectors(page, &mut sentences));
    let count = (originals.len() + pages.len()) as f32;
    let isf: Vec<f32> = sentences.iter().map(|n| ((count + 1.0) / n.max(1.0)).ln()).collect();
    for vector in originals.iter_mut().chain(&mut pages) {
        for (stem, weight) in &mut vector.weights {
            *weight *= isf[*stem as usize];
        }
        vector.norm = vector.weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        vector.sum = vector.weights.iter().map(|(_, weight)| weight).sum();
    }
    let postings = Postings::of(&originals, vocabulary.len());
    let mut products = vec![(0.0_f32, 0.0_f32); originals.len()];
    let mut touched = Vec::new();
    let mut found = Vec::new();
    for vector in &pages {
        for (stem, weight) in &vector.weights {
            for (sentence, other) in postings.of_stem(*stem) {
                let product = &mut products[*sentence as usize];
                if *product == (0.0, 0.0) {
                    touched.push(*sentence);
                }
                product.0 += weight * other;
                product.1 += weight.min(*other);
            }
        }
        let first = found.len();
        for sentence in touched.drain(..) {
            let (dot, least) = std::mem::take(&mut products[sentence as usize]);
            let other = &originals[sentence as usize];
            let cosine = dot / (vector.norm * other.norm);
            let dice = 2.0 * least / (vector.sum + other.sum);
            if cosine > set::SEED_COSINE && dice > set::SEED_DICE {
                let score = cosine * vector.norm.min(other.norm);
                found.push(Rectangle { original: other.words, page: vector.words, score });
            }
        }
        if found.len() > first + set::SEEDS_A_SENTENCE {
            found[first..].order_by(|a, b| b.score.total_cmp(&a.score).then(a.original.cmp(&b.original)));
            found.truncate(first + set::SEEDS_A_SENTENCE);
        }
    }
    found.order_by_key(|seed| (seed.page, seed.original));
    found
}

/// The sentences that are long enough, with plain counts; `sentences` counts for each stem those that hold it.
fn vectors(reading: &Reading<'_>, sentences: &mut [f32]) -> Vec<Vector> {
    let mut found = Vec::with_capacity(reading.sentences.len());
    for sentence in &reading.sentences {
        if sentence.end - sentence.first < set::SEED_WORDS {
            continue;
        }
        let mut stems = reading.stems_of(*sentence).to_vec();
        order_numbers(&mut stems);
        let mut weights: Vec<(u32, f32)> = Vec::with_capacity(stems.len());
        for stem in stems {
            match weights.last_mut() {
                Some((last, count)) if *last == stem => *count += 1.0,
                _ => weights.push((stem, 1.0)),
            }
        }
        for (stem, _) in &weights {
            sentences[*stem as usize] += 1.0;
        }
        found.push(Vector { words: (sentence.first, sentence.end), weights, norm: 0.0, sum: 0.0 });
    }
    found
}

/// For each stem the sentences that hold it, with its weight there; stems in very many sentences are left out.
struct Postings {
    starts: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl Postings {
    fn of(vectors: &[Vector], stems: usize) -> Self {
        let mut counts = vec![0_u32; stems];
        for (stem, _) in vectors.iter().flat_map(|vector| &vector.weights) {
            counts[*stem as usize] += 1;
        }
        let mut starts = Vec::with_capacity(stems + 1);
        let mut reach = 0;
        for count in &mut counts {
            starts.push(reach);
            if *count > set::SEED_POSTINGS {
                *count = 0;
            }
            reach += *count;
        }
        starts.push(reach);
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); reach as usize];
        for (sentence, vector) in vectors.iter().enumerate() {
            for (stem, weight) in &vector.weights {
                if counts[*stem as usize] > 0 {
                    let place = &mut next[*stem as usize];
                    entries[*place as usize] = (sentence as u32, *weight);
                    *place += 1;
                }
            }
        }
        Self { starts, entries }
    }

    fn of_stem(&self, stem: u32) -> &[(u32, f32)] {
        &self.entries[self.starts[stem as usize] as usize..self.starts[stem as usize + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::reading::read_both;
    use super::*;

    /// The boxes, as what they hold of the page.
    fn boxes_of(original: &str, page: &str) -> Vec<String> {
        read_both(original, page, |original, page, vocabulary| {
            let shown = |found: &Rectangle| page.span_of(found.page).of(page.text).to_owned();
            let mut found: Vec<String> = boxes(original, page, vocabulary).iter().map(shown).collect();
            found.sort();
            found
        })
    }

    const FERRY: &str = "The ferry Castor ran aground off Naxos on Sunday.";
    const CREW: &str = "Salvage crews pumped fuel from its tanks.";
    const DIVERS: &str = "Sponge divers mend nets beside an old customs house.";

    #[test]
    fn sentences_told_in_other_words_are_near_one_another() {
        let page = "On Sunday a ferry grounded off Naxos.";
        assert_eq!(boxes_of(&[FERRY, CREW, DIVERS].join(" "), page), [page]);
    }

    #[test]
    fn neighbours_share_a_box_and_distant_ones_do_not() {
        let original = [FERRY, CREW].join(" ");
        assert_eq!(boxes_of(&original, &original), [original.as_str()]);
        let far: String = (0..80).map(|at| format!("w{at} ")).collect();
        let page = format!("{FERRY} Words {far}. {CREW}");
        assert_eq!(boxes_of(&original, &page).len(), 2);
    }

    #[test]
    fn other_sentences_have_none() {
        assert!(boxes_of(FERRY, DIVERS).is_empty());
        assert!(boxes_of("", FERRY).is_empty());
    }
}
