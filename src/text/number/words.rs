//! Which number is this?

use crate::text::case::starts_with_digit;
use crate::text::list::List;
use crate::text::scan::Words;

/// A number without unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// The value before its scale.
    pub(super) value: f64,
    /// 1, thousand, million …
    pub(super) scale: f64,
    /// The first word after it.
    pub(super) end: usize,
    /// "Third" rather than "three".
    pub(super) is_ordinal: bool,
    /// Written in words.
    pub(super) is_written: bool,
}

const SMALL: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
];

/// Small numbers in German, French, Spanish and Portuguese, folded, those of one value together, and the values. Left out is what
/// means something else more often: "dos" is "of the" in Portuguese, "neuf" is "new".
const FOREIGN: List = List::phrases(
    "deux dois duas zwei|drei tres trois|cuatro quatre quatro vier|cinco cinq funf|sechs seis six|sept sete sieben siete|\
    acht huit ocho oito|neun nove nueve|dez diez dix zehn|elf once onze|doce douze doze zwolf|dreizehn trece treize treze|\
    catorce catorze quatorze vierzehn|funfzehn quince quinze|dezesseis dieciseis sechzehn seize|dezessete diecisiete siebzehn|\
    achtzehn dezoito dieciocho|dezenove diecinueve neunzehn|veinte vingt vinte zwanzig|dreißig treinta trente trinta|\
    cuarenta quarante quarenta vierzig|cincuenta cinquante cinquenta funfzig|sechzig sesenta sessenta soixante|setenta siebzig|\
    achtzig ochenta oitenta|neunzig noventa|cem cent cien hundert",
);
const FOREIGN_VALUES: [u8; 27] =
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/// Words with which a written number begins.
const OPENERS: List = List::words(
    "a dozen eight eighteen eighth eighty eleven eleventh fifteen fifth fifty first five forty four fourteen fourth half \
    hundred nine nineteen ninety ninth one second seven seventeen seventh seventy six sixteen sixth sixty ten tenth \
    third thirteen thirty three twelfth twelve twenty two zero",
);

/// The number that begins with the word at `at`.
pub(super) fn read(words: &Words<'_>, at: usize) -> Option<Number> {
    if is_in_a_name(words, at) {
        return None;
    }
    let word = words.get(at);
    if starts_with_digit(word) { read_digits(words, at) } else { read_written(words, at) }
}

/// "F-16", "Covid-19", "Boeing 737-800": the number is joined to letters before it.
fn is_in_a_name(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && starts_with_digit(words.raw(at))
        && matches!(words.gap(at), "-" | "/" | "." | "_")
        && words.raw(at - 1).ends_with(char::is_alphabetic)
}

fn read_digits(words: &Words<'_>, at: usize) -> Option<Number> {
    let word = words.get(at);
    let digits = word.find(|c: char| !c.is_ascii_digit() && c != '.').map_or(word, |end| &word[..end]);
    let mut value = if is_grouped(digits, words.points_group) {
        digits.split('.').try_fold(0.0, |value, group| Some(value * 1000.0 + decimal(group)?))?
    } else {
        decimal(digits.trim_end_matches('.'))?
    };
    let tail = word[digits.len()..].trim_end_matches("'s");
    let mut end = at + 1;
    // "50 000": groups of three digits after a space.
    while tail.is_empty()
        && matches!(words.gap(end), " " | "\u{a0}" | "\u{2009}" | "\u{202f}")
        && (1..=3).contains(&word.len())
        && value >= 1.0
        && words.raw(end).len() == 3
        && words.raw(end).bytes().all(|byte| byte.is_ascii_digit())
    {
        value = value * 1000.0 + decimal(words.raw(end))?;
        end += 1;
    }
    // "1,5": a comma before one or two digits parts no thousands.
    if tail.is_empty()
        && words.gap(end) == ","
        && matches!(words.raw(end).len(), 1 | 2)
        && words.gap(end + 1) != ","
        && let Some(part) = decimal(words.raw(end))
    {
        value += part / if words.raw(end).len() == 1 { 10.0 } else { 100.0 };
        end += 1;
    }
    let mut number = Number { value, scale: 1.0, end, is_ordinal: false, is_written: false };
    if end > at + 1 {
        if words.adjoins(end)
            && let Some((scale, end)) = scale_at(words, end)
        {
            return Some(Number { scale, end, ..number });
        }
        return Some(number);
    }
    match tail {
        // "17h00".
        "" | "h" | "h00" => {}
        "st" | "nd" | "rd" | "th" => {
            number.is_ordinal = true;
            return Some(number);
        }
        _ => match scale(tail) {
            Some(scale) => {
                number.scale = scale;
                return Some(number);
            }
            None if super::unit::is_unit(tail) => return Some(number),
            None => return None,
        },
    }
    // "5-1/2", "1/2".
    let integer = |at: usize| decimal(words.get(at)).filter(|value| (1.0..100.0).contains(value));
    if words.gap(at + 1) == "-"
        && words.gap(at + 2) == "/"
        && let (Some(part), Some(whole)) = (integer(at + 1), integer(at + 2))
    {
        return Some(Number { value: value + part / whole, end: at + 3, ..number });
    }
    if words.gap(at + 1) == "/"
        && let Some(whole) = integer(at + 1).filter(|whole| value < *whole && *whole <= 64.0)
    {
        return Some(Number { value: value / whole, end: at + 2, ..number });
    }
    if words.adjoins(at + 1)
        && let Some((scale, end)) = scale_at(words, at + 1)
    {
        return Some(Number { scale, end, ..number });
    }
    Some(number)
}

