//! Which words are days, places and names by their shape?

use crate::text::case::{self, lowercase};
use crate::text::list::List;

/// The first letters of month and weekday names in the languages whose agencies sign with a day: enough to tell them
/// from other words that stand next to numbers.
const MONTHS_AND_DAYS: List = List::words(
    "abr ago aoû apr aug avr dec dez dic déc ene feb fev fri fév gen giu jan juil juin jul jun lug mag mai maj mar \
    may mon mär nov oct okt ott out sat sep set sun thu tue wed",
);

/// Full names and forms that the first letters above do not give away.
const DATE_WORDS: List = List::words(
    "abril agosto août april aprile august avril december dezember dezembro dicembre diciembre décembre enero \
    febbraio febrero februar february fevereiro friday février gennaio giugno janeiro januar january janvier \
    juillet julho juli julio july june junho juni junio luglio maggio maio march mars marzo março mayo monday märz \
    november novembre novembro noviembre october octobre octubre oktober ottobre outubro saturday sept september \
    septembre septiembre setembro settembre sunday thur thurs thursday tues tuesday wednesday",
);

/// Small words inside names of places and people.
const PARTICLES: List = List::words(
    "al am an and bin da de del della den der di do dos du e el et i ibn in la le les of sur ten ter the und upon \
    van von y zu",
);

/// Whether a word names a month or weekday, or is a number as days, years and times are written.
pub(crate) fn is_date_word(word: &str) -> bool {
    is_month_or_day(word) || is_date_number(word)
}

/// Whether a word names a month or a weekday, in full or short.
pub(crate) fn is_month_or_day(word: &str) -> bool {
    let bare = lowercase(word.trim_matches(|c: char| !c.is_alphanumeric()));
    MONTHS_AND_DAYS.has(&bare) || DATE_WORDS.has(&bare)
}

/// Whether a word is a number as days, years and times are written: "3", "3rd", "2024", "14:08", "2:08pm", "16.04.2024".
pub(crate) fn is_date_number(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return false;
    }
    let letters: String = bare.chars().filter(|c| c.is_alphabetic()).map(case::lower).collect();
    (1..=8).contains(&digits)
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | '/' | '-' | '|' | ','))
        && matches!(letters.as_str(), "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h" | "t" | "z" | "tz" | "º")
}

/// Whether a word can be part of a place's name: it begins with a capital, or is a particle.
pub(crate) fn is_place_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    !word.contains(['"', '“', '”', '?', '!', ';']) && (is_capitalised(bare) && bare.len() > 1 || is_particle(bare))
}

/// Whether a word begins with a capital letter and holds no digit.
pub(crate) fn is_capitalised(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
        && !bare.contains(char::is_numeric)
}

/// Whether a word is a small word inside names.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.has(word) || word.strip_suffix(['\'', '’']).is_some_and(|stem| stem == "d" || stem == "l")
}

/// The first opening of a list with which a text begins, in any case, followed by the end of a word, and what follows it.
pub(crate) fn strip_opening(text: &str, openings: List) -> Option<(&'static str, &str)> {
    let opening = openings.opening_of(text, &|opening| strip_phrase(text, opening).is_some())?;
    Some((opening, strip_phrase(text, opening)?))
}

/// A text that begins with this phrase, in any case, followed by the end of a word: what follows it.
pub(crate) fn strip_phrase<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let head = text.get(..phrase.len())?;
    let rest = &text[phrase.len()..];
    let whole = !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
    (whole && (head.eq_ignore_ascii_case(phrase))).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_words() {
        for word in ["Apr", "Apr.", "April", "16,", "2024", "2:08", "3rd", "Tuesday", "14:08", "2024-04-16", "abr"] {
            assert!(is_date_word(word), "{word}");
        }
        assert!(!is_date_word("Marching"));
        assert!(!is_date_word("1987/88/89/90"));
    }

    #[test]
    fn phrases_end_with_a_word() {
        assert_eq!(strip_phrase("By Ann", "by"), Some(" Ann"));
        assert_eq!(strip_phrase("Bye", "by"), None);
        assert_eq!(strip_phrase("é", "by"), None);
    }
}
