//! Who stands behind it, after the last sentence?
//!
//! A credit line is either a paragraph of its own ("(Reporting by …; Editing by …)", "Copyright 2024 Thomson Reuters",
//! the bare "Reuter" of old wires) or stands at the end of the last paragraph ("… he added. — Reuters").

use super::acknowledgement::is_acknowledgement;
use super::agency::{self, Agency};
use super::byline::{is_agency_line, is_picture_credit};
use super::layout::ends_sentence;
use super::words::{is_capitalised, is_date_number, is_particle, strip_opening, strip_phrase};
use crate::text::list::List;
use crate::text::token::has_at_most;

/// A credit line names at most so many words' worth of people.
const MOST_WORDS: usize = 70;

/// A source named after the last sentence has at most so many words.
const MOST_SOURCE_WORDS: usize = 5;

/// With what a list of those who worked on a story begins.
const WORK: List = List::openings(
    "reporting by|additional reporting by|additional reporting|reporting and writing by|reporting and editing by|\
    reporting from|editing by|edited by|writing by|written by|compiled by|translated by|translation by|graphics by|\
    graphic by|produced by|with reporting by|with assistance from|with assistance by|with files from|with a file from|\
    with inputs from|with input from|with additional reporting by|report by|reporte de|reportaje de|información de|\
    editado por|reportage|reportage de|rédigé par|édité par|version française|bericht von|berichtet von|\
    geschrieben von|redigiert von|redazione|reportagem de|edição de|mit material von|con información de|\
    avec des informations de|by|our standards:|writing and reporting by|writing and additional reporting by",
);

/// Other sentences with which a site says where the text is from; always a paragraph of their own.
const ORIGIN: List = List::openings(
    "copyright|©|(c)|all rights reserved|credit:|this story has not been edited|this article has not been edited|\
    this report is auto-generated|this story is auto-generated|this article was originally published|\
    this article originally appeared|this story originally appeared|this story was originally published|\
    anadolu agency website contains|seule une partie des dépêches|originally published|\
    this report was first published|this story was first published|published by arrangement|\
    this material may not be published|the associated press contributed|this is a syndicated|(this story",
);

/// So many letters stand for a writer or a desk.
const MOST_LETTERS: usize = 4;

/// Longer marks are not written small.
const MOST_MARK_LETTERS: usize = 7;

/// A list of marks and letters has at most so many parts.
const MOST_PARTS: usize = 6;

/// With what a line begins that names the source.
const SOURCES: List =
    List::openings("source:|sources:|source :|sources :|fuente:|fuentes:|quelle:|quellen:|fonte:|fontes:");

/// The same where another line names the picture's; what begins so can be anything, so an agency's marks have to follow.
const TEXTS: List = List::openings("text:|texte :|texte:|texto:");

/// It has at most so many words.
const MOST_SOURCE_LINE_WORDS: usize = 12;

/// Marks under which an agency signed that are not its name today.
const OLD_MARKS: &[&str] = &["Reuter", "REUTER"];

/// Whether a paragraph is nothing but a credit.
pub(crate) fn is_credit_line(paragraph: &str) -> bool {
    let text = bare(paragraph);
    if OLD_MARKS.contains(&text) || is_source(text) {
        return true;
    }
    let is_report = strip_phrase(text, "this report by").is_some() && text.contains("first published");
    let is_text =
        || strip_opening(text, TEXTS).is_some() && are_marks(text.split_once(':').map_or("", |(_, rest)| rest));
    let is_origin = || strip_opening(text, ORIGIN).or_else(|| strip_opening(text, SOURCES)).is_some() || is_text();
    if is_report || is_origin() && !is_picture_credit(paragraph) || strip_phrase(paragraph.trim(), "(c)").is_some() {
        return has_at_most(MOST_WORDS, text);
    }
    is_work(text, paragraph.trim().starts_with(['(', '[', '—', '–']))
        || is_contribution(text)
        || is_acknowledgement(text)
}

/// Whether a line above the text names an agency as its source: "Quelle: dpa".
pub(crate) fn is_source_line(line: &str) -> bool {
    let text = bare(line);
    strip_opening(text, SOURCES).is_some()
        && has_at_most(MOST_SOURCE_LINE_WORDS, text)
        && !is_picture_credit(text)
        && agency::find_mark(text).is_some()
}

