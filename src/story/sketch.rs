//! What may be kept of a story whose words are somebody else's?
//!
//! A sketch says of every sentence which stems of content it holds, as sixteen bits of their hashes in ascending order,
//! and which of the story's facts: figures, dates and names, in clear. That is enough to tell which sentences a page
//! keeps, changes, drops, adds or moves, and to name the facts that were changed. It is no text and cannot become one:
//!
//! * nothing says in which order the words of a sentence stand, how often, or in which form: stems stand in the order of
//!   their hashes, facts in the order of the alphabet, each once;
//! * words that are no content (the, of, that, not) are not there at all, and so no negation is;
//! * a hash of sixteen bits stands for several stems of English. Who hashes a dictionary learns which words a sentence is
//!   likely to hold, as from the index of a book: that is not hidden, only what they say together is;
//! * bylines, datelines and credit lines are left out.
//!
//! Stems that a fact of the same sentence gives are not listed again: [`Sketch::stems`] puts them back.

use super::{Document, Role};
use crate::order::{Order as _, order_numbers};
use crate::text::case::is_capitalized;
use crate::text::date::{When, mentions};
use crate::text::language::Language;
use crate::text::name::{Name, is_known, names};
use crate::text::number::{Quantity, Unit, quantities};
use crate::text::quotation::quotations;
use crate::text::scan::Words;
use crate::text::sentence::sentences;
use crate::text::token::{Stems, Token, tokenize, tokenize_with};
use crate::text::{Span, lexicon, stem};

/// What is known of a story without its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The facts strip: what is told in figures, dates and names; in the order of [`Fact`], each once.
    pub facts: Vec<Fact>,
    /// The sentences of headline and body, in order.
    pub sentences: Vec<SketchedSentence>,
}

/// A figure, a date or a name, as the story gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// The words, on one line: "more than 2 years", "Tuesday", "Antony Blinken".
    pub text: String,
}

/// The kinds of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// An amount with what qualifies it and its unit.
    Figure,
    /// A day, a span of days, a time of day.
    Date,
    /// A person, organisation or place, without title.
    Name,
}

/// What is known of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SketchedSentence {
    /// [`Role::Headline`] or [`Role::Body`].
    pub role: Role,
    /// How many words it has, common ones included; 255 for more.
    pub words: u8,
    /// What it says itself.
    pub said: Bag,
    /// What it quotes; empty where nothing is quoted, or only a term of a few words.
    pub quoted: Bag,
}

/// Words without order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bag {
    /// Stems of content as [`short`] hashes, in ascending order, each once.
    pub stems: Vec<u16>,
    /// Facts by their place in [`Sketch::facts`], in ascending order, each once.
    pub facts: Vec<u16>,
}

/// Stems at least this rare are content: about one story in two holds the commonest of them.
pub(crate) const CONTENT_RARITY: f32 = 7.1;

/// Up to this many words in quotation marks are a term; more are a statement.
pub(crate) const TERM_WORDS: usize = 3;

/// Words of a name at most. Of the names of 19,413 stories 98 in 100 have at most four; of those with six or more nearly
/// all are two names that a small word joins, and the rest rows of tables.
const MOST_NAME_WORDS: usize = 5;

/// The hash of a stem as a sketch holds it: its upper half.
pub fn short(stem: u32) -> u16 {
    (stem >> 16) as u16
}

impl Sketch {
    /// Sketches the headline and the body of a story.
    ///
    /// ```
    /// use copytaster::story::{Document, sketch::Sketch};
    /// let story = Document::from_paragraphs("", ["The ferry Castor ran aground on Sunday with 312 passengers."]);
    /// let sketch = Sketch::of(&story);
    /// let facts: Vec<&str> = sketch.facts.iter().map(|fact| fact.text.as_str()).collect();
    /// assert_eq!(facts, ["312", "Sunday", "Castor"]);
    /// ```
    pub fn of(document: &Document) -> Self {
        Self::with_places(document, &[Role::Headline, Role::Body]).0
    }

