//! What does a sketch say of each sentence?
//!
//! Of the kinds of fact and of the facts themselves the neighbouring section (`facts`) knows; here stand their places.
//! Stems that a story has in several sentences are given once and referred to later, which says nothing of the order
//! inside a sentence. A set of numbers below a limit is coded as its size and the gaps between its members in ascending
//! order, by Rice's code with the parameter that fits gaps of that mean.
//!
//! ```text
//! stories + 1 offsets: u32 each │ each story, in bits: number of sentences + 1: gamma │ sentences
//!
//! sentence  1 headline: 1 bit │ words: Rice, k = 4 │ 1 something is quoted: 1 bit │ bag said │ bag quoted, if any
//! bag       known: set below the number of stems given so far, each by its place
//!           new: set below 65,536, the stems that were not given before
//!           facts: set below the story's number of facts
//! set       size n + 1: gamma │ n gaps: Rice, k = ⌊log2(0.7 · limit ÷ n)⌋
//! ```

use super::PackError;
use super::bits::{BitReader, BitWriter, rice_parameter};
use super::header::Section;
use crate::order::order_numbers;
use crate::story::Role;
use crate::story::sketch::{Bag, Sketch, SketchedSentence};
use std::collections::HashMap;

/// Sentences of a story that are kept at most; those of a long novel are as many.
const MOST_SENTENCES: usize = 1 << 14;

/// The bytes of a story's sentences at most; they are read into memory some ten times as large.
const MOST_BYTES: usize = 1 << 20;

/// There are so many stems.
const STEMS: usize = 1 << 16;

/// The Rice parameter of a sentence's number of words, whose mean is about 22.
const WORDS: u32 = 4;

/// The bytes of a story's sentences. Of a text that is too long none are kept.
pub(super) fn write(sketch: &Sketch) -> Vec<u8> {
    let sentences = &sketch.sentences[..sketch.sentences.len().min(MOST_SENTENCES)];
    let mut writer = Writer { bits: BitWriter::default(), given: HashMap::new(), facts: sketch.facts.len() };
    writer.bits.put_gamma(sentences.len() as u32 + 1);
    for sentence in sentences {
        let quotes = sentence.quoted != Bag::default();
        writer.bits.put(u32::from(sentence.role == Role::Headline), 1);
        writer.bits.put_rice(u32::from(sentence.words), WORDS);
        writer.bits.put(u32::from(quotes), 1);
        writer.put_bag(&sentence.said);
        if quotes {
            writer.put_bag(&sentence.quoted);
        }
    }
    let bytes = writer.bits.into_bytes();
    if bytes.len() <= MOST_BYTES { bytes } else { write(&Sketch::default()) }
}

/// The sentences in a story's bytes; `facts` is how many facts it has.
pub(super) fn read(bytes: &[u8], facts: usize) -> Result<Vec<SketchedSentence>, PackError> {
    let fitting = Some(bytes).filter(|bytes| bytes.len() <= MOST_BYTES);
    let sentences =
        fitting.and_then(|bytes| Reader { bits: BitReader::new(bytes, 0), given: Vec::new(), facts }.read());
    sentences.ok_or(PackError::Damaged(Section::Sketches.name()))
}

struct Writer {
    bits: BitWriter,
    /// The stems so far, each with its place in the order in which they were given.
    given: HashMap<u16, u32>,
    facts: usize,
}

impl Writer {
    fn put_bag(&mut self, bag: &Bag) {
        let (mut known, mut new) = (Vec::new(), Vec::new());
        for stem in &bag.stems {
            match self.given.get(stem) {
                Some(place) => known.push(*place),
                None => new.push(u32::from(*stem)),
            }
        }
        order_numbers(&mut known);
        self.put_set(&known, self.given.len());
        self.put_set(&new, STEMS);
        self.put_set(&bag.facts.iter().map(|place| u32::from(*place)).collect::<Vec<_>>(), self.facts);
        let next = self.given.len() as u32;
        self.given.extend(new.iter().zip(next..).map(|(stem, place)| (*stem as u16, place)));
    }

    fn put_set(&mut self, set: &[u32], limit: usize) {
        self.bits.put_gamma(set.len() as u32 + 1);
        let k = parameter(limit, set.len());
        let mut next = 0;
        for &number in set {
            self.bits.put_rice(number - next, k);
            next = number + 1;
        }
    }
}

struct Reader<'a> {
    bits: BitReader<'a>,
    given: Vec<u16>,
    facts: usize,
}

