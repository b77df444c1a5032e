//! Who or what is named?
//!
//! A name is a run of capitalised words, with small words inside it ("Bank of England", "Ursula von der Leyen") and the
//! title before it ("State Department spokesperson Matthew Miller").

mod alias;
mod title;

pub use alias::{Bond, LONGEST, bond, is_known};
pub use title::{is_honorific, is_role, may_be_in_title};

use crate::text::Span;
use crate::text::list::List;
use crate::text::scan::{Words, without_possessive};
use std::ops::Range;

/// A name as a text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, title and all.
    pub span: Span,
    /// The title before it, as words; may be empty.
    pub title: Range<usize>,
    /// The name itself, as words.
    pub core: Range<usize>,
}

/// Small words inside names.
const INSIDE: List = List::words("al and bin da de del den der di dos du el for ibn la le of on the ul van von y");

/// The names in a text, in order.
///
/// A single capitalised word that begins a sentence may be any word: it counts where `is_name` says that it is one.
pub fn names(words: &Words<'_>, is_name: &dyn Fn(&str) -> bool) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capital_name(words, at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            let mut next = end;
            while next < end + 3 && words.follows(next) && INSIDE.has(words.get(next)) {
                next += 1;
            }
            let joined = words.follows(next) || (next == end && words.adjoins(next)) || is_after_initial(words, next);
            // "and" joins words of a name only inside a title such as "Justice and Development": two names mostly.
            let parts = (end..next).any(|word| {
                matches!(words.get(word), "and" | "on" | "for" | "the") && next - end == 1 || words.get(word) == "and"
            });
            if joined
                && !parts
                && is_capital_name(words, next)
                && next < words.len()
                && !words.gap(next).contains("\n\n")
                && !ends_possessive(words, end - 1)
            {
                end = next + 1;
            } else {
                break;
            }
        }
        // "Kim Jong-un".
        if end > at + 1 && words.gap(end) == "-" && words.get(end).len() == 2 && !words.is_capital(end) {
            end += 1;
        }
        let starts_sentence = at == 0 || words.gap(at).contains(['.', '!', '?', ':', '“', '"', '\n', '‘', '«']);
        // "Aa-3", "BBB-plus": a rating, a model.
        let is_rating = end == at + 1 && words.get(at).len() <= 3 && words.gap(end) == "-";
        let doubtful = is_rating
            || starts_sentence
                && (is_opener(words.get(at)) || (end == at + 1 && !is_name(words.get(at).trim_end_matches("'s"))));
        // "Details of Blinken’s trip", but "Bank of England".
        let is_whole = || is_known(&(at..end).map(|word| words.get(word)).collect::<Vec<_>>().join(" "));
        let first_is_word = starts_sentence
            && end > at + 1
            && !is_capital_name(words, at + 1)
            && !is_name(words.get(at))
            && !is_whole();
        let mut start = if doubtful || first_is_word { at + 1 } else { at };
        while start < end && !is_capital_name(words, start) {
            start += 1;
        }
        if start < end {
            push(words, start, end, &mut found);
        }
        at = end;
    }
    found
}

/// Parts title and name, looks back for a title in lower case, and keeps the result.
fn push(words: &Words<'_>, start: usize, end: usize, found: &mut Vec<Name>) {
    let reach = found.last().map_or(0, |last| last.core.end);
    let mut from = start;
    while from > reach && words.follows(from) && may_be_in_title(words.get(from - 1)) {
        from -= 1;
    }
    // "State Department spokesperson Matthew Miller": what stands before the role belongs to it, if it is a name.
    if from < start
        && from == reach
        && words.follows(from)
        && let Some(body) = found.pop()
    {
        from = body.span.start.min(words.span(body.title.start).start);
        from = words.at_or_after(from);
    }
    let last_role = (from..end).rev().find(|&word| {
        let word = words.get(word);
        is_role(word) || is_honorific(word)
    });
    let mut core = last_role.map_or(start, |role| role + 1).max(from);
    // "Secretary of State Antony Blinken": the office goes on after the role. Two words at most are the name.
    if last_role.is_some_and(|role| words.get(role + 1) == "of") {
        let rest = end.saturating_sub(core + 2);
        core = if rest > 0 { core + 2 } else { end };
    }
    if core >= end {
        core = if last_role == Some(end - 1) { start } else { end - 1 };
    }
    let mut to = words.span(end - 1).end;
    for possessive in ["'s", "’s"] {
        if words.raw(end - 1).ends_with(possessive) {
            to -= possessive.len();
        }
    }
    found.push(Name { span: Span::new(words.span(from).start, to), title: from..core.max(from), core: core..end });
}

/// A word that can be part of a name: capitalised, no date, no pronoun.
fn is_capital_name(words: &Words<'_>, at: usize) -> bool {
    let word = words.get(at);
    words.is_capital(at) && word != "i" && !word.starts_with("i'") && !is_calendar(word) && !is_shouted(words, at)
}

