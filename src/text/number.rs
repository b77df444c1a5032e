//! How much is meant?
//!
//! "3.2 million", "3,200,000" and "three million two hundred thousand" are one figure, "$3" and "€3" are two. What counts
//! is the value, the unit where it is a measure, and whether it is said to be exact: "2 years" is not "more than 2 years".

mod unit;
mod words;

pub use unit::Unit;

use crate::text::Span;
use crate::text::list::List;
use crate::text::scan::Words;

/// An amount as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Where it stands: with what qualifies it, its currency sign and its unit of measure.
    pub span: Span,
    /// Where its number stands, alone.
    pub number: Span,
    /// The value, its scale included; of a range the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// What it is an amount of.
    pub unit: Unit,
    /// Whether it is said to be exact.
    pub qualifier: Qualifier,
    /// "Third" rather than "three".
    pub is_ordinal: bool,
    /// Written in words.
    pub is_written: bool,
}

/// How an amount relates to the truth, as the text says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Nothing is said.
    #[default]
    Exact,
    /// "About", "some", "roughly".
    About,
    /// "Nearly", "almost".
    Nearly,
    /// "More than", "over".
    MoreThan,
    /// "At least".
    AtLeast,
    /// "Less than", "under", "fewer than".
    LessThan,
    /// "Up to", "as many as".
    UpTo,
}

/// What may stand before an amount, longest first where one ends another.
const QUALIFIERS: &[(&[&str], Qualifier)] = &[
    (&["no", "fewer", "than"], Qualifier::AtLeast),
    (&["no", "less", "than"], Qualifier::AtLeast),
    (&["not", "less", "than"], Qualifier::AtLeast),
    (&["no", "more", "than"], Qualifier::UpTo),
    (&["not", "more", "than"], Qualifier::UpTo),
    (&["a", "little", "over"], Qualifier::MoreThan),
    (&["well", "over"], Qualifier::MoreThan),
    (&["just", "over"], Qualifier::MoreThan),
    (&["slightly", "over"], Qualifier::MoreThan),
    (&["more", "than"], Qualifier::MoreThan),
    (&["greater", "than"], Qualifier::MoreThan),
    (&["upwards", "of"], Qualifier::MoreThan),
    (&["in", "excess", "of"], Qualifier::MoreThan),
    (&["fewer", "than"], Qualifier::LessThan),
    (&["less", "than"], Qualifier::LessThan),
    (&["just", "under"], Qualifier::Nearly),
    (&["at", "least"], Qualifier::AtLeast),
    (&["a", "minimum", "of"], Qualifier::AtLeast),
    (&["up", "to"], Qualifier::UpTo),
    (&["as", "many", "as"], Qualifier::UpTo),
    (&["as", "much", "as"], Qualifier::UpTo),
    (&["a", "maximum", "of"], Qualifier::UpTo),
    (&["at", "most"], Qualifier::UpTo),
    (&["close", "to"], Qualifier::Nearly),
    (&["an", "estimated"], Qualifier::About),
    (&["or", "so"], Qualifier::About),
    (&["over"], Qualifier::MoreThan),
    (&["exceeding"], Qualifier::MoreThan),
    (&["above"], Qualifier::MoreThan),
    (&["under"], Qualifier::LessThan),
    (&["below"], Qualifier::LessThan),
    (&["nearly"], Qualifier::Nearly),
    (&["almost"], Qualifier::Nearly),
    (&["about"], Qualifier::About),
    (&["around"], Qualifier::About),
    (&["approximately"], Qualifier::About),
    (&["roughly"], Qualifier::About),
    (&["some"], Qualifier::About),
    (&["circa"], Qualifier::About),
];

/// The same in German, French, Spanish and Portuguese, folded.
const FOREIGN_QUALIFIERS: &[(List, Qualifier)] = &[
    (List::phrases("al menos|au moins|mindestens|pelo menos"), Qualifier::AtLeast),
    (List::phrases("mais de|mas de|mehr als|plus de"), Qualifier::MoreThan),
    (List::phrases("menos de|moins de|weniger als"), Qualifier::LessThan),
    (List::phrases("ate|bis zu|hasta|jusqu'a"), Qualifier::UpTo),
    (List::phrases("casi|fast|pres de|quase"), Qualifier::Nearly),
    (List::phrases("cerca de|environ|etwa|rund|unas|unos"), Qualifier::About),
];