/// The scale at a word, and the word after it: "million", "mil millones".
fn scale_at(words: &Words<'_>, at: usize) -> Option<(f64, usize)> {
    if words.get(at) == "mil" && words.points_group {
        let millions = scale_word(words.get(at + 1)).filter(|_| words.follows(at + 1));
        return Some(millions.map_or((1e3, at + 1), |scale| (scale * 1e3, at + 2)));
    }
    scale_word(words.get(at)).map(|scale| (scale, at + 1))
}

/// Whether points part groups of three digits, as in "1.250.000". One point alone does so only before zeros, "50.000", or in
/// languages whose decimals have a comma.
fn is_grouped(digits: &str, points_group: bool) -> bool {
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    let (count, zeros) = groups.clone().fold((0, true), |(count, zeros), group| (count + 1, zeros && group == "000"));
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3)
        && (count > 1 || count == 1 && (zeros || points_group))
}

/// The value of digits with at most one point among them, exact up to fifteen digits.
///
/// `f64::from_str` is exact beyond that, with a table of 10 KiB that no compression makes smaller.
fn decimal(digits: &str) -> Option<f64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (mut value, mut scale) = (0.0, 1.0);
    for digit in whole.chars() {
        value = value * 10.0 + f64::from(digit.to_digit(10)?);
    }
    for digit in part.chars() {
        value = value * 10.0 + f64::from(digit.to_digit(10)?);
        scale *= 10.0;
    }
    Some(value / scale).filter(|value| !whole.is_empty() && value.is_finite())
}

fn read_written(words: &Words<'_>, at: usize) -> Option<Number> {
    let written =
        |value: f64, scale: f64, end: usize| Some(Number { value, scale, end, is_ordinal: false, is_written: true });
    let word = words.get(at);
    if words.points_group
        && let Some((value, end)) = read_foreign(words, at)
    {
        return match scale_at(words, end).filter(|_| words.adjoins(end)) {
            Some((scale, end)) => written(value, scale, end),
            None => written(value, 1.0, end),
        };
    }
    // "Group of Seven", "Channel Four".
    if !OPENERS.has(word) || words.is_capital(at) && words.follows(at) {
        return None;
    }
    if word == "half" {
        let article = at + 1 + usize::from(matches!(words.get(at + 1), "a" | "an"));
        let unit = scale_word(words.get(article)).filter(|_| words.follows(article));
        return match unit {
            Some(scale) => written(0.5, scale, article + 1),
            None if words.follows(at + 1) && matches!(words.get(at + 1), "of" | "the") => written(0.5, 1.0, at + 1),
            None => None,
        };
    }
    // "A quarter of", "a third of".
    if word == "a" && words.follows(at + 1) && words.follows(at + 2) && words.get(at + 2) == "of" {
        let part = words.get(at + 1);
        let whole = if part == "quarter" { Some(4.0) } else { ordinal(part).filter(|whole| *whole > 2.0) };
        return written(1.0 / whole?, 1.0, at + 2);
    }
    if let Some(ordinal) = ordinal(word) {
        return is_rank(words, at).then_some(Number {
            value: ordinal,
            scale: 1.0,
            end: at + 1,
            is_ordinal: true,
            is_written: true,
        });
    }
    let mut total = 0.0;
    let mut group = 0.0;
    let mut end = at;
    let mut last = f64::INFINITY;
    while end < words.len() && (end == at || words.adjoins(end)) {
        let word = words.get(end);
        if let Some(value) = small(word) {
            // "twenty-one" continues, "five six" does not.
            let continues = end == at || last >= 100.0 || (last >= 20.0 && value < 10.0);
            if !continues {
                break;
            }
            group += value;
            last = value;
        } else if matches!(word, "hundred" | "dozen") && (end == at || group > 0.0) {
            let times = if word == "hundred" { 100.0 } else { 12.0 };
            group = if group == 0.0 { times } else { group * times };
            last = 100.0;
        } else if let Some(scale) = scale_word(word).filter(|scale| end > at && last.is_finite() && *scale >= 1e3) {
            total += if group == 0.0 { scale } else { group * scale };
            group = 0.0;
            last = scale;
        } else if word == "and" && last >= 100.0 && end > at && small(words.get(end + 1)).is_some() && group > 0.0 {
            // The next word continues the number.
        } else {
            break;
        }
        end += 1;
    }
    if end == at {
        return None;
    }
    let value = total + group;
    // "two-thirds", "three quarters".
    if end == at + 1 && words.adjoins(end) {
        let whole = match words.get(end) {
            "half" | "halves" => Some(2.0),
            "quarter" | "quarters" => Some(4.0),
            other => other.strip_suffix('s').and_then(ordinal).filter(|whole| *whole > 2.0),
        };
        let is_season = words.get(end).starts_with("quarter") && value > 3.0;
        if let Some(whole) = whole.filter(|_| value < 10.0 && !is_season) {
            return written(value / whole, 1.0, end + 1);
        }
    }
    if value == 1.0 && end == at + 1 && !counts_one(words, end) {
        return None;
    }
    // A scale at the end stays apart, for "two to three million".
    let scale = if group == 0.0 { last } else { 1.0 };
    let value = if group == 0.0 { total / last } else { value };
    written(value, scale, end)
}

