//! What is counted?

use crate::text::case::starts_with_digit;
use crate::text::scan::Words;

/// What an amount is an amount of. Measures are told apart; what is merely counted (people, dogs) is left to the words
/// around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Anything that is counted.
    Count,
    /// A currency or a measure by its usual English name.
    Measure(&'static str),
}

impl Unit {
    /// Whether both measure the same; what one side leaves out does not contradict the other.
    pub fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Count || other == Self::Count
    }

    /// What kind of measure it is, and how many of its kind's base units it holds: metres, square metres, kilograms,
    /// litres, percentage points, kilometres an hour. NIST Special Publication 811, appendix B.
    pub(super) fn base(self) -> Option<(char, f64)> {
        let Self::Measure(name) = self else { return None };
        Some(match name {
            "mile" => ('l', 1609.344),
            "kilometre" => ('l', 1000.0),
            "metre" => ('l', 1.0),
            "yard" => ('l', 0.9144),
            "foot" => ('l', 0.3048),
            "inch" => ('l', 0.0254),
            "centimetre" => ('l', 0.01),
            "millimetre" => ('l', 0.001),
            "acre" => ('a', 4046.87),
            "hectare" => ('a', 10_000.0),
            "tonne" => ('m', 1000.0),
            "ton" => ('m', 907.185),
            "kilogram" => ('m', 1.0),
            "pound weight" => ('m', 0.453_592),
            "ounce" => ('m', 0.028_349_5),
            "gram" => ('m', 0.001),
            "gallon" => ('v', 3.785_41),
            "litre" => ('v', 1.0),
            "percentage point" => ('p', 1.0),
            "basis point" => ('p', 0.01),
            "mile an hour" => ('s', 1.609_344),
            "kilometre an hour" => ('s', 1.0),
            _ => return None,
        })
    }
}

/// Names of measures after the number, and what they are called here.
const MEASURES: &[(&[&str], &str)] = &[
    (&["percentage", "points"], "percentage point"),
    (&["percentage", "point"], "percentage point"),
    (&["basis", "points"], "basis point"),
    (&["basis", "point"], "basis point"),
    (&["per", "cent"], "percent"),
    (&["percent"], "percent"),
    (&["prozent"], "percent"),
    (&["pour", "cent"], "percent"),
    (&["por", "ciento"], "percent"),
    (&["por", "cento"], "percent"),
    (&["pct"], "percent"),
    (&["pc"], "percent"),
    (&["us", "dollars"], "dollar"),
    (&["american", "dollars"], "dollar"),
    (&["u", "s", "dollars"], "dollar"),
    (&["us", "dlrs"], "dollar"),
    (&["canadian", "dollars"], "Canadian dollar"),
    (&["canadian", "dlrs"], "Canadian dollar"),
    (&["australian", "dollars"], "Australian dollar"),
    (&["australian", "dlrs"], "Australian dollar"),
    (&["hong", "kong", "dollars"], "Hong Kong dollar"),
    (&["hong", "kong", "dlrs"], "Hong Kong dollar"),
    (&["dollars"], "dollar"),
    (&["dollar"], "dollar"),
    (&["dlrs"], "dollar"),
    (&["dlr"], "dollar"),
    (&["usd"], "dollar"),
    (&["euros"], "euro"),
    (&["euro"], "euro"),
    (&["eur"], "euro"),
    (&["pounds", "sterling"], "pound sterling"),
    (&["stg"], "pound sterling"),
    (&["sterling"], "pound sterling"),
    (&["gbp"], "pound sterling"),
    (&["yen"], "yen"),
    (&["yuan"], "yuan"),
    (&["renminbi"], "yuan"),
    (&["rubles"], "rouble"),
    (&["roubles"], "rouble"),
    (&["rupees"], "rupee"),
    (&["francs"], "franc"),
    (&["marks"], "mark"),
    (&["pesos"], "peso"),
    (&["crowns"], "crown"),
    (&["won"], "won"),
    (&["cents"], "cent"),
    (&["cts"], "cent"),
    (&["cent"], "cent"),
    (&["pence"], "penny"),
    (&["seconds"], "second"),
    (&["minute"], "minute"),
    (&["minutes"], "minute"),
    (&["hour"], "hour"),
    (&["hours"], "hour"),
    (&["day"], "day"),
    (&["days"], "day"),
    (&["week"], "week"),
    (&["weeks"], "week"),
    (&["month"], "month"),
    (&["months"], "month"),
    (&["year"], "year"),
    (&["years"], "year"),
    (&["yr"], "year"),
    (&["yrs"], "year"),
    (&["decade"], "decade"),
    (&["decades"], "decade"),
    (&["km"], "kilometre"),
    (&["kilometre"], "kilometre"),
    (&["kilometres"], "kilometre"),
    (&["kilometer"], "kilometre"),
    (&["kilometers"], "kilometre"),
    (&["metre"], "metre"),
    (&["metres"], "metre"),
    (&["meter"], "metre"),
    (&["meters"], "metre"),
    (&["centimetres"], "centimetre"),
    (&["centimeters"], "centimetre"),
    (&["cm"], "centimetre"),
    (&["mm"], "millimetre"),
    (&["millimetres"], "millimetre"),
    (&["millimeters"], "millimetre"),
    (&["miles"], "mile"),
    (&["mile"], "mile"),
    (&["feet"], "foot"),
    (&["foot"], "foot"),
    (&["ft"], "foot"),
    (&["inches"], "inch"),
    (&["inch"], "inch"),
    (&["yards"], "yard"),
    (&["acres"], "acre"),
    (&["acre"], "acre"),
    (&["hectares"], "hectare"),
    (&["hectare"], "hectare"),
    (&["kg"], "kilogram"),
    (&["kilograms"], "kilogram"),
    (&["kilogrammes"], "kilogram"),
    (&["kilos"], "kilogram"),
    (&["grams"], "gram"),
    (&["grammes"], "gram"),
    (&["tons"], "ton"),
    (&["ton"], "ton"),
    (&["tonnes"], "tonne"),
    (&["tonne"], "tonne"),
    (&["ounces"], "ounce"),
    (&["ounce"], "ounce"),
    (&["lb"], "pound weight"),
    (&["lbs"], "pound weight"),
    (&["litres"], "litre"),
    (&["liters"], "litre"),
    (&["gallons"], "gallon"),
    (&["barrels"], "barrel"),
    (&["barrel"], "barrel"),
    (&["bpd"], "barrel a day"),
    (&["bushels"], "bushel"),
    (&["mph"], "mile an hour"),
    (&["kph"], "kilometre an hour"),
    (&["degrees"], "degree"),
    (&["degree"], "degree"),
    (&["megawatts"], "megawatt"),
    (&["mw"], "megawatt"),
    (&["gigawatts"], "gigawatt"),
    (&["gw"], "gigawatt"),
    (&["shares"], "share"),
    (&["shrs"], "share"),
];

