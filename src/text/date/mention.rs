//! Where does a text name a day, a span of days, or a time of day?

use super::Date;
use crate::text::Span;
use crate::text::case::starts_with_digit;
use crate::text::list::List;
use crate::text::scan::{Words, without_possessive};

/// A date or time as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, with the "on" before it.
    pub span: Span,
    /// What it says.
    pub when: When,
}

/// What a text can say of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// "16 April 2024", "April 16".
    Day {
        /// None where the text leaves it out.
        year: Option<i32>,
        /// 1–12.
        month: u8,
        /// 1–31.
        day: u8,
    },
    /// "Tuesday", 0 is Monday.
    Weekday {
        /// The day of the week.
        weekday: u8,
        /// "last Tuesday" is −1, "next Tuesday" 1.
        turn: i8,
    },
    /// "today" is 0, "yesterday" −1, "three days ago" −3.
    FromToday(i32),
    /// "April 2024", "in April".
    Month {
        /// None where the text leaves it out.
        year: Option<i32>,
        /// 1–12.
        month: u8,
    },
    /// "in 2024".
    Year(i32),
    /// "last week" is −1, "this month" 0, "next year" 1.
    Period {
        /// What it counts in.
        unit: Unit,
        /// How many of them from now.
        turn: i32,
    },
    /// "2:08 PM", in minutes after midnight.
    Time(u16),
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// Days, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl When {
    /// The days that are meant in a text published on `published`. A weekday is read as the latest such day up to then;
    /// see [`or_next`](Self::or_next).
    pub fn resolve(self, published: Option<Date>) -> Option<Days> {
        let one = |date: Date| Some(Days { first: date, last: date });
        match self {
            Self::Day { year: Some(year), month, day } => one(Date::new(year, month, day)?),
            Self::Day { year: None, month, day } => {
                let today = published?;
                let near = |year| Date::new(year, month, day);
                [near(today.year - 1), near(today.year), near(today.year + 1)]
                    .into_iter()
                    .flatten()
                    .min_by_key(|date| (date.day_number() - today.day_number()).abs())
                    .and_then(one)
            }
            Self::Weekday { weekday, turn } => {
                let today = published?;
                let back = (i64::from(today.weekday()) - i64::from(weekday)).rem_euclid(7);
                one(match turn {
                    1 => today.plus(7 - back),
                    -1 if back == 0 => today.plus(-7),
                    _ => today.plus(-back),
                })
            }
            Self::FromToday(days) => one(published?.plus(i64::from(days))),
            Self::Month { year, month } => {
                let today = published?;
                let year = year.unwrap_or(today.year - i32::from(month > today.month + 6));
                let first = Date::new(year, month, 1)?;
                Some(Days { first, last: first.end_of_month() })
            }
            Self::Year(year) => Some(Days { first: Date::new(year, 1, 1)?, last: Date::new(year, 12, 31)? }),
            Self::Period { unit, turn } => {
                let today = published?;
                match unit {
                    Unit::Week => {
                        let first = today.plus(i64::from(turn) * 7 - i64::from(today.weekday()));
                        Some(Days { first, last: first.plus(6) })
                    }
                    Unit::Month => {
                        let months = today.year * 12 + i32::from(today.month) - 1 + turn;
                        let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
                        let first = Date::new(months.div_euclid(12), month, 1)?;
                        Some(Days { first, last: first.end_of_month() })
                    }
                    Unit::Year => Self::Year(today.year + turn).resolve(None),
                }
            }
            Self::Time(_) => None,
        }
    }

    /// A weekday read as the next such day instead of the latest; what else it says stays.
    pub fn or_next(self) -> Self {
        match self {
            Self::Weekday { weekday, turn: 0 } => Self::Weekday { weekday, turn: 1 },
            other => other,
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Words in lower case with which a date or a time begins.
const OPENERS: List =
    List::words("coming current last midday midnight next noon past previous this today tomorrow tonight yesterday");

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Months in German, French, Spanish and Portuguese, folded.
const FOREIGN_MONTHS: List = List::phrases(
    "enero janeiro janner januar janvier|febrero februar fevereiro fevrier|marco mars marz marzo|abril avril|mai maio mayo|juin junho juni junio|\
    juillet julho juli julio|agosto aout|septembre septiembre setembro|octobre octubre oktober outubro|novembre noviembre novembro|\
    decembre dezember dezembro diciembre",
);

/// Days of the week in these, Monday first; "segunda-feira" is two words.
const FOREIGN_WEEKDAYS: List = List::phrases(
    "lundi lunes montag|dienstag mardi martes|mercredi miercoles mittwoch|donnerstag jeudi jueves|freitag vendredi viernes|\
    sabado samedi samstag sonnabend|dimanche domingo sonntag",
);

/// Days in these that are counted from today.
const FOREIGN_DAYS: &[(List, i32)] = &[
    (List::words("aujourd'hui heute hoje hoy"), 0),
    (List::words("ayer gestern hier ontem"), -1),
    (List::words("amanha demain"), 1),
];

/// The place in a list of lists of the one that holds a word.
fn position(lists: List, word: &str) -> Option<u8> {
    let at = lists.iter().position(|words| words.split(' ').any(|one| one == word))?;
    u8::try_from(at).ok()
}

/// The dates and times that a text names, in order, without overlap.
pub fn mentions(words: &Words<'_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((when, mut end)) = read(words, at) else {
            at += 1;
            continue;
        };
        let mut when = when;
        // "Tuesday, April 16" and "Tuesday (April 16)" name one day twice.
        if let When::Weekday { .. } = when {
            let next = end + usize::from(words.get(end) == "the");
            if next < words.len()
                && matches!(words.gap(end).trim(), "" | "," | "(" | ", the")
                && let Some((day @ When::Day { .. }, end_of_day)) = read(words, next)
            {
                (when, end) = (day, end_of_day);
            }
        }
        // "Drawn on today": no day has "on" before it that is not named.
        let has_on = at > 0 && words.get(at - 1) == "on" && words.follows(at) && !matches!(when, When::FromToday(_));
        let start = at - usize::from(has_on);
        let mut to = words.span(end - 1).end;
        for possessive in ["'s", "’s"] {
            if words.raw(end - 1).ends_with(possessive) {
                to -= possessive.len();
            }
        }
        found.push(Mention { span: Span::new(words.span(start).start, to), when });
        at = end;
    }
    found
}

