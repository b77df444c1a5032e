//! What was changed?
//!
//! Sentences come aligned. Every pair of them is matched word by word (`matching`), and then read several times, each
//! time for one thing: quotations, figures, dates, names, who said it. A reading that finds a difference *claims* the
//! words concerned on both sides; what nobody has claimed and is not kept becomes house style, a dropped or added clause,
//! a turned statement or a rewording (`rest`). So a reader finds each difference once, under its most serious name, and a
//! long rewording is parted around the figures and quotations in it.
//!
//! The list is complete: [`apply`]ing it to the original gives the page. For that
//!
//! * outside of all edits both sides hold the same words in the same order;
//! * on either side the spans of edits do not overlap, with three exceptions: edits to the words of a moved sentence lie
//!   inside [`EditKind::SentenceMoved`]; a dropped quotation lies inside the sentence or clause it was dropped with; and
//!   a date that one sentence loses and another names in its own form stands in both edits with its original span;
//! * an edit with both sides need not stand at the same place on both: its original side is taken out where it stands,
//!   its page side put in at its [`Place`];
//! * site furniture belongs to neither side.

mod apply;
mod figure;
mod matching;
mod opposite;
mod pair;
mod parts;
mod phrase;
mod piece;
mod quote;
mod rest;
mod speaker;
mod speech;
mod stance;
mod survey;
mod swap;
mod when;
mod who;

pub use apply::{apply, folded};
pub(super) use survey::edits;
pub(super) use when::{Published, is_same_day, relation as relation_of_dates};

use super::note::Note;
use crate::text::Span;

/// A change that the page made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What kind of change it is.
    pub kind: EditKind,
    /// How much it matters.
    pub seriousness: Seriousness,
    /// What a careful reader should know of it; may be nothing.
    pub note: Note,
    /// What the original says; none for what the page added.
    pub original: Option<Excerpt>,
    /// What the page says; none for what it dropped.
    pub page: Option<Excerpt>,
    /// Where the page's words go in the original's text; meaningless where there are none.
    pub place: Place,
}

/// Where an edit puts the page's words into the original's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The offset in the original's text: the end of the last word kept before them.
    pub at: usize,
    /// Whether no white space stands before the page's words.
    pub joined: bool,
}

/// A piece of one side's text.
///
/// Of an original that is only known by a [sketch](crate::story::sketch) it is not known where its words stand, and of
/// most of them not even which they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Where it stands; empty where that is not known.
    pub span: Span,
    /// The text as it lies there; empty where the words are not known.
    pub text: String,
}

impl Excerpt {
    /// Where it stands, if that is known.
    pub fn place(&self) -> Option<Span> {
        (!self.span.is_empty()).then_some(self.span)
    }

    /// The words, if they are known.
    pub fn words(&self) -> Option<&str> {
        (!self.text.is_empty()).then_some(self.text.as_str())
    }
}

/// The kinds of change, most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// Words inside a quotation differ.
    QuoteAltered,
    /// A quotation is gone.
    QuoteDropped,
    /// A number, amount or percentage has another value, or is gone.
    FigureChanged,
    /// A day or time differs, is gone, or is written as another form of the same day.
    DateChanged,
    /// A person, organisation or place, or its title, differs.
    NameChanged,
    /// A statement was negated, or its negation dropped.
    NegationChanged,
    /// Somebody else is said to have said it, or a hedge became a fact.
    AttributionChanged,
    /// It is no longer said who said it, or to whom.
    AttributionDropped,
    /// A byline, dateline mark or credit line of the agency is gone.
    CreditDropped,
    /// The headline differs.
    HeadlineChanged,
    /// A sentence, or a whole clause of one, is gone.
    SentenceDropped,
    /// A sentence, or a whole clause of one, was added.
    SentenceAdded,
    /// A sentence stands elsewhere.
    SentenceMoved,
    /// The same said in other words.
    Reworded,
    /// A byline or credit line that the original has not in this form.
    CreditAdded,
    /// Spelling, punctuation, abbreviation, US/UK forms.
    HouseStyle,
}

/// How much a change matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seriousness {
    /// The reader learns something else than the original says.
    Substance,
    /// The same in other words.
    Wording,
    /// House style.
    Style,
}

impl EditKind {
    /// Every kind, most serious first.
    pub const ALL: [Self; 16] = [
        Self::QuoteAltered,
        Self::QuoteDropped,
        Self::FigureChanged,
        Self::DateChanged,
        Self::NameChanged,
        Self::NegationChanged,
        Self::AttributionChanged,
        Self::AttributionDropped,
        Self::CreditDropped,
        Self::HeadlineChanged,
        Self::SentenceDropped,
        Self::SentenceAdded,
        Self::SentenceMoved,
        Self::Reworded,
        Self::CreditAdded,
        Self::HouseStyle,
    ];

    /// The name in reports and in the program's output: `quote-altered`.
    pub fn name(self) -> &'static str {
        match self {
            Self::QuoteAltered => "quote-altered",
            Self::QuoteDropped => "quote-dropped",
            Self::FigureChanged => "figure-changed",
            Self::DateChanged => "date-changed",
            Self::NameChanged => "name-changed",
            Self::NegationChanged => "negation-changed",
            Self::AttributionChanged => "attribution-changed",
            Self::AttributionDropped => "attribution-dropped",
            Self::CreditDropped => "credit-dropped",
            Self::HeadlineChanged => "headline-changed",
            Self::SentenceDropped => "sentence-dropped",
            Self::SentenceAdded => "sentence-added",
            Self::SentenceMoved => "sentence-moved",
            Self::Reworded => "reworded",
            Self::CreditAdded => "credit-added",
            Self::HouseStyle => "house-style",
        }
    }
}

impl Seriousness {
    /// The name in reports and in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Substance => "substance",
            Self::Wording => "wording",
            Self::Style => "style",
        }
    }
}
