//! Where was it filed, and by which agency?
//!
//! A dateline stands before the first sentence: a place, often a day, often the agency's mark, and a dash. Agencies
//! differ in all four ("LONDON, April 3 (Reuters) - ", "WASHINGTON — ", "NEW DELHI: ", "MOSCOW, April 3. /TASS/. ",
//! "(ANSA) - ROMA, 03 APR - "), so the shape decides: a mark in brackets after a place, or a place in capitals before a
//! dash or a colon. A word in capitals alone is not enough, since sentences begin with those too.

use super::agency;
use super::credit_line::are_marks;
use super::words::{is_date_word, is_place_word};
use crate::text::case::is_capitalized;
use crate::text::list::List;

/// No dateline is longer, in bytes.
const LONGEST: usize = 120;

/// The longest mark in brackets, in bytes: "(Agence France-Presse)", "(Bloomberg News)".
const LONGEST_MARK: usize = 40;

/// After a mark alone and a dash, a sentence of more words begins: "Bloomberg — The board …".
const LEAST_WORDS: usize = 7;

/// Words that stand in capitals before a colon or a dash and are no place.
const LABELS: List = List::phrases(
    "ALERT|ANALYSIS|BREAKING|CORRECTED|CORRECTION|COVID|DELETED|EDITOR'S NOTE|EDITOR’S NOTE|EXCLUSIVE|EXPLAINER|\
    FACTBOX|LISTEN|LIVE|NOTE|OPINION|PHOTO|PHOTOS|READ|READ MORE|REFILE|SPOILER ALERT|SUMMARY|UPDATE|UPDATED|VIDEO|\
    WARNING|WATCH",
);

/// A dateline at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    /// How many bytes it takes, dash included.
    pub(crate) len: usize,
    /// The mark of whoever filed it: "Reuters", "AP", "CNN"; also of one that is no known agency.
    pub(crate) mark: Option<&'a str>,
}

/// The dateline with which a text begins.
pub(crate) fn dateline(text: &str) -> Option<Dateline<'_>> {
    marked(text).or_else(|| unmarked(text))
}

/// Where in a text that is a dateline and nothing else the mark of whoever filed it begins.
///
/// By itself a dateline says less than before its sentence: "AFP — " could be a place.
pub(crate) fn mark_in(line: &str) -> Option<usize> {
    let known = || agency::find_mark(line).map(|(at, _)| at).filter(|&at| !is_state(line, at));
    dateline(line).and_then(|it| it.mark).and_then(|mark| line.find(mark)).or_else(known)
}

/// Whether a mark is the letters of a state after its town: "HALMERTON, PA — ". Of all marks only this one is.
fn is_state(line: &str, mark: usize) -> bool {
    let rest = line[mark..].strip_prefix("PA").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    rest && line[..mark].trim_end().ends_with(',')
}

/// "PLACE, day (Mark) – ", in brackets of any kind.
fn marked(text: &str) -> Option<Dateline<'_>> {
    for (open, bracket) in text.char_indices().take_while(|&(at, _)| at < LONGEST) {
        let close = match bracket {
            '(' | '（' => &[')', '）'][..],
            '[' => &[']'],
            '/' => &['/'],
            '|' => &['|'],
            _ => continue,
        };
        let inner_start = open + bracket.len_utf8();
        let Some(length) = text[inner_start..].find(close) else { continue };
        let mark = text[inner_start..inner_start + length].trim();
        let place = text[..open].trim_end_matches([' ', '-', '–', '—']);
        if length > LONGEST_MARK || !is_mark(mark) || !is_place_and_date(place) {
            continue;
        }
        let known = agency::find_mark(mark).is_some_and(|(at, _)| at == 0);
        let after = inner_start + length + text[inner_start + length..].chars().next().map_or(0, char::len_utf8);
        let separator = separator(&text[after..]);
        let has_sign = text[after..after + separator].contains(|c: char| !c.is_whitespace() && c != ',');
        let names_place = place.split_whitespace().any(is_capitalized);
        let is_bare = place.is_empty() && matches!(bracket, '(' | '[');
        // "The Australian Federal Police (AFP) lent …": what the letters stand for, and no place.
        let is_short_for = || {
            let words = || place.split_whitespace().filter(|word| is_capitalized(word));
            let last = words().next_back().and_then(|word| word.bytes().next());
            words().count() >= mark.len() && last == mark.bytes().next_back()
        };
        if has_sign || (known && (is_bare || names_place && !is_short_for())) {
            let mut len = after + separator;
            // "(ANSA) - ROMA, 03 APR - ": the place follows the mark.
            if place.is_empty()
                && let Some(rest) = unmarked(&text[len..])
            {
                len += rest.len;
            }
            return Some(Dateline { len, mark: Some(mark) });
        }
    }
    None
}

