//! Which lines name the writers or the day?
//!
//! These lines stand between headline and first sentence: "By Simon Lewis", "By Thomson Reuters Apr 16, 2024 | 2:08 PM",
//! "Published 16 April 2024", "Jane Doe, AFP". They are told by their shape, so callers ask only where one can stand.

use super::agency;
use super::layout::ends_sentence;
use super::words::{is_capitalised, is_date_number, is_date_word, is_month_or_day, is_particle, strip_opening};
use crate::text::case::{lowercase, starts_with_digit};
use crate::text::list::List;

/// A byline has at most so many words: three writers with their titles and a time.
const MOST_WORDS: usize = 26;

/// With what a byline begins.
const OPENINGS: List = List::openings(
    "by|written by|article by|authored by|verfasst von|Écrit par|escrito por|posted by|published by|story by|words by|\
    text by|report by|author:|authors:|author|von|par|por|di|door|av|af|autor:|autor|przez|byline:",
);

/// Lower-case words that bylines and lines with a day are made of, names aside.
const SMALL_WORDS: List = List::words(
    "a a.m actualizado agencies agency ago aktualisiert am as associate at bst business by cest cet chief \
    contributing contributor correspondent correspondents date day days de del desk editor edt est et first for \
    freelance from gmt hour hours hrs ist jour last le min min. mins minute minutes mis modified news on or our own \
    p.m pdt pm political posted pst publicado published publié read reading report reporter reporters seconds \
    senior special staff time told uhr um updated utc veröffentlicht web week weeks wire with writer writers à",
);

/// With what words for pictures begin.
const PICTURES: List =
    List::words("photo foto fotograf bild image imagen imagem imágenes picture file video vidéo graphic getty");

/// Whether a line can only be a byline: it opens as one and holds names and dates.
pub(crate) fn is_byline(line: &str) -> bool {
    let line = line.trim();
    let Some((_, rest)) = strip_opening(line, OPENINGS) else { return false };
    let words: Vec<&str> = words(rest).collect();
    let Some(first) = words.first() else { return true };
    if words.len() > MOST_WORDS || (words.len() > 6 && ends_sentence(line)) || line.ends_with(['?', '!', '”', '"']) {
        return false;
    }
    let is_known = |word| is_capitalised(word) || is_date_word(word) || is_mark(word);
    let opens = is_known(first) || matches!(*first, "our" | "staff" | "a" | "@" | "admin");
    // "By Tuesday evening the water had gone": a day that is not followed by a number is prose.
    let day_alone = is_month_or_day(first) && !words.iter().any(|word| is_date_number(word));
    opens && !day_alone && are_names_and_dates(&words)
}