impl Reader<'_> {
    fn read(mut self) -> Option<Vec<SketchedSentence>> {
        let count = self.bits.gamma()? as usize - 1;
        if count > MOST_SENTENCES {
            return None;
        }
        let mut sentences = Vec::with_capacity(count);
        for _ in 0..count {
            let role = if self.bits.number(1)? == 1 { Role::Headline } else { Role::Body };
            let words = u8::try_from(self.bits.rice(WORDS)?).ok()?;
            let quotes = self.bits.number(1)? == 1;
            let said = self.bag()?;
            let quoted = if quotes { self.bag()? } else { Bag::default() };
            sentences.push(SketchedSentence { role, words, said, quoted });
        }
        self.bits.is_at_end().then_some(sentences)
    }

    fn bag(&mut self) -> Option<Bag> {
        let known = self.set(self.given.len())?;
        let new = self.set(STEMS)?;
        let facts = self.set(self.facts)?;
        let mut stems = Vec::with_capacity(known.len() + new.len());
        stems.extend(known.iter().filter_map(|place| self.given.get(usize::from(*place)).copied()));
        stems.extend(&new);
        order_numbers(&mut stems);
        // Bytes of no writer may give a stem twice.
        stems.dedup();
        self.given.extend(new);
        self.given.truncate(STEMS);
        Some(Bag { stems, facts })
    }

    fn set(&mut self, limit: usize) -> Option<Vec<u16>> {
        let count = self.bits.gamma()? as usize - 1;
        let k = parameter(limit, count);
        let mut set = Vec::with_capacity(count.min(limit));
        let mut next = 0_u32;
        for _ in 0..count {
            let number = next.checked_add(self.bits.rice(k)?).filter(|&number| (number as usize) < limit)?;
            set.push(number as u16);
            next = number + 1;
        }
        Some(set)
    }
}

fn parameter(limit: usize, count: usize) -> u32 {
    rice_parameter((limit / count.max(1)) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bag(stems: &[u16], facts: &[u16]) -> Bag {
        Bag { stems: stems.to_vec(), facts: facts.to_vec() }
    }

    fn sentence(words: u8, said: Bag, quoted: Bag) -> SketchedSentence {
        SketchedSentence { role: Role::Body, words, said, quoted }
    }

    #[test]
    fn a_stem_that_was_given_costs_less_than_a_new_one() {
        let twice = |second: u16| Sketch {
            sentences: vec![
                sentence(9, bag(&[40_000], &[]), Bag::default()),
                sentence(9, bag(&[second], &[]), Bag::default()),
            ],
            ..Sketch::default()
        };
        assert!(write(&twice(40_000)).len() < write(&twice(40_001)).len());
    }

    #[test]
    fn a_fact_that_is_not_there_is_damage() {
        let facts = ["1", "2"].map(|text| crate::story::sketch::Fact {
            kind: crate::story::sketch::FactKind::Figure,
            text: text.to_owned(),
        });
        let sentences = vec![sentence(3, bag(&[], &[1]), Bag::default())];
        let bytes = write(&Sketch { facts: facts.to_vec(), sentences: sentences.clone() });
        assert_eq!(read(&bytes, 2), Ok(sentences));
        assert!(read(&bytes, 1).is_err());
    }

    #[test]
    fn an_endless_story_is_not_kept() {
        let long = sentence(255, bag(&(0..=u16::MAX).step_by(7).collect::<Vec<_>>(), &[]), Bag::default());
        let sketch = |count: usize| Sketch { sentences: vec![long.clone(); count], ..Sketch::default() };
        assert_eq!(read(&write(&sketch(3)), 0).unwrap().len(), 3);
        assert_eq!(read(&write(&sketch(9000)), 0).unwrap().len(), 0);
        let short = sentence(1, Bag::default(), Bag::default());
        let many = Sketch { sentences: vec![short; MOST_SENTENCES + 1], ..Sketch::default() };
        assert_eq!(read(&write(&many), 0).unwrap().len(), MOST_SENTENCES);
    }

    fn any_bag() -> impl Strategy<Value = Bag> {
        let stems = proptest::collection::btree_set(prop_oneof![0_u16..50, any::<u16>()], 0..20);
        let facts = proptest::collection::btree_set(0_u16..30, 0..6);
        (stems, facts)
            .prop_map(|(stems, facts)| Bag { stems: stems.into_iter().collect(), facts: facts.into_iter().collect() })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            sentences in proptest::collection::vec((any::<bool>(), any::<u8>(), any_bag(), any_bag()), 0..30)
        ) {
            let sentences: Vec<SketchedSentence> = sentences
                .into_iter()
                .map(|(headline, words, said, quoted)| {
                    let role = if headline { Role::Headline } else { Role::Body };
                    SketchedSentence { role, words, said, quoted }
                })
                .collect();
            let fact = crate::story::sketch::Fact { kind: crate::story::sketch::FactKind::Name, text: String::new() };
            let sketch = Sketch { facts: vec![fact; 30], sentences };
            prop_assert_eq!(read(&write(&sketch), 30), Ok(sketch.sentences));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), facts in 0_usize..70_000) {
            for sentence in read(&bytes, facts).unwrap_or_default() {
                for bag in [sentence.said, sentence.quoted] {
                    prop_assert!(bag.stems.is_sorted_by(|a, b| a < b) && bag.facts.is_sorted_by(|a, b| a < b));
                    prop_assert!(bag.facts.iter().all(|place| usize::from(*place) < facts));
                }
            }
        }
    }
}