/// "PLACE, day Mark – " without brackets, or with no mark at all.
fn unmarked(text: &str) -> Option<Dateline<'_>> {
    let (place_end, len) = dash(text)?;
    let mut place = text[..place_end].trim();
    if LABELS.has(place.trim_matches(['(', ')'])) || place.is_empty() {
        return None;
    }
    let mut mark = None;
    if let Some((at, _)) = agency::find_mark(place)
        && agency::by_mark(&place[at..]).is_some()
    {
        if at == 0 && text[len..].split_whitespace().nth(LEAST_WORDS).is_some() && !text[..len].contains(':') {
            let opens_sentence = !text[len..].starts_with(char::is_lowercase);
            return opens_sentence.then_some(Dateline { len, mark: Some(place) });
        }
        if at > 0 && !is_state(place, at) {
            mark = Some(&place[at..]);
            place = place[..at].trim();
        }
    }
    if !is_place_and_date(place) {
        return None;
    }
    let (city, rest) = place.split_once(',').unwrap_or((place, ""));
    let capitals = city.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !city.contains(|c: char| c.is_lowercase() || c.is_numeric());
    let dated = rest.split_whitespace().any(is_date_word);
    let sentence_follows = !text[len..].starts_with(char::is_lowercase);
    let colon = text[..len].trim_end().ends_with(':');
    ((capitals || (dated && !colon)) && (sentence_follows || mark.is_some())).then_some(Dateline { len, mark })
}

/// The first dash or colon that can end a dateline: where the words before it end, and the byte after it.
fn dash(text: &str) -> Option<(usize, usize)> {
    for (at, c) in text.char_indices().take_while(|&(at, _)| at < LONGEST) {
        let rest = &text[at..];
        let is_dash = match c {
            '—' | '–' | '―' | '−' => true,
            '-' => {
                rest.starts_with("--")
                    || (text[..at].ends_with([' ', '.'])
                        && (rest.len() == 1 || rest[1..].starts_with(char::is_whitespace)))
            }
            ':' => rest[1..].starts_with(' '),
            _ => false,
        };
        if is_dash {
            return Some((at, at + separator(rest)));
        }
    }
    None
}

/// How many bytes of white space, dots, dashes and colons a text begins with.
fn separator(text: &str) -> usize {
    text.find(|c: char| !c.is_whitespace() && !matches!(c, '.' | ':' | '-' | '–' | '—' | '―' | '−' | ','))
        .unwrap_or(text.len())
}

/// Whether a text can be the mark of an agency or another house: known, or a short name in capitals.
fn is_mark(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | '&'));
    agency::find_mark(text).is_some_and(|(at, _)| at == 0)
        || are_marks(text)
        || (plain && !LABELS.has(text) && (2..=16).contains(&letters) && capitals * 2 >= letters)
}