/// The writers that a byline names: without "By", without the day.
pub(crate) fn writers(line: &str) -> Option<String> {
    let line = line.trim();
    let rest = strip_opening(line, OPENINGS).map_or(line, |(_, rest)| rest);
    let ends =
        |word: &str| is_month_or_day(word) || is_date_number(word) || is_timestamp(word) || is_date_opening(word);
    let names: Vec<&str> = rest
        .split_inclusive(|c: char| c.is_whitespace() || c == ',')
        .take_while(|word| !word.trim_start().starts_with(['|', '•', '·']) && !ends(word.trim()))
        .collect();
    let end: usize = names.iter().map(|name| name.len()).sum();
    let names = rest[..end].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—' | '|'));
    (!names.is_empty()).then(|| names.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The day that a byline ends with, as it lies: "by April 17, 2024" gives "April 17, 2024".
pub(crate) fn day(line: &str) -> Option<String> {
    let words = line.split_whitespace();
    let dated: Vec<&str> =
        words.skip_while(|word| !is_month_or_day(word) && !is_date_number(word) && !is_timestamp(word)).collect();
    let day = dated.join(" ");
    (dated.iter().any(|word| is_date_number(word) || is_timestamp(word)) && is_day_line(&day)).then_some(day)
}

fn is_date_opening(word: &str) -> bool {
    let bare = lowercase(word.trim_matches(|c: char| !c.is_alphabetic()));
    matches!(bare.as_str(), "published" | "updated" | "posted" | "on" | "modified" | "last")
}

/// Whether a line says nothing but when: "April 17, 2024", "Published 16 April 2024 at 14:08 GMT", "3 hours ago".
pub(crate) fn is_day_line(line: &str) -> bool {
    let mut numbers = 0;
    let mut words = 0;
    let dated = self::words(line).all(|word| {
        words += 1;
        numbers += usize::from(is_date_number(word));
        let bare = lowercase(word.trim_matches(|c: char| !c.is_alphanumeric()));
        is_date_word(word) || is_timestamp(word) || SMALL_WORDS.has(&bare) || bare.is_empty()
    });
    let stamped = || self::words(line).any(is_timestamp);
    dated && (numbers > 0 || stamped()) && words <= MOST_WORDS && (words > 1 || line.trim().len() > 4) && has_unit(line)
}

/// Whether a line is no sentence and names an agency beside names and dates: "Simon Lewis, Reuters", "Reuters Staff".
pub(crate) fn is_agency_line(line: &str) -> bool {
    let words: Vec<&str> = words(line).take(13).collect();
    words.len() <= 12
        && !ends_sentence(line)
        && agency::find_mark(line).is_some()
        && are_names_and_dates(&words)
        && !is_picture_credit(line)
}

/// Whether a line that names an agency says who took a picture: "REUTERS/Ann Example", "Ann Example / AP", "© dpa | Ann
/// Example", "AP Photo/Ann Example, File". A caption ends with its own sign of copyright.
pub(crate) fn is_picture_credit(line: &str) -> bool {
    let Some((mark, _)) = agency::find_mark(line) else { return false };
    let is_person = |text: &str| {
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).filter(|word| !word.is_empty());
        words.clone().count() > 1 && words.clone().all(is_capitalised) && agency::find_mark(text).is_none()
    };
    let owned = line.find('©');
    let (before, after) = line[mark..].split_once(['/', '|']).unwrap_or((&line[mark..], ""));
    let slashed = line[mark + before.len()..].starts_with('/');
    let opens = !line[..mark].contains(char::is_alphabetic) && owned.is_none();
    let is_agency = agency::find_mark(after).is_some_and(|(at, _)| at == 0);
    let follows = slashed && opens && !is_agency || (slashed || owned.is_some()) && is_person(after);
    let leads = line[..mark].trim_end().strip_suffix('/').is_some_and(is_person);
    follows || leads || owned.is_some_and(|at| at > 1) || names_picture(line)
}

/// Whether a line speaks of a picture, so that whom it names has taken that.
pub(crate) fn names_picture(line: &str) -> bool {
    let lower = lowercase(line);
    // "Artikelfoto", "Symbolbild".
    let is_compound = |word: &str| ["foto", "bild", "bilder"].iter().any(|end| word.ends_with(end));
    let is_picture = |word: &str| PICTURES.iter().any(|picture| word.starts_with(picture)) || is_compound(word);
    lower.split(|c: char| !c.is_alphabetic()).any(is_picture)
}

/// The words of a line, parted at white space and at the signs that sites put between names and dates.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '•' | '·' | '—' | '–' | ',' | ';'))
        .filter(|word| !word.is_empty() && *word != "-")
}

/// Whether words are names, dates, and what stands between them.
fn are_names_and_dates(words: &[&str]) -> bool {
    let strange = words.iter().filter(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let known =
            is_capitalised(bare) || is_date_word(bare) || is_timestamp(word) || is_particle(bare) || is_mark(bare);
        !(bare.is_empty() || known || SMALL_WORDS.has(&lowercase(bare)) || word.starts_with('@') || word.contains('@'))
    });
    strange.count() * 6 <= words.len().saturating_sub(1)
}

/// Whether a word begins with an agency's mark, which may be small: "dpa/red".
fn is_mark(word: &str) -> bool {
    agency::find_mark(word).is_some_and(|(at, _)| at == 0)
}