/// Where the credit at the end of a paragraph begins, if the paragraph ends with one.
pub(crate) fn trailing_credit(paragraph: &str) -> Option<usize> {
    let text = paragraph.trim_end();
    bracketed_end(text).or_else(|| signed_end(text))
}

/// "… he added. (Reporting by …; Editing by …)", also "… he added. (Reuters)".
fn bracketed_end(text: &str) -> Option<usize> {
    let open = text.bytes().rposition(|byte| matches!(byte, b'(' | b'['))?;
    let before = text[..open].trim_end();
    let inner = bare(&text[open..]);
    let closed = text.ends_with([')', ']', '.', ' ']);
    let is_marked =
        || is_source(inner) && agency::by_mark(inner).is_some() || are_marks(inner) || is_agency_line(inner);
    let credited = is_work(inner, true) || is_marked() || is_acknowledgement(inner);
    (closed && credited && !before.is_empty() && ends_sentence(before)).then_some(open)
}

/// "… he added. — Reuters", "… he added./TheGeopost/", "… he added. Reuter".
fn signed_end(text: &str) -> Option<usize> {
    if let Some(slashed) = text.strip_suffix('/')
        && let Some(open) = slashed.rfind('/')
    {
        let name = &slashed[open + 1..];
        if is_name(name) && name.len() > 1 && ends_sentence(&text[..open]) {
            return Some(open);
        }
    }
    // The source stands after the last sentence; it has no end of its own but perhaps a full stop.
    let unstopped = text.trim_end_matches(['.', ' ', ')']);
    let (end, last) = unstopped.char_indices().rev().take(80).find(|&(at, c)| {
        matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '»' | '—' | '–') && at + c.len_utf8() < unstopped.len()
    })?;
    let mut from = end + last.len_utf8();
    let mut dashed = matches!(last, '—' | '–');
    let before = if dashed { text[..end].trim_end() } else { &text[..from] };
    let source = unstopped[from..].trim_start();
    let signs = source.find(|c: char| !matches!(c, '-' | '—' | '–' | '/' | '(' | ' ')).unwrap_or(source.len());
    dashed |= source[..signs].contains(['-', '/', '—', '–']);
    let name = source[signs..].trim();
    if dashed && matches!(last, '—' | '–') {
        from = end;
    }
    let start = from + (text[from..].len() - text[from..].trim_start().len());
    let known = OLD_MARKS.contains(&name) || is_source(name) || is_acknowledgement(name);
    (known && (ends_sentence(before) || dashed && ends_note(before))).then_some(start)
}

/// Whether a text ends with a note of its own in brackets: "… he added. (This story corrects the spelling of a name)".
fn ends_note(text: &str) -> bool {
    let open = text.strip_suffix(')').and_then(|inner| inner.rfind('('));
    open.is_some_and(|open| ends_sentence(text[..open].trim_end()))
}

/// Whether a text is one agency's mark, or several with slashes, commas or "and" between them, beside the letters of
/// those who wrote and the day: "AFP/dpa", "mgo/dpa/Reuters", "jov (efe, afp)", "APA, red, 4.11.2025".
pub(super) fn are_marks(text: &str) -> bool {
    let text = bare(text);
    let text = ["with", "with agencies", "via", "avec", "mit", "con", "©"]
        .iter()
        .find_map(|opening| strip_phrase(text, opening))
        .unwrap_or(text)
        .trim();
    agency::by_mark(text).is_some() || first_listed(text).is_some()
}

/// The first agency of a list of marks, writers' letters and a day; none where a text is no such list.
fn first_listed(text: &str) -> Option<&'static Agency> {
    let mut first = None;
    let parts = parts(text);
    for part in &parts {
        let agency = listed(part);
        let is_desk = part.len() <= MOST_LETTERS && part.bytes().all(|byte| byte.is_ascii_lowercase());
        if agency.is_none() && !is_desk && !is_date_number(part) && !part.eq_ignore_ascii_case("agencies") {
            return None;
        }
        first = first.or(agency);
    }
    first.filter(|_| parts.len() <= MOST_PARTS)
}

