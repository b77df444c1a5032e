//! Did a statement become its opposite, or a hedge a fact?

use super::pair::{Half, Pair};
use super::piece::Class;
use crate::order::order_numbers;
use crate::text::case::{is_capitalized, lower};
use crate::text::language::Language;
use crate::text::list::{List, Shapes};
use crate::text::scan::without_possessive;
use crate::text::stem;
use std::ops::Range;

/// How a phrase takes a stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stance {
    /// How many words negate.
    pub(super) negations: usize,
    /// The weakest hedge in it.
    pub(super) hedge: Option<Hedge>,
}

/// How a phrase says that something is not certain, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hedge {
    /// "Alleged", "reportedly": somebody else says so.
    Alleged,
    /// "May", "might", "could", "possibly".
    Possible,
    /// "Is expected to", "is likely to", "plans to", "should".
    Expected,
    /// "Will", "is going to".
    Certain,
    /// "Must", "has to".
    Required,
}

/// Negating words, folded.
const NEGATIONS: List = List::words(
    "aucun aucune barely cannot hardly jamais jamás kein keine keinem keinen keiner neither never nicht nie niemals no nobody none \
    nor not nothing nunca não pas without",
);

/// What looks like a negation and is none.
const NO_NEGATIONS: &[&[&str]] = &[
    &["not", "only"],
    &["not", "just"],
    &["not", "merely"],
    &["not", "least"],
    &["no", "doubt"],
    &["no", "later", "than"],
    &["no", "fewer", "than"],
    &["no", "less", "than"],
    &["no", "more", "than"],
    &["not", "less", "than"],
    &["not", "more", "than"],
    &["no", "matter"],
    &["no", "sooner"],
    &["no", "wonder"],
];

/// Hedging phrases, longest first where one begins another.
const HEDGES: &[(&[&str], Hedge)] = &[
    (&["alleged"], Hedge::Alleged),
    (&["allegedly"], Hedge::Alleged),
    (&["reported"], Hedge::Alleged),
    (&["reportedly"], Hedge::Alleged),
    (&["purported"], Hedge::Alleged),
    (&["purportedly"], Hedge::Alleged),
    (&["supposed"], Hedge::Alleged),
    (&["supposedly"], Hedge::Alleged),
    (&["suspected"], Hedge::Alleged),
    (&["apparent"], Hedge::Alleged),
    (&["apparently"], Hedge::Alleged),
    (&["claimed"], Hedge::Alleged),
    (&["so", "called"], Hedge::Alleged),
    (&["rumored"], Hedge::Alleged),
    (&["rumoured"], Hedge::Alleged),
    (&["unconfirmed"], Hedge::Alleged),
    (&["appears", "to"], Hedge::Alleged),
    (&["appeared", "to"], Hedge::Alleged),
    (&["appear", "to"], Hedge::Alleged),
    (&["seems", "to"], Hedge::Alleged),
    (&["seemed", "to"], Hedge::Alleged),
    (&["seem", "to"], Hedge::Alleged),
    (&["is", "said", "to"], Hedge::Alleged),
    (&["are", "said", "to"], Hedge::Alleged),
    (&["is", "believed", "to"], Hedge::Alleged),
    (&["are", "believed", "to"], Hedge::Alleged),
    (&["is", "thought", "to"], Hedge::Alleged),
    (&["are", "thought", "to"], Hedge::Alleged),
    (&["may"], Hedge::Possible),
    (&["might"], Hedge::Possible),
    (&["could"], Hedge::Possible),
    (&["possibly"], Hedge::Possible),
    (&["perhaps"], Hedge::Possible),
    (&["maybe"], Hedge::Possible),
    (&["possible"], Hedge::Possible),
    (&["potentially"], Hedge::Possible),
    (&["probably"], Hedge::Expected),
    (&["presumably"], Hedge::Expected),
    (&["is", "expected", "to"], Hedge::Expected),
    (&["are", "expected", "to"], Hedge::Expected),
    (&["was", "expected", "to"], Hedge::Expected),
    (&["were", "expected", "to"], Hedge::Expected),
    (&["expected", "to"], Hedge::Expected),
    (&["is", "likely", "to"], Hedge::Expected),
    (&["are", "likely", "to"], Hedge::Expected),
    (&["was", "likely", "to"], Hedge::Expected),
    (&["likely", "to"], Hedge::Expected),
    (&["likely"], Hedge::Expected),
    (&["is", "set", "to"], Hedge::Expected),
    (&["are", "set", "to"], Hedge::Expected),
    (&["is", "due", "to"], Hedge::Expected),
    (&["are", "due", "to"], Hedge::Expected),
    (&["is", "scheduled", "to"], Hedge::Expected),
    (&["are", "scheduled", "to"], Hedge::Expected),
    (&["plans", "to"], Hedge::Expected),
    (&["plan", "to"], Hedge::Expected),
    (&["planned", "to"], Hedge::Expected),
    (&["hopes", "to"], Hedge::Expected),
    (&["intends", "to"], Hedge::Expected),
    (&["should"], Hedge::Expected),
    (&["will"], Hedge::Certain),
    (&["would"], Hedge::Certain),
    (&["is", "going", "to"], Hedge::Certain),
    (&["are", "going", "to"], Hedge::Certain),
    (&["must"], Hedge::Required),
    (&["has", "to"], Hedge::Required),
    (&["have", "to"], Hedge::Required),
];

