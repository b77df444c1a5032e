//! In which language is this?
//!
//! What the rules know of names, days and speakers they know of English. German writes every noun with a capital, and a rule
//! that takes capitals for names would find that "Milliarden" were renamed "Millionen". The small words of a language are
//! a fourth of every text in it, so counting them tells: W. B. Cavnar and J. M. Trenkle, "N-gram-based text categorization",
//! 1994, find that the commonest short strings alone do.

use super::case::lowercase;
use super::list::List;
use super::scan::Words;
use super::token;
use std::ops::Range;

/// Of longer texts so many words are looked at.
const WORDS: usize = 200;

/// With fewer of them, foreign small words say nothing: "the Place de la Concorde".
const LEAST: usize = 3;

/// Small words that stand in English texts and hardly in others.
const ENGLISH: List = List::words(
    "after and are at been but by for from had has have he his is it its not of said she that the their they this to were which \
    who will with would",
);

/// Small words of German that are no English ones.
const GERMAN: List = List::words(
    "als auf aus bei beim das dem den der des die ein eine einem einen einer es für haben hat ihr im ins ist kein mit nach nicht sein sich sie sind und \
    vom von vor werden wird wurde zu zum zur über",
);

/// Small words of French, Spanish, Portuguese, Italian and Dutch that are no English ones.
const OTHERS: List = List::words(
    "aux avec che como con da dans das de degli dei del della des di do dos du e el elle em en es est et eu foi het il ils la las \
    le les lo los mais nel não o os para pas pelo por pour que qui se sont su sul sur também um uma un una und une van y à às é \
    était",
);

/// In what language a text is, as far as the rules tell languages apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English, or too short to say.
    English,
    /// German, which writes every noun with a capital.
    German,
    /// Another one.
    Other,
}

/// Articles, alone or joined to a preposition: what follows them need not be a name, "el Gobierno".
const ARTICLES: List = List::words(
    "a al as au aux da das de del della des do dos du el gli i il l la las le les lo los na nas no nos o os pela pelas pelo pelos \
    um uma un una une",
);

impl Language {
    /// Whether words of a name with capitals name somebody for sure. In German nouns have one too, and in Romance languages
    /// "el Gobierno" is what "el Ejecutivo" is: there behind an article it takes two words.
    pub(crate) fn names_with(self, words: &Words<'_>, mut name: Range<usize>) -> bool {
        match self {
            Self::English => true,
            Self::German => false,
            Self::Other => {
                name.start += usize::from(ARTICLES.has(words.get(name.start)));
                let is_led =
                    name.start > 0 && words.adjoins(name.start) && !ARTICLES.has(&lowercase(words.raw(name.start - 1)));
                name.len() >= 2 || (name.len() == 1 && is_led)
            }
        }
    }

    /// The language of texts that are in the same one.
    pub(crate) fn of(texts: &[&str]) -> Self {
        let (mut english, mut german, mut others) = (0, 0, 0);
        let mut word = String::new();
        for (text, span) in texts.iter().flat_map(|text| token::words(text).take(WORDS).map(move |span| (text, span))) {
            word.clear();
            word.extend(span.of(text).chars().map(super::case::lower));
            english += usize::from(ENGLISH.has(&word));
            german += usize::from(GERMAN.has(&word) || !word.is_ascii() && word.contains(['ä', 'ö', 'ü', 'ß']));
            others += usize::from(OTHERS.has(&word) || is_romance(&word));
        }
        let foreign = german.max(others);
        match () {
            () if foreign < LEAST || foreign <= 2 * english => Self::English,
            () if german >= others => Self::German,
            () => Self::Other,
        }
    }
}

/// Whether a word is written as only Romance languages write: with their accents, or an article or a pronoun joined to it.
fn is_romance(word: &str) -> bool {
    let joined = || {
        word.contains(['\'', '’'])
            && ["c", "d", "j", "l", "m", "n", "qu", "s"]
                .iter()
                .any(|short| word.strip_prefix(short).is_some_and(is_joined))
    };
    !word.is_ascii() && word.contains(['á', 'à', 'â', 'ã', 'ç', 'é', 'è', 'ê', 'í', 'ñ', 'ó', 'ô', 'õ', 'ú'])
        || joined()
}

fn is_joined(rest: &str) -> bool {
    rest.starts_with(['\'', '’']) && rest.len() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_sentence() {
        for (text, expected) in [
            ("The mayor of Rio de Janeiro put off the vote, he said in Las Palmas.", Language::English),
            ("El Paso and Los Angeles", Language::English),
            ("Profit rose 3 percent.", Language::English),
            ("", Language::English),
            ("L'attaque a fait sept morts, a indiqué la police.", Language::Other),
            ("Zwölf Spieler fehlten beim Training, sagte der Trainer.", Language::German),
            ("Müller beats Gómez in the final in São Paulo", Language::English),
            ("Der Rat verschob die Abstimmung über den neuen Kran, teilte das Amt am Montag mit.", Language::German),
            ("Le conseil a reporté le vote sur la nouvelle grue, selon la mairie.", Language::Other),
            ("El consejo aplazó la votación sobre la nueva grúa del puerto.", Language::Other),
            ("O conselho adiou a votação sobre o novo guindaste do porto.", Language::Other),
        ] {
            assert_eq!(Language::of(&[text]), expected, "{text}");
        }
    }
}