/// Whether a text holds nothing but a place and a day; an empty one does too.
fn is_place_and_date(text: &str) -> bool {
    let mut words = 0;
    let all = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '[' | ']'))
        .filter(|word| !word.is_empty())
        .all(|word| {
            words += 1;
            is_place_word(word) || is_date_word(word)
        });
    all && words <= 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, line: &str, mark: Option<&str>) {
        let found = dateline(text);
        assert_eq!(found.map_or("", |found| &text[..found.len]), line, "{text}");
        assert_eq!(found.and_then(|found| found.mark), mark, "{text}");
    }

    #[test]
    fn place_and_mark() {
        check("WASHINGTON (Reuters) – The bank held", "WASHINGTON (Reuters) – ", Some("Reuters"));
        check("WASHINGTON (Reuters) - The bank held", "WASHINGTON (Reuters) - ", Some("Reuters"));
        check("WASHINGTON/MOSCOW (AP) — The bank held", "WASHINGTON/MOSCOW (AP) — ", Some("AP"));
        check("NEW YORK ( AP )-- Proving", "NEW YORK ( AP )-- ", Some("AP"));
        check("Washington (AFP) – The bank", "Washington (AFP) – ", Some("AFP"));
        check("Berlin (dpa) - Die Bank", "Berlin (dpa) - ", Some("dpa"));
        check("ATLANTA, Ga. (CNN) — The bank", "ATLANTA, Ga. (CNN) — ", Some("CNN"));
        check("RIO DE JANEIRO (Reuters) — O banco", "RIO DE JANEIRO (Reuters) — ", Some("Reuters"));
    }

    #[test]
    fn place_day_and_mark() {
        check("LONDON, April 3 (Reuters) - The bank", "LONDON, April 3 (Reuters) - ", Some("Reuters"));
        check("BEIJING, Apr. 3 (Xinhua) -- The bank", "BEIJING, Apr. 3 (Xinhua) -- ", Some("Xinhua"));
        check("MOSCOW, April 3. /TASS/. The bank", "MOSCOW, April 3. /TASS/. ", Some("TASS"));
        check("Madrid, 3 abr (EFE).- El banco", "Madrid, 3 abr (EFE).- ", Some("EFE"));
        check("New Delhi [India], April 3 (ANI): The bank", "New Delhi [India], April 3 (ANI): ", Some("ANI"));
        check("New Delhi, Apr 3 (PTI) The bank", "New Delhi, Apr 3 (PTI) ", Some("PTI"));
        check("BERLIN, Feb 2 Reuters - The bank", "BERLIN, Feb 2 Reuters - ", Some("Reuters"));
        check("(ANSA) - ROMA, 03 APR - La banca", "(ANSA) - ROMA, 03 APR - ", Some("ANSA"));
        check("(Reuters) - The bank", "(Reuters) - ", Some("Reuters"));
        check("April 3 (Reuters) - The bank", "April 3 (Reuters) - ", Some("Reuters"));
    }

    #[test]
    fn without_a_mark() {
        check("WASHINGTON — US banks", "WASHINGTON — ", None);
        check("HALMERTON, PA — The ferry", "HALMERTON, PA — ", None);
        let lead = "Bloomberg — The board put off its vote on the new crane";
        check(lead, "Bloomberg — ", Some("Bloomberg"));
        check("(dpa) Der Rat tagt", "(dpa) ", Some("dpa"));
        check("ROME, April 9 - The bank", "ROME, April 9 - ", None);
        check("SALVADOR, Feb 26 - Showers", "SALVADOR, Feb 26 - ", None);
        check("NEW DELHI: The bank", "NEW DELHI: ", None);
        check("Washington, April 3 – The bank", "Washington, April 3 – ", None);
        check("LONDON, March 11 -\nShr nine cts", "LONDON, March 11 -\n", None);
        check("LONDON, March 11 -", "LONDON, March 11 -", None);
    }

    #[test]
    fn sentences_that_only_look_like_one() {
        check("NATO – the alliance of 32 countries – met", "", None);
        check("The bank – which held rates – said", "", None);
        check("BREAKING: The bank held", "", None);
        check("The European Central Bank (ECB) held rates", "", None);
        check("The Australian Federal Police (AFP) lent two divers", "", None);
        check("Reuters – the agency that was told – did not name the man who said it", "", None);
        check("U.S. (and other) banks", "", None);
        check("Miller (no relation) – said", "", None);
        check("President Ann Example of Example Harbours Inc (EHI), one of two rivals", "", None);
        check("(CORRECTED) - BANK HOLDS RATES", "", None);
        check("IBM said - in a statement", "", None);
        check("It said: “No.”", "", None);
        check("", "", None);
    }
}