impl Quantity {
    /// Whether both give the same amount, however written: value, range, unit of measure and rank.
    pub fn has_value_of(&self, other: &Self) -> bool {
        let ends = match (self.upper, other.upper) {
            (Some(a), Some(b)) => is_close(a, b),
            (None, None) => true,
            _ => false,
        };
        let is_same = || is_close(self.value, other.value) && self.unit.agrees(other.unit);
        ends && self.is_share_of(other).unwrap_or_else(is_same) && self.is_ordinal == other.is_ordinal
    }

    /// Where one side gives a fraction in words and the other percent: whether they are equal, as "half" and "50 percent".
    fn is_share_of(&self, other: &Self) -> Option<bool> {
        let percent = Unit::Measure("percent");
        let (share, other) = if self.unit == percent { (other, self) } else { (self, other) };
        let is_share = share.is_written && share.unit == Unit::Count && share.value < 1.0 && other.unit == percent;
        is_share.then(|| (share.value * 100.0 - other.value).abs() < 0.7)
    }

    /// Whether the one is the other converted into another unit of measure and rounded: "10 miles" and "16 km".
    pub fn is_conversion_of(&self, other: &Self) -> bool {
        let converted = |a: f64, b: f64| match (self.unit.base(), other.unit.base()) {
            (Some((kind, from)), Some((other_kind, to))) if kind == other_kind && self.unit != other.unit => {
                (a * from - b * to).abs() <= ROUNDING * (a * from).abs()
            }
            _ => false,
        };
        let ends = match (self.upper, other.upper) {
            (Some(a), Some(b)) => converted(a, b),
            (None, None) => true,
            _ => false,
        };
        ends && converted(self.value, other.value)
    }
}

/// How far a converted amount may be from the exact one, as a share of it: news copy rounds to one or two figures.
const ROUNDING: f64 = 0.06;

/// The amounts that a text gives, in order, without overlap. Numbers that are part of a name ("F-16", "G7") are none.
pub fn quantities(words: &Words<'_>) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(number) = words::read(words, at) else {
            at += 1;
            continue;
        };
        let reach = found.last().map_or(0, |last| last.span.end);
        let (quantity, end) = complete(words, at, number, reach);
        found.push(quantity);
        at = end;
    }
    found
}