/// The agency whose mark a part of a list of marks is; in such lists desks write them small: "efe".
fn listed(part: &str) -> Option<&'static Agency> {
    let is_small = part.len() <= MOST_MARK_LETTERS && part.bytes().all(|byte| byte.is_ascii_lowercase());
    agency::by_mark(part).or_else(|| is_small.then(|| agency::by_mark(&part.to_ascii_uppercase())).flatten())
}

/// The agency that a credit line names first.
pub(crate) fn named(line: &str) -> Option<&'static Agency> {
    let is_service = || line.contains("dpa-").then(|| agency::by_name("dpa")).flatten();
    first_listed(bare(line)).or_else(|| agency::find_mark(line).map(|(_, agency)| agency)).or_else(is_service)
}

/// The parts of a list of marks, up to one more than it may have.
fn parts(text: &str) -> Vec<&str> {
    let signs = ['/', ',', '&', '|', '-', '(', ')'];
    let parts = text.split(signs).flat_map(|part| part.split(" and ")).map(str::trim);
    parts.filter(|part| !part.is_empty()).take(MOST_PARTS + 1).collect()
}

/// "Reporting by Ann Example in Oslo; Editing by Bo Example": an opening, then names more than anything else.
fn is_work(text: &str, bracketed: bool) -> bool {
    let Some((opening, rest)) = strip_opening(text, WORK) else { return false };
    if opening == "by" && !bracketed {
        return false;
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let named = |word: &&&str| {
        let small = word.trim_end_matches([',', ';', ':', '.']);
        is_capitalised(word)
            || is_particle(small)
            || agency::by_mark(small).is_some()
            || matches!(
                small,
                "by" | "additional"
                    | "reporting"
                    | "writing"
                    | "editing"
                    | "newsroom"
                    | "bureau"
                    | "por"
                    | "par"
                    | "von"
                    | "with"
                    | "from"
                    | "at"
                    | "for"
            )
    };
    let names = words.iter().filter(named).count();
    let first = words.iter().find(|word| !is_particle(word));
    let named_first = first.is_none_or(|word| {
        is_capitalised(word) || agency::by_mark(word).is_some() || matches!(*word, "by" | "staff" | "agencies" | "our")
    });
    words.len() <= MOST_WORDS
        && named_first
        && (bracketed || rest.contains(';') || names * 4 >= words.len() * 3)
        && names * 2 >= words.len()
}

/// "Associated Press writers Ann Example in Oslo and Bo Example contributed to this report."
fn is_contribution(text: &str) -> bool {
    const WAYS: &[&str] = &[
        "contributed to this report",
        "contributed to this story",
        "contributed reporting",
        "contributed to this article",
    ];
    let end = text.trim_end_matches(['.', ')', ' ']);
    WAYS.iter().any(|way| end.ends_with(way)) && has_at_most(MOST_WORDS, text)
}

/// "Reuters", "AFP/dpa", "— Reuters": a paragraph that is only an agency's mark.
fn is_source(text: &str) -> bool {
    // "EFE ab/cde": the agency, and the letters of those who wrote and edited.
    let named = text.rsplit_once(' ').filter(|(_, letters)| letters.len() <= 9 && letters.contains('/'));
    let letters = |text: &str| text.chars().all(|c| c.is_lowercase() || c == '/');
    // "PTI ABC DEF": theirs in capitals.
    let is_letters = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let signed = || {
        text.split_once(' ')
            .is_some_and(|(mark, rest)| agency::by_mark(mark).is_some() && rest.split(' ').all(is_letters))
    };
    has_at_most(MOST_SOURCE_WORDS, text)
        && (are_marks(text)
            || signed()
            || named.is_some_and(|(mark, letter)| letters(letter) && agency::by_mark(mark).is_some()))
}

/// Whether a text is a name as sources are written between slashes: "TheGeopost", "Agencies", "EP".
fn is_name(text: &str) -> bool {
    text.split_whitespace().count() <= MOST_SOURCE_WORDS
        && text.split_whitespace().all(|word| is_capitalised(word) || is_particle(word) || word.contains('.'))
        && !text.is_empty()
}

/// A text without brackets, dashes and a full stop around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '—' | '–' | '-' | '/' | '*' | '_' | '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_line(line: &str, credit: bool) {
        assert_eq!(is_credit_line(line), credit, "{line}");
    }

    fn check_end(paragraph: &str, credit: &str) {
        assert_eq!(trailing_credit(paragraph).map_or("", |start| &paragraph[start..]), credit, "{paragraph}");
    }

    #[test]
    fn paragraphs_of_credit() {
        check_line("(Reporting by Ann Example, Bo Example and Cy Example; Editing by Di Example)", true);
        check_line("Reporting by Ann Example in Oslo; additional reporting by Bo Example; editing by Cy Example", true);
        check_line("Editing by Ann Example", true);
        check_line("(Reportage Anne Exemple, édité par Bo Exemple)", true);
        check_line("Copyright 2024 Thomson Reuters. All rights reserved.", true);
        check_line("© 2024 Reuters", true);
        check_line("Reuter", true);
        check_line("REUTER", true);
        check_line("— Reuters", true);
        check_line("(AFP)", true);
        check_line("(avec AFP)", true);
        check_line("EFE ab/cde", true);
        check_line("Mit Material von dpa", true);
        check_line("Con información de Reuters", true);
        check_line("Source : AFP", true);
        check_line("This report by The Canadian Press was first published April 16, 2024.", true);
        check_line("This report by the health ministry found three million unfilled posts.", false);
        check_line("AFP/dpa", true);
        check_line("PTI ABC DEF", true);
        check_line("mgo/dpa/Reuters", true);
        check_line("belga/km", true);
        check_line("jov (efe, afp, dpa)", true);
        check_line("(APA, red, 4.11.2025)", true);
        check_line("a/b", false);
        check_line("--With assistance from Ann Example and Bo Example.", true);
        check_line("Quellen: dpa, Reuters", true);
        check_line("Text: dpa/anb", true);
        check_line("Text: Der Rat tagt am Montag wieder.", false);
        check_line("Material from The Associated Press was used in this report.", true);
        check_line("Source: Reuters", true);
        check_line("Associated Press writers Ann Example in Oslo and Bo Example contributed to this report.", true);
        check_line("(With inputs from PTI)", true);
        check_line("Our Standards: The Thomson Reuters Trust Principles.", true);
    }

    #[test]
    fn paragraphs_of_the_story() {
        check_line("Reporting by the newspaper showed that the board had known of the cracks for years.", false);
        check_line("Reuters could not reach the board for comment.", false);
        check_line("Editing by hand is slow, the board said.", false);
        check_line("Sources close to the board said that it would meet again.", false);
        check_line("“No,” he told Reuters.", false);
        check_line("", false);
    }

    #[test]
    fn credit_after_the_last_sentence() {
        check_end("It will meet again, he added. — Reuters", "— Reuters");
        check_end("It will meet again, he added. – AFP", "– AFP");
        check_end("It will meet again, he added. -- Reuters", "-- Reuters");
        check_end("It will meet again, he added.—AFP", "—AFP");
        check_end("It will meet again, he added. (Reuters)", "(Reuters)");
        check_end(
            "It will meet again, he added. (Reporting by Ann Example; Editing by Bo Example)",
            "(Reporting by Ann Example; Editing by Bo Example)",
        );
        check_end("“No,” he said./TheGeopost/", "/TheGeopost/");
        check_end("It will meet again, he added. REUTERS", "REUTERS");
        check_end("It will meet again, he added. Reuter", "Reuter");
        check_end("He said: “No.” — Reuters.", "— Reuters.");
        check_end("It will meet again, he added. AFP/dpa", "AFP/dpa");
        check_end("It will meet again, he added. (APA/red)", "(APA/red)");
        check_end("It will meet again, he added. (rbu/sda)", "(rbu/sda)");
        check_end("It will meet again, he added. (avec l’AFP)", "(avec l’AFP)");
        check_end("It met. (This story corrects the name in paragraph 15) — Reuters", "— Reuters");
    }

    #[test]
    fn ends_that_are_no_credit() {
        check_end("It will meet again, he told Reuters.", "");
        check_end("It will meet again (and soon), he added.", "");
        check_end("It will meet again. He spoke to Reuters.", "");
        check_end("The harbour – the AP", "");
        check_end("It met (as the board (of five) had asked) - Reuters", "");
        check_end("It is a yes/no question/", "");
        check_end("", "");
    }
}