    /// Sketches the parts of a document that have one of these roles, and says what stands where: a place for every
    /// sentence.
    pub(crate) fn with_places(document: &Document, roles: &[Role]) -> (Self, Vec<Place>) {
        let text = document.text.as_str();
        let quoted: Vec<Span> = quotations(text).iter().map(|quotation| quotation.inner).collect();
        let mut read: Vec<ReadSentence<'_>> = Vec::new();
        let mut stems = Stems::new(text.len());
        for part in document.parts.iter().filter(|part| roles.contains(&part.role)) {
            for span in sentences(part.span.of(text)) {
                let span = Span::new(part.span.start + span.start, part.span.start + span.end);
                let tokens = tokenize_with(span.of(text), &mut stems);
                if !tokens.is_empty() {
                    let quoted = statements(span, &tokens, &quoted);
                    read.push(ReadSentence {
                        role: part.role,
                        span,
                        text: span.of(text),
                        tokens,
                        quoted,
                        facts: Vec::new(),
                    });
                }
            }
        }
        let (capitals, language) = (capitals(&read), Language::of(&[text]));
        for sentence in &mut read {
            sentence.facts = facts(sentence.text, language, &capitals);
        }
        let mut facts: Vec<Fact> =
            read.iter().flat_map(|sentence| &sentence.facts).map(|(_, fact)| fact.clone()).collect();
        facts.order();
        facts.dedup();
        facts.truncate(usize::from(u16::MAX));
        let sentences = read.iter().map(|sentence| sentence.sketch(&facts)).collect();
        let places = read.iter().map(|sentence| sentence.place(&facts)).collect();
        (Self { facts, sentences }, places)
    }

    /// All stems of a bag, those that its facts give included, in ascending order, each once.
    pub fn stems(&self, bag: &Bag) -> Vec<u16> {
        let facts = bag.facts.iter().filter_map(|place| self.facts.get(usize::from(*place)));
        set(facts.flat_map(Fact::stems).chain(bag.stems.iter().copied()).collect())
    }
}

impl Fact {
    /// The hashes of its content words.
    pub fn stems(&self) -> Vec<u16> {
        content(&tokenize(&self.text))
    }

    /// The amount that it gives; none where it is no figure.
    pub fn quantity(&self) -> Option<Quantity> {
        let first = || quantities(&Words::of(&self.text)).into_iter().next();
        if self.kind == FactKind::Figure { first() } else { None }
    }

    /// What it says of time; none where it is no date.
    pub fn when(&self) -> Option<When> {
        // A year or "May" is a date only where the word before says so.
        let first = || mentions(&Words::of(&format!("in {}", self.text))).into_iter().next();
        if self.kind == FactKind::Date { Some(first()?.when) } else { None }
    }
}

/// Where a sentence stands, and what is in it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The sentence.
    pub(crate) span: Span,
    /// Its facts, by their place in [`Sketch::facts`], and where each stands.
    pub(crate) facts: Vec<(u16, Span)>,
    /// The statements that it quotes, without marks.
    pub(crate) quoted: Vec<Span>,
}

/// A sentence on its way to its sketch; the spans in it count from its beginning.
struct ReadSentence<'a> {
    role: Role,
    span: Span,
    text: &'a str,
    tokens: Vec<Token>,
    quoted: Vec<Span>,
    facts: Vec<(Span, Fact)>,
}

impl ReadSentence<'_> {
    fn sketch(&self, strip: &[Fact]) -> SketchedSentence {
        let is_quoted =
            |span: Span| self.quoted.iter().any(|inner| inner.start <= span.start && span.start < inner.end);
        let bag = |quoted: bool| {
            let facts: Vec<&Fact> =
                self.facts.iter().filter(|(span, _)| is_quoted(*span) == quoted).map(|(_, fact)| fact).collect();
            let given: Vec<u16> = facts.iter().flat_map(|fact| fact.stems()).collect();
            let tokens: Vec<Token> =
                self.tokens.iter().copied().filter(|token| is_quoted(token.span) == quoted).collect();
            let mut stems = content(&tokens);
            stems.retain(|stem| !given.contains(stem));
            let facts = facts.iter().filter_map(|fact| strip.binary_search(fact).ok());
            Bag { stems: set(stems), facts: set(facts.map(|place| place as u16).collect()) }
        };
        let words = self.tokens.len().min(usize::from(u8::MAX)) as u8;
        SketchedSentence { role: self.role, words, said: bag(false), quoted: bag(true) }
    }

    fn place(&self, strip: &[Fact]) -> Place {
        let absolute = |span: &Span| Span::new(self.span.start + span.start, self.span.start + span.end);
        let of_fact = |(span, fact): &(Span, Fact)| Some((strip.binary_search(fact).ok()? as u16, absolute(span)));
        Place {
            span: self.span,
            facts: self.facts.iter().filter_map(of_fact).collect(),
            quoted: self.quoted.iter().map(absolute).collect(),
        }
    }
}

/// Numbers in ascending order, each once.
fn set(mut numbers: Vec<u16>) -> Vec<u16> {
    order_numbers(&mut numbers);
    numbers.dedup();
    numbers
}

/// The short hashes of the content words among these.
fn content(tokens: &[Token]) -> Vec<u16> {
    let content = tokens.iter().filter(|token| lexicon::rarity(token.stem) >= CONTENT_RARITY);
    content.map(|token| short(token.stem)).collect()
}

