//! Which figures, dates and names does a story tell?
//!
//! ```text
//! stories + 1 offsets: u32 each │ each story, in bits: number of figures, of dates, of names, each + 1: gamma │ their texts
//! ```
//!
//! Facts of a kind stand in the order of the alphabet, each once, so that they say nothing of the order in the story.
//! How a text is written says the module `letters`.

use super::PackError;
use super::bits::{BitReader, BitWriter};
use super::header::Section;
use super::letters;
use crate::story::sketch::{Fact, FactKind};

/// The kinds in the order in which they stand.
const KINDS: [FactKind; 3] = [FactKind::Figure, FactKind::Date, FactKind::Name];

/// Facts of a story at most: sentences name them by 16 bits.
const MOST_FACTS: usize = u16::MAX as usize;

/// The bytes of a story's facts.
pub(super) fn write(facts: &[Fact]) -> Vec<u8> {
    let facts = &facts[..facts.len().min(MOST_FACTS)];
    let mut bits = BitWriter::default();
    for kind in KINDS {
        bits.put_gamma(facts.iter().filter(|fact| fact.kind == kind).count() as u32 + 1);
    }
    facts.iter().for_each(|fact| letters::put(&mut bits, &fact.text));
    bits.into_bytes()
}

/// The facts in a story's bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Fact>, PackError> {
    facts(BitReader::new(bytes, 0)).ok_or(PackError::Damaged(Section::Facts.name()))
}

fn facts(mut bits: BitReader<'_>) -> Option<Vec<Fact>> {
    let mut facts: Vec<Fact> = Vec::new();
    let counts = [bits.gamma()?, bits.gamma()?, bits.gamma()?];
    for (kind, count) in KINDS.into_iter().zip(counts) {
        for _ in 1..count {
            let fact = Fact { kind, text: letters::read(&mut bits)? };
            if facts.len() == MOST_FACTS || facts.last().is_some_and(|last| *last >= fact) {
                return None;
            }
            facts.push(fact);
        }
    }
    bits.is_at_end().then_some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts_of(texts: &[(FactKind, &str)]) -> Vec<Fact> {
        texts.iter().map(|(kind, text)| Fact { kind: *kind, text: (*text).to_owned() }).collect()
    }

    #[test]
    fn what_was_written_is_read() {
        let written = facts_of(&[
            (FactKind::Figure, "3.2 million crowns"),
            (FactKind::Figure, "41"),
            (FactKind::Date, "Tuesday"),
            (FactKind::Name, "Łódź"),
        ]);
        assert_eq!(read(&write(&written)), Ok(written));
        assert_eq!(read(&write(&[])), Ok(Vec::new()));
    }

    #[test]
    fn facts_out_of_order_are_damage() {
        for forged in [
            facts_of(&[(FactKind::Name, "b"), (FactKind::Name, "a")]),
            facts_of(&[(FactKind::Name, "a"), (FactKind::Name, "a")]),
        ] {
            assert!(read(&write(&forged)).is_err());
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