/// What the words from `at` on say of time, and the first word after it.
fn read(words: &Words<'_>, at: usize) -> Option<(When, usize)> {
    let word = without_possessive(words.get(at));
    // Months and weekdays have capitals; nearly all other words are told here.
    let is_foreign = words.is_foreign();
    if !words.is_capital(at) && !starts_with_digit(word) && !OPENERS.has(word) && !is_foreign {
        return None;
    }
    let next_follows = words.follows(at + 1);
    if let Some(month) = month(words, at) {
        return read_from_month(words, at, month);
    }
    if starts_with_digit(word) {
        return read_from_number(words, at);
    }
    if let Some(weekday) = weekday(words, at) {
        return Some((When::Weekday { weekday, turn: 0 }, at + 1));
    }
    match word {
        // "The Today programme", "Today" in quotation marks.
        "today" | "tonight"
            if words.is_capital(at) && (words.follows(at) || words.gap(at + 1).starts_with(['"', '”', '’'])) => {}
        "today" | "tonight" => return Some((When::FromToday(0), at + 1)),
        "yesterday" => return Some((When::FromToday(-1), at + 1)),
        "tomorrow" => return Some((When::FromToday(1), at + 1)),
        "noon" | "midday" => return Some((When::Time(12 * 60), at + 1)),
        "midnight" => return Some((When::Time(0), at + 1)),
        _ => {}
    }
    if is_foreign && let Some((_, days)) = FOREIGN_DAYS.iter().find(|(names, _)| names.has(word)) {
        return Some((When::FromToday(*days), at + 1));
    }
    let turn: i8 = match word {
        "last" | "past" | "previous" => -1,
        "this" | "current" => 0,
        "next" | "coming" => 1,
        _ => return None,
    };
    if !next_follows {
        return None;
    }
    if let Some(weekday) = weekday(words, at + 1) {
        return Some((When::Weekday { weekday, turn }, at + 2));
    }
    if let (Some(month), true) = (month(words, at + 1), turn != 1) {
        return Some((When::Month { year: None, month }, at + 2));
    }
    let unit = match without_possessive(words.get(at + 1)) {
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    };
    Some((When::Period { unit, turn: i32::from(turn) }, at + 2))
}