/// The quoted statements of a sentence, counted from its beginning.
fn statements(sentence: Span, tokens: &[Token], quoted: &[Span]) -> Vec<Span> {
    let first = quoted.partition_point(|inner| inner.end <= sentence.start);
    let meeting = quoted[first..].iter().take_while(|inner| inner.start < sentence.end);
    let inside = |at: usize| at.clamp(sentence.start, sentence.end) - sentence.start;
    let words_in = |inner: &Span| {
        tokens.iter().filter(|token| inner.start <= token.span.start && token.span.start < inner.end).count()
    };
    let here = meeting.map(|inner| Span::new(inside(inner.start), inside(inner.end)));
    here.filter(|inner| words_in(inner) > TERM_WORDS).collect()
}

/// The stems, in ascending order, of words that are capitalised inside the sentences of a body.
fn capitals(sentences: &[ReadSentence<'_>]) -> Vec<u32> {
    let mut stems = Vec::new();
    for sentence in sentences.iter().filter(|sentence| sentence.role != Role::Headline) {
        let inside = sentence.tokens.iter().skip(1);
        let capital = inside.filter(|token| is_capitalized(token.span.of(sentence.text)));
        stems.extend(capital.map(|token| token.stem));
    }
    order_numbers(&mut stems);
    stems.dedup();
    stems
}

/// The facts of a sentence with their places. What is part of a date is no figure, and of either no name.
fn facts(sentence: &str, language: Language, capitals: &[u32]) -> Vec<(Span, Fact)> {
    let words = Words::in_language(sentence, language);
    let is_name = |word: &str| capitals.binary_search(&stem::hash(word)).is_ok() || is_known(word);
    let core = |name: &Name| Span::new(words.span(name.core.start).start, name.span.end);
    let read = names(&words, &is_name);
    let names: Vec<Span> = read.iter().map(core).collect();
    // "Seven" in "the Group of Seven" is no figure; "Three" in "Three Norwegians" is one.
    let is_figure = |quantity: &Quantity| {
        let number = quantity.number;
        let is_of_name = names.iter().any(|name| name.start < number.start && number.end <= name.end);
        says_something(quantity) && !(quantity.is_written && is_of_name)
    };
    let dates = mentions(&words).into_iter().map(|mention| {
        let on = if mention.span.of(sentence).starts_with("on ") { 3 } else { 0 };
        (FactKind::Date, Span::new(mention.span.start + on, mention.span.end))
    });
    let figures = quantities(&words).into_iter().filter(is_figure).map(|figure| (FactKind::Figure, figure.span));
    let sure = read.iter().filter(|name| language.names_with(&words, name.core.clone()));
    let names = sure.flat_map(|name| in_clear(&words, name)).map(|span| (FactKind::Name, span));
    let mut found: Vec<(Span, Fact)> = Vec::new();
    for (kind, span) in dates.chain(figures).chain(names) {
        if !found.iter().any(|(taken, _)| taken.start < span.end && span.start < taken.end) {
            let text = span.of(sentence).split_whitespace().collect::<Vec<_>>().join(" ");
            found.push((span, Fact { kind, text }));
        }
    }
    found
}

/// The parts of a name that may stand in clear. What is longer than [`MOST_NAME_WORDS`] is cut at its small words and
/// dashes: mostly it is somebody "of" something, or a court "for" its district. What is longer still is a row of a table,
/// or a line in capitals.
fn in_clear(words: &Words<'_>, name: &Name) -> Vec<Span> {
    let is_long = name.core.len() > MOST_NAME_WORDS;
    let (mut parts, mut from) = (Vec::new(), name.core.start);
    for at in name.core.start + 1..=name.core.end {
        let is_small = is_long && !words.is_capital(at);
        if at == name.core.end || is_small || is_long && words.gap(at).trim() == "-" && words.gap(at) != "-" {
            if from < at && at - from <= MOST_NAME_WORDS {
                parts.push(Span::new(words.span(from).start, words.span(at - 1).end.min(name.span.end)));
            }
            from = at + usize::from(is_small);
        }
    }
    parts
}

/// Whether an amount is worth a place: "one", "two" and "first", written out, are half pronouns.
fn says_something(quantity: &Quantity) -> bool {
    !(quantity.is_written && (quantity.value < 3.0 || quantity.is_ordinal) && quantity.unit == Unit::Count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Document::from_plain_text(text.to_owned()))
    }

    fn facts_of(text: &str) -> Vec<(FactKind, String)> {
        sketch(text).facts.into_iter().map(|fact| (fact.kind, fact.text)).collect()
    }

    #[test]
    fn facts_are_named_in_clear_and_sorted() {
        let found = facts_of(
            "Deputy Minister Anna Brandt told Kelvin Radio on Tuesday that 3.2 million of 14 million crowns were paid since 2019.",
        );
        let expected = [
            (FactKind::Figure, "14 million crowns"),
            (FactKind::Figure, "3.2 million"),
            (FactKind::Date, "2019"),
            (FactKind::Date, "Tuesday"),
            (FactKind::Name, "Anna Brandt"),
            (FactKind::Name, "Kelvin Radio"),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn long_names_are_cut_at_small_words_and_dashes() {
        let found = facts_of(
            "Analyst Rick Marten of Quillon Securities Corp International called the Lowhaven Ferry Workers Union - Kelvin Branch.",
        );
        let names =
            ["Kelvin Branch", "Lowhaven Ferry Workers Union", "Quillon Securities Corp International", "Rick Marten"];
        assert_eq!(found, names.map(|name| (FactKind::Name, name.to_owned())));
    }

    #[test]
    fn rows_of_capitals_are_no_names() {
        assert_eq!(facts_of("It lists Wheat Corn Soybeans Oats Barley Rye Total."), []);
        assert_eq!(facts_of("It is the De Quorvane Ferry Group Inc.").len(), 1, "five words may be a name");
    }

    #[test]
    fn facts_can_be_read_again() {
        let sketch = sketch("The bank paid 3.2 million crowns at 2:08 PM on April 16, in May and in 2019.");
        let read = |kind| sketch.facts.iter().filter(move |fact: &&Fact| fact.kind == kind);
        assert!(read(FactKind::Figure).all(|fact| fact.quantity().is_some_and(|amount| amount.value == 3.2e6)));
        assert_eq!(read(FactKind::Date).count(), 4);
        assert!(read(FactKind::Date).all(|fact| fact.when().is_some()), "{:?}", sketch.facts);
    }

    #[test]
    fn order_and_number_of_words_are_not_kept() {
        let (told, turned) =
            (sketch("Salvage crews pumped fuel from tanks."), sketch("From tanks, tanks crews pumped salvage fuel."));
        assert_eq!(told.sentences[0].said, turned.sentences[0].said);
    }

    #[test]
    fn common_words_are_not_kept() {
        assert_eq!(sketch("It is not that it was the one of all.").sentences[0].said, Bag::default());
    }

    #[test]
    fn writers_and_places_of_filing_are_not_kept() {
        let text = "Board puts off vote\n\nBy Perpetua Quill\n\nLOWHAVEN (Reuters) - The board put off its vote.\n\n(Reporting by Perpetua Quill; Editing by Ignatius Plume)";
        let sketch = sketch(text);
        let roles: Vec<Role> = sketch.sentences.iter().map(|sentence| sentence.role).collect();
        assert_eq!((roles, sketch.facts), (vec![Role::Headline, Role::Body], Vec::new()));
    }

    #[test]
    fn what_is_quoted_is_told_apart() {
        let sketch =
            sketch("“The steering failed twice in Piraeus,” captain Leo Hart told investigators, a “grave” matter.");
        let sentence = &sketch.sentences[0];
        let clear =
            |bag: &Bag| bag.facts.iter().map(|at| sketch.facts[usize::from(*at)].text.clone()).collect::<Vec<_>>();
        assert_eq!(
            (clear(&sentence.said), clear(&sentence.quoted)),
            (vec!["Leo Hart".to_owned()], vec!["Piraeus".to_owned()])
        );
        assert!(sentence.said.stems.contains(&short(stem::hash("grave"))));
        assert!(sentence.quoted.stems.contains(&short(stem::hash("steering"))));
    }

    #[test]
    fn stems_of_facts_stand_once_and_are_put_back() {
        let sketch = sketch("The ferry Castor ran aground.");
        let bag = &sketch.sentences[0].said;
        let castor = short(stem::hash("castor"));
        assert!(!bag.stems.contains(&castor));
        assert!(sketch.stems(bag).contains(&castor) && sketch.stems(bag).len() == bag.stems.len() + 1);
    }

    proptest::proptest! {
        #[test]
        fn every_list_is_in_order_and_every_fact_is_there(text in "(\\PC|[.?!\"' \nA-Za-z0-9]|Berlin|Tuesday|5 percent)*") {
            let sketch = sketch(&text);
            proptest::prop_assert!(sketch.facts.is_sorted_by(|a, b| a < b));
            for bag in sketch.sentences.iter().flat_map(|sentence| [&sentence.said, &sentence.quoted]) {
                proptest::prop_assert!(bag.stems.is_sorted_by(|a, b| a < b) && bag.facts.is_sorted_by(|a, b| a < b));
                proptest::prop_assert!(bag.facts.iter().all(|at| usize::from(*at) < sketch.facts.len()));
            }
        }
    }
}
