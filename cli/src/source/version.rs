//! Which version of a story is this, by how its headline begins?
//!
//! Wires put notes to editors before the headline: `UPDATE 2-`, `CORRECTED-`, `REFILE-UPDATE 1-`, `WITHDRAWN-`. They are
//! no part of the headline that a site may use, so they are taken off; what they say goes into the story's version and
//! status.

use crate::fingerprint;
use copytaster::story::Status;
use copytaster::text::date::Date;

/// The longest note before a headline, in bytes: `CORRECTED-(OFFICIAL)-UPDATE 3`.
const LONGEST: usize = 48;

/// A headline, and what its notes say.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Headline<'a> {
    /// Without notes.
    pub(super) rest: &'a str,
    /// 2 for `UPDATE 1`; 0 where no note counts.
    pub(super) version: u32,
    pub(super) status: Status,
}

/// Notes, and what they say of the story. `RPT`, a repetition, and the like say nothing of it.
const NOTES: [(&str, Status); 18] = [
    ("UPDATE", Status::Usable),
    ("UPDATED", Status::Usable),
    ("WRAPUP", Status::Usable),
    ("RPT", Status::Usable),
    ("REPEAT", Status::Usable),
    ("URGENT", Status::Usable),
    ("CORRECTED", Status::Corrected),
    ("CORRECTION", Status::Corrected),
    ("CORRECTS", Status::Corrected),
    ("CORRECTIVE", Status::Corrected),
    ("CLARIFICATION", Status::Corrected),
    ("REFILE", Status::Corrected),
    ("REFILED", Status::Corrected),
    ("KILL", Status::Withdrawn),
    ("WITHDRAW", Status::Withdrawn),
    ("WITHDRAWN", Status::Withdrawn),
    ("WITHDRAWAL", Status::Withdrawn),
    ("RETRACTION", Status::Withdrawn),
];

/// What the versions of a story have in common where their format does not say which they are: the headline without
/// notes, and the day. Forms that a wire sends under one headline every day stay apart by it; an update after midnight does
/// as well.
///
/// Forty bits: among a million stories no two come together by chance, more likely than not.
pub(super) fn family(headline: &str, day: Option<Date>) -> Option<String> {
    let day = day.filter(|_| !headline.is_empty())?.day_number();
    let letters: String = headline.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(format!("{:010x}", fingerprint::of(letters.bytes().chain(day.to_le_bytes())) >> 24))
}

/// Takes the notes off a headline.
pub(super) fn of(headline: &str) -> Headline<'_> {
    let mut found = Headline { rest: headline.trim(), version: 0, status: Status::Usable };
    while let Some((status, number, rest)) = note(found.rest) {
        found.status = found.status.max(status);
        found.version = found.version.max(number.map_or(0, |number| number + 1));
        found.rest = rest;
    }
    found
}

/// The note at the beginning of a headline, with its number, and what follows.
fn note(headline: &str) -> Option<(Status, Option<u32>, &str)> {
    let end = headline.find(['-', '–', '—', ':'])?;
    if end > LONGEST {
        return None;
    }
    let rest = headline[end..].trim_start_matches(['-', '–', '—', ':', ' ']);
    let mut words = headline[..end].split_whitespace().map(|word| word.trim_matches(['(', ')', '*', '^', '/']));
    let first = words.next()?;
    let status = NOTES.iter().find(|(note, _)| *note == first).map(|(_, status)| *status)?;
    let mut number = None;
    for word in words.filter(|word| !word.is_empty()) {
        match word.parse() {
            Ok(count) if number.is_none() => number = Some(count),
            // "CORRECTED (OFFICIAL)". Anything else is prose: "CORRECTION of the euro: …".
            _ if word == "OFFICIAL" || NOTES.iter().any(|(note, _)| *note == word) => {}
            _ => return None,
        }
    }
    (!rest.is_empty()).then_some((status, number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headline: &str, rest: &str, version: u32, status: Status) {
        assert_eq!(of(headline), Headline { rest, version, status }, "{headline}");
    }

    #[test]
    fn a_family_is_a_headline_of_a_day() {
        let day = |day| Date::new(2024, 5, day);
        let ferry = family("Ferry returns, board says", day(3));
        assert_eq!(ferry, family("FERRY RETURNS - BOARD SAYS", day(3)));
        assert_ne!(ferry, family("Ferry returns, board says", day(4)));
        assert_ne!(ferry, family("Ferry returns, boat says", day(3)));
        assert_eq!(ferry.map(|family| family.len()), Some(10));
        assert_eq!(family("", day(3)), None);
        assert_eq!(family("Ferry returns", None), None);
    }

    #[test]
    fn updates_are_counted() {
        check("UPDATE 1-Ferry returns", "Ferry returns", 2, Status::Usable);
        check("WRAPUP 12 - Ferry returns", "Ferry returns", 13, Status::Usable);
        check("RPT-UPDATE 3-Ferry returns", "Ferry returns", 4, Status::Usable);
        check("UPDATE: Ferry returns", "Ferry returns", 0, Status::Usable);
    }

    #[test]
    fn corrections_and_withdrawals() {
        check("CORRECTED-Ferry returns", "Ferry returns", 0, Status::Corrected);
        check("CORRECTED (OFFICIAL)-UPDATE 2-Ferry returns", "Ferry returns", 3, Status::Corrected);
        check("REFILE-UPDATE 1-Ferry returns", "Ferry returns", 2, Status::Corrected);
        check("WITHDRAWN-Ferry returns", "Ferry returns", 0, Status::Withdrawn);
        check("KILL: Ferry returns", "Ferry returns", 0, Status::Withdrawn);
    }

    #[test]
    fn headlines_without_notes_stay() {
        for headline in [
            "Ferry returns to Lowhaven",
            "Updates - what changed",
            "CORRECTION OF THE EURO - WHAT FOLLOWS",
            "Kill: a film review",
            "UPDATE 1-",
            "",
            "É-commerce: a look back",
        ] {
            check(headline, headline, 0, Status::Usable);
        }
    }
}