/// "April 16, 2024", "April 16", "April 2024", "April".
fn read_from_month(words: &Words<'_>, at: usize, month: u8) -> Option<(When, usize)> {
    let next = at + 1;
    // The period of a shortened month may stand between.
    let adjoins = |at: usize| at < words.len() && matches!(words.gap(at).trim(), "" | ".");
    if adjoins(next) {
        if let Some(day) = day(words.get(next)) {
            let after = next + 1;
            if after < words.len()
                && matches!(words.gap(after).trim(), "" | ",")
                && let Some(year) = year(words.get(after))
            {
                return Some((When::Day { year: Some(year), month, day }, after + 1));
            }
            return Some((When::Day { year: None, month, day }, after));
        }
        if let Some(year) = year(words.get(next)) {
            return Some((When::Month { year: Some(year), month }, next + 1));
        }
        if words.are(next, &["of", "last", "year"]) || words.are(next, &["of", "this", "year"]) {
            return Some((When::Month { year: None, month }, next + 3));
        }
        if words.get(next) == "of" && year(words.get(next + 1)).is_some() {
            return Some((When::Month { year: year(words.get(next + 1)), month }, next + 2));
        }
    }
    // "may", "march" and the shortened forms are other words as well; so is "April" as a name.
    let is_plain = !matches!(words.get(at), "may" | "march") && words.get(at).len() > 3;
    let is_asked_for = at > 0
        && words.follows(at)
        && matches!(
            words.get(at - 1),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "of"
                | "early"
                | "late"
                | "mid"
                | "from"
                | "to"
                | "for"
                | "during"
                | "through"
        );
    (is_plain || is_asked_for || words.is_foreign()).then_some((When::Month { year: None, month }, next))
}

/// "16 April 2024", "16th of April", "2024-04-16", "2:08 PM", "1400 GMT", "in 2024", "three days ago".
fn read_from_number(words: &Words<'_>, at: usize) -> Option<(When, usize)> {
    let word = words.get(at);
    if let Some(time) = read_time(words, at) {
        return Some(time);
    }
    if let Some(day) = day(word) {
        let is_foreign = words.is_foreign();
        let of = usize::from(words.are(at + 1, &["of"]) || is_foreign && words.are(at + 1, &["de"]));
        // "18. April".
        let follows = words.follows(at + 1 + of) || is_foreign && words.gap(at + 1) == ". ";
        if let (Some(month), true) = (month(words, at + 1 + of), follows) {
            let after = at + 2 + of;
            let after =
                after + usize::from(is_foreign && words.are(after, &["de"]) && year(words.get(after + 1)).is_some());
            return match year(words.get(after)) {
                Some(year) if words.follows(after) || matches!(words.gap(after).trim(), "," | ".") => {
                    Some((When::Day { year: Some(year), month, day }, after + 1))
                }
                _ => Some((When::Day { year: None, month, day }, after)),
            };
        }
    }
    let joined_by = |mark: &str| words.gap(at + 1) == mark && words.gap(at + 2) == mark && at + 2 < words.len();
    let number = |at: usize| words.get(at).parse::<u8>().ok();
    if let (Some(year), true) = (year(word), joined_by("-")) {
        let date = Date::new(year, number(at + 1)?, number(at + 2)?)?;
        return Some((When::Day { year: Some(date.year), month: date.month, day: date.day }, at + 3));
    }
    if joined_by("/") || joined_by(".") {
        let (first, second) = (number(at)?, number(at + 1)?);
        let year = year(words.get(at + 2))?;
        // "4/16/2024" in America, "16/4/2024" elsewhere; where both are possible the slash is American.
        let (month, day) = if first > 12 || words.gap(at + 1) == "." { (second, first) } else { (first, second) };
        let date = Date::new(year, month, day)?;
        return Some((When::Day { year: Some(date.year), month: date.month, day: date.day }, at + 3));
    }
    let year = year(word)?;
    let is_asked_for = at > 0
        && words.follows(at)
        && matches!(
            words.get(at - 1),
            "in" | "since"
                | "until"
                | "by"
                | "of"
                | "early"
                | "late"
                | "from"
                | "during"
                | "through"
                | "year"
                | "before"
                | "after"
                | "fiscal"
                | "the"
                | "mid"
        );
    let after = words.get(at + 1);
    let is_plural =
        after.len() > 3 && after.ends_with('s') && !matches!(after, "unless" | "this" | "across" | "towards" | "plus");
    let counts = words.follows(at + 1) && is_plural && words.get(at - usize::from(at > 0)) != "in";
    (is_asked_for && !counts && !words.gap(at).contains(['$', '€', '£'])).then_some((When::Year(year), at + 1))
}