/// Signs before the number, longest first.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "dollar"),
    ("A$", "Australian dollar"),
    ("C$", "Canadian dollar"),
    ("HK$", "Hong Kong dollar"),
    ("NZ$", "New Zealand dollar"),
    ("S$", "Singapore dollar"),
    ("R$", "real"),
    ("USD", "dollar"),
    ("EUR", "euro"),
    ("GBP", "pound sterling"),
    ("JPY", "yen"),
    ("CHF", "franc"),
    ("CNY", "yuan"),
    ("RMB", "yuan"),
    ("INR", "rupee"),
    ("Rs.", "rupee"),
    ("Rs", "rupee"),
    ("BRL", "real"),
    ("$", "dollar"),
    ("€", "euro"),
    ("£", "pound sterling"),
    ("¥", "yen"),
    ("₹", "rupee"),
    ("₽", "rouble"),
    ("₩", "won"),
    ("₴", "hryvnia"),
    ("₺", "lira"),
];

/// Whether a folded word names a measure.
pub(super) fn is_unit(word: &str) -> bool {
    MEASURES.iter().any(|(names, _)| *names == [word])
}

/// The measure that begins at the word `at`, the first word after it, and the byte it ends at.
pub(super) fn after(words: &Words<'_>, at: usize) -> Option<(Unit, usize, usize)> {
    let last = words.get(at.checked_sub(1)?);
    // "5km" is one word.
    if let Some(start) = last.find(|c: char| c.is_ascii_alphabetic()).filter(|_| starts_with_digit(last))
        && let Some((_, name)) = MEASURES.iter().find(|(names, _)| *names == [&last[start..]])
    {
        return Some((Unit::Measure(name), at, words.span(at - 1).end));
    }
    let gap = words.gap(at);
    for (sign, name) in [("%", "percent"), ("€", "euro"), ("°", "degree")] {
        if gap.trim_start().starts_with(sign) {
            let start = words.span(at - 1).end + (gap.len() - gap.trim_start().len());
            return Some((Unit::Measure(name), at, start + sign.len()));
        }
    }
    if !words.adjoins(at) {
        return None;
    }
    let (names, name) = MEASURES.iter().find(|(names, _)| words.are(at, names))?;
    let mut end = at + names.len();
    // "two-year-old", "two years old".
    if words.get(end) == "old" && words.adjoins(end) {
        end += 1;
    }
    let mut stop = words.span(end - 1).end;
    for possessive in ["'s", "’s", "'", "’"] {
        if words.raw(end - 1).ends_with(possessive) {
            stop -= possessive.len();
            break;
        }
    }
    Some((Unit::Measure(name), end, stop))
}

/// The currency whose sign or letters stand before the word at `at`.
pub(super) fn currency_before(words: &Words<'_>, at: usize) -> Option<Unit> {
    let sign = sign_before(words, at)?;
    SIGNS.iter().find(|(mark, _)| *mark == sign).map(|(_, name)| Unit::Measure(name))
}

/// Where an amount begins, its sign included.
pub(super) fn sign_start(words: &Words<'_>, at: usize, has_currency: bool) -> usize {
    let start = words.span(at).start;
    let before = &words.text()[..start];
    if has_currency {
        return start
            - sign_before(words, at).map_or(0, |sign| {
                let spaces = before.len() - before.trim_end_matches(['-', '−', ' ']).len();
                sign.len() + spaces
            });
    }
    let is_minus =
        |mark: char| before.strip_suffix(mark).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\n', '(']));
    if is_minus('-') {
        start - 1
    } else if is_minus('−') || is_minus('–') {
        start - '−'.len_utf8()
    } else {
        start
    }
}

/// Whether letters of the currency sign ("US$") make up the word before `at`.
pub(super) fn names_currency_before(words: &Words<'_>, at: usize) -> bool {
    at > 0 && sign_before(words, at).is_some_and(|sign| sign.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn sign_before(words: &Words<'_>, at: usize) -> Option<&'static str> {
    let before = words.text().get(..words.span(at).start)?.trim_end_matches(['-', '−']);
    let before = before.strip_suffix(' ').unwrap_or(before);
    let (sign, _) = SIGNS.iter().find(|(sign, _)| before.ends_with(sign))?;
    let rest = &before[..before.len() - sign.len()];
    let is_whole = !sign.starts_with(|c: char| c.is_ascii_alphabetic()) || !rest.ends_with(char::is_alphanumeric);
    if is_whole { Some(sign) } else { sign.ends_with('$').then_some("$") }
}
