//! How does a sketch travel?
//!
//! Facts as their kind and their text in turn. All sentences as one list of numbers: of each its role, its words, and of
//! what it says and of what it quotes the number of stems, the stems, the number of facts, the facts. The numbers are the
//! characters of a string, since that crosses in one piece where an array crosses number by number.

use super::Value;
use crate::story::Role;
use crate::story::sketch::{Bag, Fact, FactKind, Sketch, SketchedSentence};

/// The roles, each by its place.
const ROLES: [Role; 2] = [Role::Body, Role::Headline];

/// The kinds of fact, each by its place; a new one is appended.
const KINDS: [FactKind; 3] = [FactKind::Figure, FactKind::Date, FactKind::Name];

/// Writes the facts and the sentences of a [`Sketch`].
pub(super) fn write(sketch: Sketch) -> [Value; 2] {
    let mut facts = Vec::new();
    for fact in sketch.facts {
        let kind = KINDS.iter().position(|&kind| kind == fact.kind).unwrap_or_default();
        facts.extend([Value::from(kind), Value::from(fact.text)]);
    }
    let mut numbers = Vec::new();
    for sentence in sketch.sentences {
        numbers.extend([usize::from(sentence.role == Role::Headline), usize::from(sentence.words)]);
        for bag in [sentence.said, sentence.quoted] {
            for list in [bag.stems, bag.facts] {
                numbers.push(list.len());
                numbers.extend(list.into_iter().map(usize::from));
            }
        }
    }
    let text: String = numbers.into_iter().filter_map(character).collect();
    [Value::List(facts), text.into()]
}

/// The first character that stands for no character in UTF-16, and how many of them there are.
const SURROGATES: (u32, u32) = (0xD800, 0x800);

/// A number as a character.
fn character(number: usize) -> Option<char> {
    let number = u32::try_from(number).ok()?;
    char::from_u32(if number < SURROGATES.0 { number } else { number + SURROGATES.1 })
}

/// The number of a character.
fn number(character: char) -> usize {
    let number = u32::from(character);
    (if number < SURROGATES.0 { number } else { number - SURROGATES.1 }) as usize
}

/// Reads what [`write`] wrote; a list that ends too early ends before the sentence that is not whole.
pub(super) fn read(facts: Value, sentences: Value) -> Sketch {
    let mut sketch = Sketch::default();
    let mut items = facts.items().into_iter();
    while let (Some(kind), Some(text)) = (items.next(), items.next()) {
        let kind = kind.whole().and_then(|kind| KINDS.get(kind).copied());
        // A fact that cannot be read keeps its place: the sentences count on it.
        let fact = Fact { kind: kind.unwrap_or(FactKind::Name), text: text.text().unwrap_or_default() };
        sketch.facts.push(fact);
    }
    let text = sentences.text().unwrap_or_default();
    let mut numbers = text.chars().map(number);
    while let Some(sentence) = sentence(&mut || numbers.next()) {
        sketch.sentences.push(sentence);
    }
    sketch
}

fn sentence(next: &mut dyn FnMut() -> Option<usize>) -> Option<SketchedSentence> {
    let role = *ROLES.get(next()?)?;
    let words = u8::try_from(next()?).ok()?;
    let mut list = || {
        let mut list = Vec::new();
        for _ in 0..next()? {
            list.push(u16::try_from(next()?).ok()?);
        }
        Some(list)
    };
    let said = Bag { stems: list()?, facts: list()? };
    Some(SketchedSentence { role, words, said, quoted: Bag { stems: list()?, facts: list()? } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Document;

    fn sketch() -> Sketch {
        let text = "Rates held\n\nThe Bank of Sonora held rates at 2.5 percent on Tuesday.\n\n“We see no reason to move,” Governor Anna Brandt said.";
        Sketch::of(&Document::from_plain_text(text.to_owned()))
    }

    #[test]
    fn a_sketch_survives_the_way() {
        let [facts, sentences] = write(sketch());
        assert_eq!(read(facts, sentences), sketch());
    }

    #[test]
    fn what_is_cut_is_left_out() {
        let [facts, sentences] = write(sketch());
        let text = sentences.text().unwrap();
        for (at, _) in text.char_indices() {
            let read = read(facts.clone(), Value::from(&text[..at]));
            assert!(read.sentences.len() < 3, "{at}");
            assert_eq!(read.sentences, sketch().sentences[..read.sentences.len()]);
        }
        for text in ["", "\0", "\0\u{3}\u{10ffff}", "\u{9}"] {
            assert_eq!(read(Value::Nothing, Value::from(text)), Sketch::default());
        }
        assert_eq!(read(Value::Nothing, Value::Truth(true)), Sketch::default());
    }

    #[test]
    fn every_number_of_sixteen_bits_has_a_character() {
        for expected in 0..=usize::from(u16::MAX) {
            assert_eq!(character(expected).map(number), Some(expected));
        }
    }
}