fn read_time(words: &Words<'_>, at: usize) -> Option<(When, usize)> {
    let word = words.get(at);
    let minutes = |hour: u16, minute: u16, half: Option<bool>| {
        let hour = match half {
            Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
            Some(_) => return None,
            None => hour,
        };
        (hour < 24 && minute < 60).then_some(When::Time(hour * 60 + minute))
    };
    let half = |at: usize| match words.get(at) {
        "am" if words.adjoins(at) => Some(false),
        "pm" if words.adjoins(at) => Some(true),
        _ => None,
    };
    if let Some((digits, afternoon)) =
        word.strip_suffix("am").map(|digits| (digits, false)).or(word.strip_suffix("pm").map(|digits| (digits, true)))
    {
        let (hour, minute) = digits.split_once('.').unwrap_or((digits, "0"));
        return Some((minutes(hour.parse().ok()?, minute.parse().ok()?, Some(afternoon))?, at + 1));
    }
    if matches!(words.gap(at + 1), ":" | ".") && words.get(at + 1).len() >= 2 {
        let hour: u16 = word.parse().ok()?;
        let tail = words.get(at + 1);
        let (minute, glued) = match tail.find(|c: char| !c.is_ascii_digit()) {
            Some(end) => (&tail[..end], &tail[end..]),
            None => (tail, ""),
        };
        let minute: u16 = minute.parse().ok().filter(|_| minute.len() == 2)?;
        let glued = match glued {
            "" => None,
            "am" => Some(false),
            "pm" => Some(true),
            _ => return None,
        };
        let named = half(at + 2);
        let when = minutes(hour, minute, glued.or(named))?;
        return (words.gap(at + 1) == ":" || named.is_some())
            .then_some((when, at + 2 + usize::from(glued.is_none() && named.is_some())));
    }
    if let Some(afternoon) = half(at + 1) {
        let (hour, minute) = word.split_once('.').unwrap_or((word, "0"));
        return Some((minutes(hour.parse().ok()?, minute.parse().ok()?, Some(afternoon))?, at + 2));
    }
    if word.len() == 4
        && words.follows(at + 1)
        && matches!(words.get(at + 1), "gmt" | "et" | "est" | "edt" | "cet" | "bst" | "utc" | "hours" | "hrs")
    {
        let number: u16 = word.parse().ok()?;
        return Some((minutes(number / 100, number % 100, None)?, at + 2));
    }
    None
}

/// A month by its name or its usual short form. Only capitalised words are months, so that "may" and "march" are not.
fn month(words: &Words<'_>, at: usize) -> Option<u8> {
    let word = without_possessive(words.get(at));
    if words.is_foreign()
        && let Some(number) = position(FOREIGN_MONTHS, word)
    {
        return Some(number + 1);
    }
    if word.len() < 3 || !words.is_capital(at) {
        return None;
    }
    let short = if word == "sept" { "sep" } else { word };
    let number = MONTHS.iter().position(|month| *month == word || (short.len() == 3 && month.starts_with(short)))?;
    u8::try_from(number + 1).ok()
}

fn weekday(words: &Words<'_>, at: usize) -> Option<u8> {
    let word = without_possessive(words.get(at));
    if words.is_foreign()
        && let Some(number) = foreign_weekday(words, at)
    {
        return Some(number);
    }
    let word = word.strip_suffix('s').filter(|_| word.len() > 6).unwrap_or(word);
    if !words.is_capital(at) {
        return None;
    }
    let short = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let is = |i: &usize| WEEKDAYS[*i] == word || (word == short[*i] && !matches!(word, "sun" | "sat" | "wed" | "mon"));
    (0..7).find(is).and_then(|number| u8::try_from(number).ok())
}

