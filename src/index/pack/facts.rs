//! Which figures, dates and names does a story tell?
//!
//! ```text
//! stories + 1 offsets: u32 each │ each story: number of figures, of dates, of names: number each │ their texts
//!
//! text    length: number │ UTF-8
//! ```
//!
//! Facts of a kind stand in the order of the alphabet, each once, so that they say nothing of the order in the story.

use super::PackError;
use super::fields::{Fields, put_number};
use super::header::Section;
use crate::story::sketch::{Fact, FactKind};

/// The kinds in the order in which they stand.
const KINDS: [FactKind; 3] = [FactKind::Figure, FactKind::Date, FactKind::Name];

/// Facts of a story at most: sentences name them by 16 bits.
const MOST_FACTS: usize = u16::MAX as usize;

/// The bytes of a story's facts.
pub(super) fn write(facts: &[Fact]) -> Vec<u8> {
    let facts = &facts[..facts.len().min(MOST_FACTS)];
    let mut out = Vec::new();
    for kind in KINDS {
        put_number(&mut out, facts.iter().filter(|fact| fact.kind == kind).count() as u32);
    }
    for fact in facts {
        put_number(&mut out, fact.text.len() as u32);
        out.extend_from_slice(fact.text.as_bytes());
    }
    out
}

/// The facts in a story's bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Fact>, PackError> {
    fields(Fields::of(bytes)).ok_or(PackError::Damaged(Section::Facts.name()))
}

fn fields(mut fields: Fields<'_>) -> Option<Vec<Fact>> {
    let mut facts: Vec<Fact> = Vec::new();
    let counts = [fields.number()?, fields.number()?, fields.number()?];
    for (kind, count) in KINDS.into_iter().zip(counts) {
        for _ in 0..count {
            let length = fields.number()? as usize;
            let fact = Fact { kind, text: std::str::from_utf8(fields.bytes(length)?).ok()?.to_owned() };
            if facts.len() == MOST_FACTS || facts.last().is_some_and(|last| *last >= fact) {
                return None;
            }
            facts.push(fact);
        }
    }
    fields.rest().is_empty().then_some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts(texts: &[(FactKind, &str)]) -> Vec<Fact> {
        texts.iter().map(|(kind, text)| Fact { kind: *kind, text: (*text).to_owned() }).collect()
    }

    #[test]
    fn what_was_written_is_read() {
        let written = facts(&[
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
            facts(&[(FactKind::Name, "b"), (FactKind::Name, "a")]),
            facts(&[(FactKind::Name, "a"), (FactKind::Name, "a")]),
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
