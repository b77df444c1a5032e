//! What day is meant?

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
    /// The day at the start of a machine-readable time: `2024-04-16T14:08:00Z` (RFC 3339, ISO 8601 extended).
    pub fn parse_leading(text: &str) -> Option<Self> {
        let mut fields = text.trim().get(..10)?.split('-');
        let date = Self {
            year: fields.next()?.parse().ok()?,
            month: fields.next()?.parse().ok()?,
            day: fields.next()?.parse().ok()?,
        };
        ((1..=12).contains(&date.month) && (1..=31).contains(&date.day) && fields.next().is_none()).then_some(date)
    }
}