/// Whether a word stands among at least three in capitals throughout, as a subhead is set: any word may.
fn is_shouted(words: &Words<'_>, at: usize) -> bool {
    let is_loud = |at: usize| {
        let raw = words.raw(at);
        raw.chars().filter(|c| c.is_uppercase()).count() > 1 && !raw.contains(char::is_lowercase) && !raw.contains('.')
    };
    if !is_loud(at) {
        return false;
    }
    let before = (at.saturating_sub(2)..at).rev().take_while(|&word| words.follows(word + 1) && is_loud(word)).count();
    let after = (at + 1..at + 3).take_while(|&word| words.follows(word) && is_loud(word)).count();
    before + after >= 2
}

fn is_after_initial(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && words.gap(at).trim() == "."
        && (words.raw(at - 1).len() == 1
            || is_honorific(words.get(at - 1))
            || is_role(words.get(at - 1)) && words.get(at - 1).len() < 5)
}

fn ends_possessive(words: &Words<'_>, at: usize) -> bool {
    words.get(at).ends_with("'s")
}

/// Months and weekdays, folded, which are dates and no names.
pub fn is_calendar(word: &str) -> bool {
    matches!(
        without_possessive(word),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Words that often begin a sentence before a name: "But Blinken", "When Reuters".
fn is_opener(word: &str) -> bool {
    const OPENERS: List = List::words(
        "a according after against all also although among an and another any as asked at because before between \
        both but by despite during each earlier even every following for former from he her here his how however \
        if in instead it its last later local many meanwhile more most my nearby no not now of on once one only or \
        other our over quoting several she since so some still such than that the their then there these they this \
        those though through to today tomorrow two under unlike until we what when where which while who why with \
        within without yes yesterday yet you your",
    );
    OPENERS.has(word)
}

/// Whether two folded words are transliterations of one name: "Zelensky" and "Zelenskyy", "Mohammed" and "Muhammad" are;
/// "Iran" and "Iraq" are not.
pub fn is_transliteration(a: &str, b: &str) -> bool {
    a.len() > 3 && b.len() > 3 && skeleton(a) == skeleton(b)
}

/// A name reduced to what transliterations keep.
fn skeleton(name: &str) -> String {
    let mut key = name.trim_end_matches("'s").replace('\'', "");
    // "Sharia" and "Shari'ah".
    if key.len() > 4 && key.ends_with("ah") {
        key.pop();
    }
    // "Kobane" and "Kobani".
    if key.len() > 4 && key.ends_with('e') {
        key.pop();
        key.push('i');
    }
    for (from, to) in [
        ("shch", "s"),
        ("tch", "c"),
        ("sch", "s"),
        ("tsch", "c"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("ks", "x"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("yev", "ev"),
        ("iy", "y"),
        ("yi", "y"),
        ("yy", "y"),
        ("ij", "y"),
        ("ii", "y"),
        ("ey", "y"),
        ("ei", "y"),
        ("ai", "y"),
        ("ay", "y"),
        ("w", "v"),
        ("q", "k"),
        ("j", "y"),
        ("i", "y"),
        ("e", "a"),
        ("o", "u"),
    ] {
        key = key.replace(from, to);
    }
    let mut single = String::with_capacity(key.len());
    for c in key.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let words = Words::of(text);
        let join = |range: Range<usize>| range.map(|word| words.raw(word)).collect::<Vec<_>>().join(" ");
        names(&words, &|word| word == "blinken").into_iter().map(|name| (join(name.title), join(name.core))).collect()
    }

    #[test]
    fn parts_title_and_name() {
        for (text, title, core) in [
            ("said Blinken", "", "Blinken"),
            ("said Mr. Blinken", "Mr", "Blinken"),
            ("and Secretary of State Antony Blinken on", "Secretary of State", "Antony Blinken"),
            ("State Department spokesperson Matthew Miller said", "State Department spokesperson", "Matthew Miller"),
            ("the former president Joe Biden went", "former president", "Joe Biden"),
            ("Bank of England", "", "Bank of England"),
            ("with Ursula von der Leyen", "", "Ursula von der Leyen"),
            ("Blinken’s trip", "", "Blinken’s"),
            ("But Antony Blinken", "", "Antony Blinken"),
        ] {
            assert_eq!(found(text), [(title.to_owned(), core.to_owned())], "{text}");
        }
    }

    #[test]
    fn leaves_other_words_alone() {
        for text in ["Officials said", "He left on Tuesday in April", "and I’m here"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn knows_transliterations() {
        for (a, b) in [
            ("zelensky", "zelenskyy"),
            ("zelensky", "zelenskiy"),
            ("mohammed", "mohamed"),
            ("sergei", "sergey"),
            ("hizbollah", "hizbullah"),
            ("khadafy", "hadafy"),
        ] {
            assert!(is_transliteration(a, b), "{a} {b}: {} {}", skeleton(a), skeleton(b));
        }
        for (a, b) in [
            ("iran", "iraq"),
            ("johnson", "johnston"),
            ("austria", "australia"),
            ("lehman", "levin"),
            ("smith", "smart"),
            ("niger", "nigeria"),
        ] {
            assert!(!is_transliteration(a, b), "{a} {b}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([A-Z][a-z]{0,6}|of|president|mr\\.|the|,|\\.| )*") {
            for name in names(&Words::of(&text), &|_| true) {
                proptest::prop_assert!(text.get(name.span.range()).is_some() && name.title.end <= name.core.start);
            }
        }
    }
}