/// Single words that hedge in German, French, Spanish and Portuguese.
const FOREIGN_HEDGES: &[(List, Hedge)] = &[
    (
        List::words(
            "alegada alegadamente alegado angeblich angebliche angeblichen angeblicher aparentemente apparemment mutmaßlich mutmaßliche \
            mutmaßlichen mutmaßlicher offenbar presunta presuntamente presuntas presunto presuntos présumé présumée présumées présumés \
            prétendu prétendue prétendument suposta supostamente supostas suposto supostos supuesta supuestamente supuestas supuesto \
            supuestos vermeintlich vermeintliche vermeintlichen vermeintlicher",
        ),
        Hedge::Alleged,
    ),
    (
        List::words(
            "könnte könnten möglicherweise peut-être poderia poderiam podría podrían posiblemente possivelmente pourraient pourrait \
            quizá quizás talvez vielleicht womöglich",
        ),
        Hedge::Possible,
    ),
    (
        List::words(
            "dürfte dürften probablement probablemente provavelmente vermutlich voraussichtlich vraisemblablement wahrscheinlich wohl",
        ),
        Hedge::Expected,
    ),
];

/// Of the first words of [`HEDGES`].
const HEDGE_SHAPES: Shapes<4> = {
    let (mut shapes, mut at) = (Shapes::NONE, 0);
    while at < HEDGES.len() {
        shapes = shapes.with(HEDGES[at].0[0].as_bytes());
        at += 1;
    }
    shapes
};

/// Helping verbs and small words that come and go with negations and hedges.
const HELPERS: List = List::words(
    "a an any are be been being can could did do does ein eine einen had has have in is it longer n'a n'est n'ont ne of ont some \
    that the to va vai van vont vão was were werden will wird with would yet",
);

/// The words of a range as they are compared here.
struct Phrase {
    /// The words, one behind the other.
    text: String,
    /// Where each of them ends, and whether it has a capital.
    ends: Vec<(usize, bool)>,
    /// Whether they are in another language than English.
    is_foreign: bool,
}

impl Phrase {
    fn of(half: &Half<'_>, range: Range<usize>) -> Self {
        let is_foreign = half.sheet.language != Language::English;
        let mut phrase = Self { text: String::new(), ends: Vec::with_capacity(range.len()), is_foreign };
        for at in range {
            let Some(piece) = half.piece(at).filter(|piece| piece.class != Class::Mark) else { continue };
            let raw = piece.span.of(half.sheet.text);
            phrase.text.extend(raw.chars().map(|c| if c == '’' { '\'' } else { lower(c) }));
            phrase.ends.push((phrase.text.len(), is_capitalized(raw)));
        }
        phrase
    }

