//! May this be published yet?

use super::item;
use std::time::{SystemTime, UNIX_EPOCH};

/// The last place on Earth at which an hour comes, in hours after UTC: where a time names no zone, it is over only there.
const LATEST_ZONE: i64 = 12;

/// Whether an embargo until this time still holds. One that names no time, or none that can be read, holds until its
/// agency sends the story again: NewsML-G2 writes it so where the time is not known yet.
pub(super) fn holds(until: &str) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    seconds(until).is_none_or(|until| until > i64::try_from(now).unwrap_or(i64::MAX))
}

/// Seconds since 1970 of an ISO 8601 time, extended or basic; of a day without time, its end.
fn seconds(time: &str) -> Option<i64> {
    let time = time.trim();
    let day = item::day(time)?.day_number() * 86_400;
    let Some((_, clock)) = time.split_once(['T', 't', ' ']) else {
        return Some(day + 86_400 + LATEST_ZONE * 3600);
    };
    let zone_at = clock.find(['Z', 'z', '+', '-', '−']);
    let (clock, zone) = clock.split_at(zone_at.unwrap_or(clock.len()));
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let pair = |digits: &str, at: usize| digits.get(at..at + 2).and_then(|pair| pair.parse::<i64>().ok());
    let whole = clock.split(['.', ',']).next().unwrap_or_default();
    let clock = digits(whole);
    let of_day = pair(&clock, 0)? * 3600 + pair(&clock, 2).unwrap_or(0) * 60 + pair(&clock, 4).unwrap_or(0);
    let offset = digits(zone);
    let offset = pair(&offset, 0).unwrap_or(0) * 3600 + pair(&offset, 2).unwrap_or(0) * 60;
    Some(match zone.chars().next() {
        None => day + of_day + LATEST_ZONE * 3600,
        Some('Z' | 'z') => day + of_day,
        Some('+') => day + of_day - offset,
        Some(_) => day + of_day + offset,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_every_zone() {
        let ten = Some(1_714_730_400);
        for time in [
            "2024-05-03T10:00:00Z",
            "2024-05-03T12:00:00+02:00",
            "2024-05-03T05:30:00.250-04:30",
            "20240503T100000Z",
            "20240503T060000-0400",
            // The zone that nobody named is the last one.
            "2024-05-02T22:00:00",
        ] {
            assert_eq!(seconds(time), ten, "{time}");
        }
        assert_eq!(seconds("2024-05-03"), Some(1_714_730_400 + 26 * 3600));
    }

    #[test]
    fn an_embargo_ends_with_its_time() {
        assert!(!holds("2001-01-01T00:00:00Z"));
        assert!(holds("2999-01-01T00:00:00Z"));
    }

    #[test]
    fn an_embargo_without_a_time_holds() {
        assert!(holds(""));
        assert!(holds("until the vote"));
    }
}