/// Adds to a number the range it begins, its unit, and what qualifies it.
fn complete(words: &Words<'_>, at: usize, first: words::Number, reach: usize) -> (Quantity, usize) {
    let mut number = first;
    let mut upper = None;
    let mut end = number.end;
    let sign = unit::currency_before(words, at);
    let mut measured = unit::after(words, end);
    // "5 to 10 percent", "5-10", "between 5 and 10".
    let between = at > 0 && words.get(at - 1) == "between";
    let joint = match words.gap(end).trim() {
        "-" | "–" | "—" if !words.gap(end).is_empty() && !first.is_written => Some(end),
        "" if words.get(end) == "to" || (between && words.get(end) == "and") => Some(end + 1),
        _ => None,
    };
    if let Some(second) = joint.filter(|_| !number.is_ordinal).and_then(|joint| words::read(words, joint)) {
        let second_sign = unit::currency_before(words, joint.unwrap_or(end));
        let is_range = second.value * second.scale > number.value * number.scale || number.scale < second.scale;
        if is_range && !second.is_ordinal && (second_sign.is_none() || second_sign == sign) && measured.is_none() {
            if number.scale == 1.0 && number.value < second.value {
                number.scale = second.scale;
            }
            upper = Some(second.value * second.scale);
            end = second.end;
            measured = unit::after(words, end);
        } else if is_score(words, end, &number, &second) && measured.is_none() {
            (upper, end) = (Some(second.value), second.end);
        }
    }
    let mut start = unit::sign_start(words, at, sign.is_some());
    let mut value = number.value * number.scale;
    if words.gap(at).ends_with(['-', '−', '–']) && start < words.span(at).start {
        value = -value;
    }
    let numeral = Span::new(words.span(at).start, words.span(end - 1).end);
    let mut to = numeral.end;
    let mut unit = sign.unwrap_or(Unit::Count);
    if let Some((measure, after, stop)) = measured {
        // "$5 million" has its unit already, unless what follows says the same again: "$5 dollars".
        if sign.is_none() || measure == unit {
            (unit, end, to) = (measure, after, stop);
        }
    }
    let mut qualifier = Qualifier::Exact;
    // "About a dozen".
    let has_article = at > 0 && number.is_written && words.get(at - 1) == "a" && words.get(at) == "dozen";
    let before = at
        - usize::from(unit::names_currency_before(words, at))
        - usize::from(between && upper.is_some())
        - usize::from(has_article);
    for (phrase, meaning) in QUALIFIERS {
        let Some(from) = before.checked_sub(phrase.len()) else { continue };
        if words.are(from, phrase) && !words.gap(before).contains(is_break) && words.span(from).start >= reach {
            (start, qualifier) = (words.span(from).start, *meaning);
            break;
        }
    }
    if words.points_group
        && let Some((from, meaning)) =
            foreign_qualifier(words, before).filter(|(from, _)| words.span(*from).start >= reach)
    {
        (start, qualifier) = (words.span(from).start, meaning);
    }
    // "2 years or more", "50 people or so".
    if words.follows(end) && words.get(end) == "or" && words.follows(end + 1) {
        let after = match words.get(end + 1) {
            "more" => Some(Qualifier::AtLeast),
            "less" | "fewer" => Some(Qualifier::UpTo),
            "so" => Some(Qualifier::About),
            _ => None,
        };
        if let Some(meaning) = after {
            (qualifier, end) = (meaning, end + 2);
            to = words.span(end - 1).end;
        }
    }
    let span = Span::new(start.max(reach), to);
    let quantity = Quantity {
        span,
        number: numeral,
        value,
        upper,
        unit,
        qualifier,
        is_ordinal: number.is_ordinal,
        is_written: number.is_written,
    };
    (quantity, end)
}

/// Whether two numbers are a score, of a match or a vote, the higher one first: "3-1".
fn is_score(words: &Words<'_>, joint: usize, first: &words::Number, second: &words::Number) -> bool {
    const MOST: f64 = 1000.0;
    let is_plain = |number: &words::Number| !number.is_written && !number.is_ordinal && number.scale == 1.0;
    matches!(words.gap(joint), "-" | "–") && [first, second].into_iter().all(|it| is_plain(it) && it.value < MOST)
}

/// What qualifies the amount at a word in another language than English, and where that begins.
fn foreign_qualifier(words: &Words<'_>, at: usize) -> Option<(usize, Qualifier)> {
    let of = |phrase: &str| FOREIGN_QUALIFIERS.iter().find(|(list, _)| list.has(phrase)).map(|(_, meaning)| *meaning);
    if at == 0 || words.gap(at).contains(is_break) {
        return None;
    }
    let two =
        at.checked_sub(2).and_then(|from| Some((from, of(&[words.get(from), " ", words.get(from + 1)].concat())?)));
    two.or_else(|| Some((at - 1, of(words.get(at - 1))?)))
}