    /// A word; none past the end.
    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|(end, _)| *end));
        self.text.get(start?..self.ends.get(at)?.0)
    }

    fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, word)| self.get(at + i) == Some(word))
    }

    fn stance(&self) -> Stance {
        self.read(&mut |_| {})
    }

    /// What is left of the phrase without its stance: a bag of stems.
    fn rest(&self) -> Vec<u32> {
        let mut rest = Vec::with_capacity(self.ends.len());
        self.read(&mut |word| {
            if !HELPERS.has(word) {
                rest.push(stem::hash(without_possessive(word)));
            }
        });
        order_numbers(&mut rest);
        rest
    }

    /// Reads the stance, and hands on the other words.
    fn read(&self, rest: &mut dyn FnMut(&str)) -> Stance {
        let mut stance = Stance::default();
        let mut at = 0;
        while let Some(word) = self.get(at) {
            if matches!(word, "no" | "not")
                && let Some(phrase) = NO_NEGATIONS.iter().find(|phrase| self.are(at, phrase))
            {
                phrase.iter().for_each(|word| rest(word));
                at += phrase.len();
                continue;
            }
            // "N'envisage pas".
            let word = word.strip_prefix("n'").unwrap_or(word);
            if NEGATIONS.has(word) {
                stance.negations += 1;
                at += 1;
                continue;
            }
            if let Some(positive) = word.strip_suffix("n't") {
                stance.negations += 1;
                if matches!(positive, "could" | "might" | "would" | "wo") {
                    stance.hedge = stance.hedge.or(Some(if positive.starts_with("wo") {
                        Hedge::Certain
                    } else {
                        Hedge::Possible
                    }));
                }
                at += 1;
                continue;
            }
            // "May" with a capital is the month.
            let is_month = word == "may" && self.ends[at].1 && at > 0;
            if !is_month
                && HEDGE_SHAPES.may_hold(word.as_bytes())
                && let Some((phrase, hedge)) = HEDGES
                    .iter()
                    .filter(|(phrase, _)| phrase.first() == Some(&word) && self.are(at, phrase))
                    .max_by_key(|(phrase, _)| phrase.len())
            {
                stance.hedge = Some(stance.hedge.map_or(*hedge, |other| other.min(*hedge)));
                at += phrase.len();
                continue;
            }
            if self.is_foreign
                && let Some((_, hedge)) = FOREIGN_HEDGES.iter().find(|(words, _)| words.has(word))
            {
                stance.hedge = Some(stance.hedge.map_or(*hedge, |other| other.min(*hedge)));
                at += 1;
                continue;
            }
            rest(word);
            at += 1;
        }
        stance
    }
}

/// What became of the stance of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It was negated, or is no longer.
    Negated {
        /// Whether the page has the negation.
        added: bool,
    },
    /// It is said with more or less certainty.
    Hedged {
        /// What the original says.
        was: Option<Hedge>,
        /// What the page says.
        now: Option<Hedge>,
    },
}

/// How many words of a range negate.
pub(super) fn negations(half: &Half<'_>, range: Range<usize>) -> usize {
    Phrase::of(half, range).stance().negations
}

/// How the stance of two phrases that stand for one another differs. Only where the phrases say the same otherwise:
/// in a sentence told in other words a "not" may stand for a verb that negates.
pub(super) fn turn(pair: &Pair<'_>, original: Range<usize>, page: Range<usize>) -> Option<Turn> {
    // "is | expected | to": the words around a change may belong to its phrase.
    let (original, page) = (Phrase::of(&pair.original, original), Phrase::of(&pair.page, page));
    let (was, now) = (original.stance(), page.stance());
    if was == now || original.rest() != page.rest() {
        return None;
    }
    if was.negations % 2 != now.negations % 2 {
        return Some(Turn::Negated { added: now.negations > was.negations });
    }
    let is_stand = |hedge: Option<Hedge>| hedge.is_some_and(|hedge| hedge != Hedge::Certain);
    (was.hedge != now.hedge && (is_stand(was.hedge) || is_stand(now.hedge)))
        .then_some(Turn::Hedged { was: was.hedge, now: now.hedge })
}