fn foreign_weekday(words: &Words<'_>, at: usize) -> Option<u8> {
    let portuguese = || {
        let names = ["segunda", "terca", "quarta", "quinta", "sexta"];
        let number = names.iter().position(|name| *name == words.get(at))?;
        u8::try_from(number).ok().filter(|_| words.get(at + 1) == "feira")
    };
    position(FOREIGN_WEEKDAYS, words.get(at)).or_else(portuguese)
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.is_empty() || digits.len() > 2 || !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er")
    {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i32> {
    let word = without_possessive(word);
    (word.len() == 4).then(|| word.parse().ok())?.filter(|year| (1500..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, When)> {
        mentions(&Words::of(text)).iter().map(|mention| (mention.span.of(text), mention.when)).collect()
    }

    #[test]
    fn reads_dates_and_times() {
        let day = |year, month, day| When::Day { year, month, day };
        let weekday = |weekday, turn| When::Weekday { weekday, turn };
        for (text, span, when) in [
            ("said on Tuesday.", "on Tuesday", weekday(1, 0)),
            ("last Friday's vote", "last Friday", weekday(4, -1)),
            ("on April 16", "on April 16", day(None, 4, 16)),
            ("on Apr. 16, 2024 | 2", "on Apr. 16, 2024", day(Some(2024), 4, 16)),
            ("the 16th of April 2024", "16th of April 2024", day(Some(2024), 4, 16)),
            ("16 April", "16 April", day(None, 4, 16)),
            ("on Tuesday, April 16, the", "on Tuesday, April 16", day(None, 4, 16)),
            ("2024-04-16", "2024-04-16", day(Some(2024), 4, 16)),
            ("4/16/2024", "4/16/2024", day(Some(2024), 4, 16)),
            ("in February 2022", "February 2022", When::Month { year: Some(2022), month: 2 }),
            ("in May", "May", When::Month { year: None, month: 5 }),
            ("since 2014", "2014", When::Year(2014)),
            ("until 1991 unless", "1991", When::Year(1991)),
            ("in August of last year", "August of last year", When::Month { year: None, month: 8 }),
            ("last week", "last week", When::Period { unit: Unit::Week, turn: -1 }),
            ("this year's", "this year", When::Period { unit: Unit::Year, turn: 0 }),
            ("yesterday", "yesterday", When::FromToday(-1)),
            ("drawn on today", "today", When::FromToday(0)),
            ("at 0940 hrs local time", "0940 hrs", When::Time(9 * 60 + 40)),
            ("at 2:08 PM", "2:08 PM", When::Time(14 * 60 + 8)),
            ("at 9 a.m. sharp", "9 a.m.", When::Time(9 * 60)),
            ("at 9am", "9am", When::Time(9 * 60)),
            ("at 1400 GMT", "1400 GMT", When::Time(14 * 60)),
        ] {
            assert_eq!(found(text), [(span, when)], "{text}");
        }
    }

    #[test]
    fn leaves_other_words_alone() {
        for text in [
            "It may rain",
            "May I?",
            "Prime Minister May said",
            "they march on",
            "2000 people",
            "the sun",
            "the Today programme",
            "on \"Today\", a programme",
            "a 16 year old",
            "the past",
            "5.30 dlrs",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn resolves_against_the_day_of_publication() {
        let published = Date::new(2024, 4, 16);
        let first = |text: &str| found(text)[0].1.resolve(published).unwrap().first;
        let date = |month, day| Date::new(2024, month, day).unwrap();
        assert_eq!(first("Tuesday"), date(4, 16));
        assert_eq!(first("Monday"), date(4, 15));
        assert_eq!(first("Wednesday"), date(4, 10));
        assert_eq!(first("next Wednesday"), date(4, 17));
        assert_eq!(first("April 16"), date(4, 16));
        assert_eq!(first("Dec. 30"), Date::new(2023, 12, 30).unwrap());
        assert_eq!(first("last week"), date(4, 8));
        assert_eq!(first("yesterday"), date(4, 15));
        assert_eq!(first("last month"), date(3, 1));
        assert_eq!(found("Tuesday")[0].1.resolve(None), None);
    }
}
