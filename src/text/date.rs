//! What day is meant?

mod mention;

pub use mention::{Days, Mention, When, mentions};

use super::scan::Words;

/// A day of the Gregorian calendar, without time or zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, as people write it.
    pub year: i32,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

impl Date {
    /// The date, if there is such a day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let known = (-9999..=9999).contains(&year) && (1..=12).contains(&month);
        (known && day >= 1 && day <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// The day at the start of a machine-readable time: `2024-04-16T14:08:00Z` (RFC 3339, ISO 8601 extended).
    pub fn parse_leading(text: &str) -> Option<Self> {
        let mut fields = text.trim().get(..10)?.split('-');
        let date = Self::new(fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        date.filter(|_| fields.next().is_none())
    }

    /// The day that a line about a publication names, machine-readable or written: `2024-04-16T14:08:00Z`,
    /// "Updated April 17, 2024", "Apr 16, 2024 | 2:08 PM". None where no year is named.
    pub fn read(text: &str) -> Option<Self> {
        Self::parse_leading(text).or_else(|| {
            mentions(&Words::of(text)).into_iter().find_map(|mention| match mention.when {
                When::Day { year: Some(year), month, day } => Self::new(year, month, day),
                _ => None,
            })
        })
    }

    /// Days since 1 January 1970.
    ///
    /// Counts in eras of 400 years that begin in March, so that the leap day is the last of its year.
    pub fn day_number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month < 3);
        let month = (i64::from(self.month) + 9) % 12;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day with this [`day_number`](Self::day_number).
    pub fn from_day_number(number: i64) -> Self {
        let number = number.clamp(-4_000_000, 3_000_000) + 719_468;
        let era = number.div_euclid(146_097);
        let day_of_era = number.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month < 3);
        Self {
            year: i32::try_from(year).unwrap_or_default(),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The day so many days later; earlier where negative.
    pub fn plus(self, days: i64) -> Self {
        Self::from_day_number(self.day_number().saturating_add(days))
    }

    /// The day of the week: 0 is Monday.
    pub fn weekday(self) -> u8 {
        u8::try_from((self.day_number() + 3).rem_euclid(7)).unwrap_or_default()
    }

    /// The last day of its month.
    pub fn end_of_month(self) -> Self {
        Self { day: days_in(self.year, self.month), ..self }
    }
}

/// How many days a month has.
fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days() {
        for (year, month, day, number, weekday) in
            [(1970, 1, 1, 0, 3), (2024, 4, 16, 19_829, 1), (2024, 2, 29, 19_782, 3), (1987, 10, 19, 6_500, 0)]
        {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!((date.day_number(), date.weekday()), (number, weekday), "{date:?}");
            assert_eq!(Date::from_day_number(number), date);
        }
        assert_eq!(Date::new(2023, 2, 29), None);
    }

    proptest::proptest! {
        #[test]
        fn numbers_and_days_are_the_same(number in -700_000_i64..2_900_000) {
            proptest::prop_assert_eq!(Date::from_day_number(number).day_number(), number);
        }
    }
}
