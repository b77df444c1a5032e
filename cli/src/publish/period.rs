//! What does a segment cover?
//!
//! An hour (`2026-11-22T19`), a day (`2026-11-22`), a month (`2026-11`), all in UTC and written as ISO 8601 shortens a
//! time, or an archive, which is older than its list. A period that is over becomes a part of the next longer one that is
//! over.

use copytaster::text::date::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How many letters of a time name an hour, a day and a month.
const HOUR: usize = "2026-11-22T19".len();
const DAY: usize = "2026-11-22".len();
const MONTH: usize = "2026-11".len();

/// What a segment covers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Period(String);

impl Period {
    /// Stories of several months that came at once; never merged, since its readers would have to fetch all of it again.
    pub(super) const ARCHIVE: &str = "archive";

    /// The hour of a time.
    pub(super) fn hour_of(now: &str) -> Self {
        Self(now.get(..HOUR).unwrap_or_default().to_owned())
    }

    /// What a pack covers that comes at that time: the past day or month of all of its stories, where the list has none of
    /// it yet; otherwise the hour in which it comes.
    pub(super) fn of(days: Option<(Date, Date)>, now: &str, taken: &[Self]) -> Self {
        let Some((first, last)) = days else { return Self::hour_of(now) };
        let [first, last] = [first, last].map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day));
        let same = |length: usize| first.get(..length) == last.get(..length);
        let past = match (same(DAY), same(MONTH)) {
            (true, _) => first.get(..DAY).unwrap_or_default(),
            (false, true) => first.get(..MONTH).unwrap_or_default(),
            (false, false) => return Self(Self::ARCHIVE.to_owned()),
        };
        let past = Self(past.to_owned());
        if past.is_over(now) && !taken.contains(&past) { past } else { Self::hour_of(now) }
    }

    /// The longest period with this one in it that is over; itself where none is.
    pub(super) fn longest(&self, now: &str) -> Self {
        let longer = [MONTH, DAY].into_iter().filter(|length| *length < self.0.len() && !self.is_archive());
        let mut longer = longer.filter_map(|length| Some(Self(self.0.get(..length)?.to_owned())));
        longer.find(|period| period.is_over(now)).unwrap_or_else(|| self.clone())
    }

    pub(super) fn is_archive(&self) -> bool {
        self.0 == Self::ARCHIVE
    }

    fn is_over(&self, now: &str) -> bool {
        now.get(..self.0.len()).is_some_and(|present| self.0.as_str() < present)
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "0000-00-00T00".bytes();
        let fits = text.bytes().zip(form).all(|(byte, of)| byte == of || (of == b'0' && byte.is_ascii_digit()));
        let is_time = [HOUR, DAY, MONTH].contains(&text.len()) && fits;
        if is_time || text == Self::ARCHIVE { Ok(Self(text.to_owned())) } else { Err(format!("{text} is no period")) }
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.0
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-22T19:30:00Z";

    #[test]
    fn what_is_over_becomes_part_of_what_is_longer() {
        for (period, longest) in [
            ("2026-11-22T19", "2026-11-22T19"),
            ("2026-11-22T18", "2026-11-22T18"),
            ("2026-11-21T18", "2026-11-21"),
            ("2026-11-21", "2026-11-21"),
            ("2026-10-31T23", "2026-10"),
            ("2026-10-31", "2026-10"),
            ("2025-11", "2025-11"),
            ("archive", "archive"),
        ] {
            let period: Period = period.parse().unwrap();
            assert_eq!(period.longest(NOW).to_string(), longest, "{period}");
        }
    }

    fn check(first: (i32, u8, u8), last: (i32, u8, u8), taken: &[&str], expected: &str) {
        let day = |(year, month, day)| Date::new(year, month, day).unwrap();
        let taken: Vec<Period> = taken.iter().map(|taken| taken.parse().unwrap()).collect();
        assert_eq!(Period::of(Some((day(first), day(last))), NOW, &taken).to_string(), expected);
    }

    #[test]
    fn a_new_pack_covers_the_past_of_its_stories_or_comes_now() {
        check((2026, 11, 21), (2026, 11, 21), &[], "2026-11-21");
        check((2026, 11, 21), (2026, 11, 21), &["2026-11-21"], "2026-11-22T19");
        check((2026, 11, 22), (2026, 11, 22), &[], "2026-11-22T19");
        check((2026, 11, 20), (2026, 11, 21), &[], "2026-11-22T19");
        check((2026, 10, 3), (2026, 10, 9), &[], "2026-10");
        check((2024, 1, 3), (2026, 11, 9), &[], "archive");
        assert_eq!(Period::of(None, NOW, &[]).to_string(), "2026-11-22T19");
    }

    #[test]
    fn nothing_else_is_a_period() {
        for text in ["", "2026", "2026-11-2", "2026/11/22", "2026-11-22T1x", "2026-11-22T19:30"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