/// Whether a mark parts an amount from what stands before it; a currency sign does not.
fn is_break(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '“' | '”')
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Quantity> {
        quantities(&Words::of(text))
    }

    #[test]
    fn reads_values_however_written() {
        for (text, span, value) in [
            ("3.2 million people", "3.2 million", 3.2e6),
            ("3,200,000 people", "3,200,000", 3.2e6),
            ("three million two hundred thousand", "three million two hundred thousand", 3.2e6),
            ("twenty-one dogs", "twenty-one", 21.0),
            ("a hundred and five men", "hundred and five", 105.0),
            ("two dozen eggs", "two dozen", 24.0),
            ("the 3rd man", "3rd", 3.0),
            ("a third man", "third", 3.0),
            ("two-thirds of it", "two-thirds", 2.0 / 3.0),
            ("5-1/2 pct", "5-1/2 pct", 5.5),
            ("$3.2bn deal", "$3.2bn", 3.2e9),
            ("1.2 bln dlrs", "1.2 bln dlrs", 1.2e9),
            ("the two-year-old war", "two-year-old", 2.0),
            ("rose 5% to", "5%", 5.0),
            ("rose by five per cent", "five per cent", 5.0),
            ("more than 2 years", "more than 2 years", 2.0),
            ("£1m", "£1m", 1e6),
            ("fell -3 degrees", "-3 degrees", -3.0),
            ("half a million", "half a million", 5e5),
            ("a quarter of them", "a quarter", 0.25),
            ("a third of them", "a third", 1.0 / 3.0),
            ("50 000 fans", "50 000", 5e4),
            ("some 1 250 000 fans", "some 1 250 000", 1.25e6),
            ("about 50.000 fans", "about 50.000", 5e4),
            ("1.250.000 fans", "1.250.000", 1.25e6),
            ("a lead of 0.500", "0.500", 0.5),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].span.of(text), span, "{text}");
            assert!(is_close(found[0].value, value), "{text}: {}", found[0].value);
        }
    }

    #[test]
    fn leaves_names_and_pronouns_alone() {
        for text in [
            "F-16 jets",
            "the G7",
            "Covid-19",
            "one of them",
            "no one",
            "the Second World War",
            "for one thing",
            "a second later",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn tells_equal_amounts_from_others() {
        let same = |a: &str, b: &str| read(a)[0].has_value_of(&read(b)[0]);
        for (a, b) in [
            ("3.2 million", "3,200,000"),
            ("five percent", "5 %"),
            ("$2 billion", "2 billion dollars"),
            ("US$2bn", "$2 billion"),
            ("two-year-old", "2 years"),
            ("10 km", "ten kilometres"),
            ("5 to 10 percent", "5-10%"),
            ("between 5 and 10", "5 to 10"),
            ("50 people", "fifty"),
            ("1.5 million", "1.5m"),
            ("half of", "50 percent"),
            ("two-thirds of", "67 percent"),
        ] {
            assert!(same(a, b), "{a} = {b}: {:?} {:?}", read(a), read(b));
        }
        for (a, b) in [
            ("$5", "€5"),
            ("5 percent", "5 percentage points"),
            ("5 km", "5 miles"),
            ("5", "5.1"),
            ("5 million", "5 billion"),
            ("the third", "three"),
            ("half of", "55 percent"),
            ("half of", "0.5 percent"),
        ] {
            assert!(!same(a, b), "{a} = {b}");
        }
    }

    #[test]
    fn tells_conversions_from_changes() {
        let converts = |a: &str, b: &str| read(a)[0].is_conversion_of(&read(b)[0]);
        for (a, b) in [
            ("16 feet", "5 metres"),
            ("39 feet", "12 metres"),
            ("100 miles", "160 km"),
            ("2.5 acres", "1 hectare"),
            ("55 mph", "90 kph"),
            ("between 5 and 10 miles", "8 to 16 km"),
        ] {
            assert!(converts(a, b) && converts(b, a), "{a} = {b}");
        }
        for (a, b) in
            [("10 km", "10 miles"), ("16 feet", "5 kg"), ("5 km", "5 kilometres"), ("$5", "€5"), ("5 miles", "8")]
        {
            assert!(!converts(a, b), "{a} = {b}");
        }
    }

    #[test]
    fn knows_what_qualifies() {
        for (text, qualifier) in [
            ("more than 50", Qualifier::MoreThan),
            ("no fewer than 50", Qualifier::AtLeast),
            ("up to $50 million", Qualifier::UpTo),
            ("about 50", Qualifier::About),
            ("almost fifty", Qualifier::Nearly),
            ("50 or more", Qualifier::AtLeast),
            ("the 50", Qualifier::Exact),
        ] {
            assert_eq!(read(text)[0].qualifier, qualifier, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn stand_in_order(text in "[a-z0-9 $,.%-]*|((two|half|a|million|or|more|than|5|-|to|third|of) )*") {
            let mut reach = 0;
            for quantity in read(&text) {
                proptest::prop_assert!(quantity.span.start >= reach && quantity.number.end <= quantity.span.end);
                proptest::prop_assert!(text.get(quantity.span.range()).is_some());
                reach = quantity.span.end;
            }
        }
    }
}