/// A number in words of another language than English, and the word after it: "zwölf", "treinta y cinco".
fn read_foreign(words: &Words<'_>, at: usize) -> Option<(f64, usize)> {
    let value = foreign(words.get(at)).filter(|_| words.get(at.wrapping_sub(1)) != "pour")?;
    let is_led = words.is_capital(at) && words.follows(at);
    // "Treinta y cinco", "trente-cinq".
    let next = at + 1 + usize::from(matches!(words.get(at + 1), "e" | "et" | "y"));
    let unit = foreign(words.get(next)).filter(|unit| *unit < 10.0 && (20.0..100.0).contains(&value));
    let joined = words.adjoins(at + 1) && (next == at + 1 || words.adjoins(next));
    match unit.filter(|_| joined) {
        _ if is_led => None,
        Some(unit) => Some((value + unit, next + 1)),
        None => Some((value, at + 1)),
    }
}

fn foreign(word: &str) -> Option<f64> {
    if word.len() < 3 {
        return None;
    }
    let at = FOREIGN.iter().position(|words| words.split(' ').any(|one| one == word))?;
    FOREIGN_VALUES.get(at).map(|value| f64::from(*value))
}

/// "One" is a number before a unit and a pronoun elsewhere.
fn counts_one(words: &Words<'_>, end: usize) -> bool {
    words.adjoins(end) && (super::unit::is_unit(words.get(end)) || words.gap(end) == "-")
}

/// "Second" and "third" count where they stand before a noun and after an article, and are no name ("Second World War").
fn is_rank(words: &Words<'_>, at: usize) -> bool {
    let before = words.get(at.wrapping_sub(1));
    let asked = at > 0
        && matches!(
            before,
            "the"
                | "his"
                | "her"
                | "its"
                | "their"
                | "a"
                | "our"
                | "this"
                | "for"
                | "in"
                | "finished"
                | "came"
                | "ranked"
        );
    let is_moment = matches!(words.get(at + 1), "later" | "ago") || (before == "a" && !words.follows(at + 1));
    asked && !words.is_capital(at) && !is_moment
}

fn small(word: &str) -> Option<f64> {
    SMALL.iter().find(|(name, _)| *name == word).map(|(_, value)| f64::from(*value))
}

fn ordinal(word: &str) -> Option<f64> {
    ORDINALS.iter().find(|(name, _)| *name == word).map(|(_, value)| f64::from(*value))
}

/// A scale as a word of its own.
fn scale_word(word: &str) -> Option<f64> {
    let word = word.strip_suffix('s').filter(|_| word.len() > 4).unwrap_or(word);
    match word {
        "hundred" => Some(100.0),
        "dozen" => Some(12.0),
        "thousand" | "tausend" => Some(1e3),
        "lakh" => Some(1e5),
        "million" | "mln" | "mn" | "mio" | "millionen" | "millon" | "millone" | "milhao" | "milhoe" => Some(1e6),
        "crore" => Some(1e7),
        "billion" | "bln" | "bn" | "milliard" | "milliarde" | "milliarden" | "mrd" | "bilhao" | "bilhoe" => Some(1e9),
        "trillion" | "trln" | "tn" => Some(1e12),
        _ => None,
    }
}

/// A scale joined to digits: "5m", "3bn".
fn scale(letters: &str) -> Option<f64> {
    match letters {
        "k" => Some(1e3),
        "m" => Some(1e6),
        "b" => Some(1e9),
        "t" => Some(1e12),
        _ => scale_word(letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_one_point_at_most() {
        assert_eq!(decimal("1207"), Some(1207.0));
        assert_eq!(decimal("12.3456789012345"), Some(12.345_678_901_234_5));
        assert_eq!(decimal("0.1"), Some(0.1));
        for not_a_number in ["", ".", ".5", "1.2.3", "inf", "1e9", &"9".repeat(400)] {
            assert_eq!(decimal(not_a_number), None, "{not_a_number}");
        }
    }
}
