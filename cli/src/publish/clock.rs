//! What time is it?

use crate::record;
use copytaster::text::date::Date;
use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a day.
pub(super) const DAY: u64 = 24 * 60 * 60;

/// Seconds since 1970; those that `SOURCE_DATE_EPOCH` says, where what is built again has to be the same
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub(super) fn now() -> u64 {
    let told = env::var("SOURCE_DATE_EPOCH").ok().and_then(|told| told.parse().ok());
    told.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()))
}

/// A time as the manifest has it: `2026-11-22T19:00:00Z`.
pub(super) fn stamp(seconds: u64) -> String {
    let day = Date::from_day_number(i64::try_from(seconds / DAY).unwrap_or(i64::MAX));
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", record::date(day))
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_utc() {
        assert_eq!(super::stamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(super::stamp(1_795_375_414), "2026-11-22T19:23:34Z");
    }
}