/// Whether a word is a date and time as machines write them: "2024-04-16T14:08:00Z".
fn is_timestamp(word: &str) -> bool {
    word.len() >= 8 && starts_with_digit(word) && word.matches(['-', ':', '.', '/']).count() >= 2
}

/// Whether the numbers of a line are a day or a time and not a bare count: a month, a colon, a year, "ago".
fn has_unit(line: &str) -> bool {
    words(line).any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = lowercase(bare);
        is_month_or_day(bare)
            || is_timestamp(bare)
            || matches!(lower.as_str(), "ago" | "am" | "pm" | "uhr" | "gmt" | "read")
            || (bare.contains(':') && is_date_number(bare))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, byline: bool) {
        assert_eq!(is_byline(line), byline, "{line}");
    }

    #[test]
    fn bylines() {
        check("By Simon Lewis", true);
        check("By Thomson Reuters Apr 16, 2024 | 2:08 PM", true);
        check("by", true);
        check("Verfasst von", true);
        check("Article by Ann Example", true);
        check("by April 17, 2024", true);
        check("BY ANN EXAMPLE AND BO EXAMPLE", true);
        check("By Ann Example, Political Editor", true);
        check("By our own correspondent", true);
        check("By Ann Example for the Example Post", true);
        check("Written by Ann Example", true);
        check("Von Ann Beispiel und Bo Beispiel", true);
        check("Por Ana de la Torre", true);
        check("Par Anne Exemple à Paris", true);
        check("By Ann Example, Bo Example and Cy Example Published 3 April 2024 at 14:08 GMT", true);
    }

    #[test]
    fn writers_of_a_byline() {
        assert_eq!(writers("By Simon Lewis").as_deref(), Some("Simon Lewis"));
        assert_eq!(writers("By Thomson Reuters Apr 16, 2024 | 2:08 PM").as_deref(), Some("Thomson Reuters"));
        assert_eq!(writers("Ann Example, Reuters").as_deref(), Some("Ann Example, Reuters"));
        assert_eq!(writers("by April 17, 2024"), None);
        assert_eq!(writers("April 17, 2024"), None);
        assert_eq!(writers("by"), None);
    }

    #[test]
    fn day_of_a_byline() {
        assert_eq!(day("by April 17, 2024").as_deref(), Some("April 17, 2024"));
        assert_eq!(day("By Thomson Reuters Apr 16, 2024 | 2:08 PM").as_deref(), Some("Apr 16, 2024 | 2:08 PM"));
        assert_eq!(day("By Simon Lewis"), None);
    }

    #[test]
    fn sentences_that_begin_like_bylines() {
        check("By Tuesday evening the water had gone.", false);
        check("By Tuesday evening", false);
        check("By the numbers", false);
        check("By noon, half of the town was under water", false);
        check("By John Example's own account he had never seen the letter.", false);
        check("Bye", false);
        check("Por eso el banco subió los tipos", false);
        check("By Design: how the harbour came to be what nobody wanted it to be", false);
    }

    #[test]
    fn lines_with_a_day() {
        for line in [
            "April 17, 2024",
            "Published: 16 April 2024, 14:08 GMT",
            "Apr 16, 2024 | 2:08 PM",
            "3 hours ago",
            "2024-04-16T14:08:00Z",
            "16.04.2024 – 14:08 Uhr",
            "Updated on Tuesday, April 16, 2024 at 2:08 p.m. EDT",
            "May 30, 2025",
            "5 min read",
        ] {
            assert!(is_day_line(line), "{line}");
        }
        for line in ["2024", "In 2024", "The bank held rates on April 16, 2024", "12", "7 300", "", "On the day"] {
            assert!(!is_day_line(line), "{line}");
        }
    }

    #[test]
    fn lines_with_an_agency() {
        for line in ["Reuters", "Simon Lewis, Reuters", "Reuters Staff", "Reuters | April 16, 2024", "AFP - Paris"] {
            assert!(is_agency_line(line), "{line}");
        }
        for line in ["He told Reuters.", "What the report by Reuters says about the harbour and its board", "Weather"] {
            assert!(!is_agency_line(line), "{line}");
        }
    }
}
