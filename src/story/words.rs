//! Which words are days, places and names by their shape?

use crate::text::case::{self, lowercase};

/// The first letters of month and weekday names in the languages whose agencies sign with a day: enough to tell them
/// from other words that stand next to numbers.
const MONTHS_AND_DAYS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
    "fri", "sat", "sun", "abr", "ago", "set", "dic", "gen", "mag", "giu", "lug", "ott", "mai", "okt", "dez", "maj",
    "mär", "fév", "avr", "juin", "juil", "aoû", "déc", "fev", "out", "ene",
];

/// Full names and forms that the first letters above do not give away.
const DATE_WORDS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "sept",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "tues",
    "wednesday",
    "thursday",
    "thur",
    "thurs",
    "friday",
    "saturday",
    "sunday",
    "januar",
    "februar",
    "märz",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janeiro",
    "fevereiro",
    "março",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
];

/// Small words inside names of places and people.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "der", "den", "di", "da", "do", "dos", "du", "la", "le", "les", "el", "al", "of", "the",
    "and", "am", "an", "sur", "upon", "van", "von", "bin", "ibn", "y", "und", "et", "e", "i", "in", "zu", "ter", "ten",
];

/// Whether a word names a month or weekday, or is a number as days, years and times are written.
pub(crate) fn is_date_word(word: &str) -> bool {
    is_month_or_day(word) || is_date_number(word)
}

/// Whether a word names a month or a weekday, in full or short.
pub(crate) fn is_month_or_day(word: &str) -> bool {
    let bare = lowercase(word.trim_matches(|c: char| !c.is_alphanumeric()));
    MONTHS_AND_DAYS.contains(&bare.as_str()) || DATE_WORDS.contains(&bare.as_str())
}

/// Whether a word is a number as days, years and times are written: "3", "3rd", "2024", "14:08", "2:08pm", "16.04.2024".
pub(crate) fn is_date_number(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.chars().filter(char::is_ascii_digit).count();
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
    PARTICLES.contains(&word) || word.strip_suffix(['\'', '’']).is_some_and(|stem| stem == "d" || stem == "l")
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
