//! Does a short line say that the text is an agency's?
//!
//! Sites thank their agencies in many ways: "Material from The Associated Press was used in this report.", "(With AFP
//! inputs)", "Mit Informationen der dpa". What these have in common is that beside names they hold nothing but the words
//! with which one says where a text is from. A sentence of the story has a word of its own: "told", "shares".

use super::agency;
use super::byline::is_picture_credit;
use super::words::is_capitalised;
use crate::text::case::lowercase;
use crate::text::list::{Beginnings, List, Word};
use crate::text::token::has_at_most;

/// A longer line tells something.
const MOST_WORDS: usize = 24;

/// Words of so many letters at most say nothing of their own.
const MOST_SMALL: usize = 3;

/// With what words begin that say that a text, or something in it, comes from somewhere. A line holds one of them at least.
const ORIGIN: Beginnings = Beginnings::words(
    "adapt agen agên appear basa basi basé beitr bereit bericht beruh cable colab collab contain conten conteú contien \
    contrib cortes courtes credit crédit despacho distrib dépêche elabora enthält erschien excerpt facilita fonte \
    fourni fuente inclu inform initial input licen lizenz material meldung mitge nachrichtenagen newswire original \
    originel partir permis proced produc proporcion provid published publicad publicat publié quelle remit reprint \
    repris reprod republ source staff stamm stor supplied syndic taken tiré ursprüng wire zuerst zugelief zusammeng \
    übernom",
);

/// Words that say so whole.
const WHOLE: List = List::words("avec com con mit via with");

/// Longer words that say nothing of their own.
const SMALL: List = List::words("report reports");

/// With what words begin that stand between those.
const OTHERS: Beginnings = Beginnings::words(
    "agentur aide also ander article artik artíc autom autre bearbeit been cett checked compil correspon crónica datos \
    dans desde deste dienst dies direct direkt edit eigen erstell este first from geprüft have here journalis mithilfe \
    nachricht news newskanal nicht nota noticia notre other otr para parcial part period pour provien redac redak \
    redação reporter reporting right réalis rédac rédig servi site some sowie team teil text their this trug under \
    unser unter used verified verwend were where writ wurde écrit été",
);

/// Words that say so where a line begins with them: "By Reuters".
const OPENING: List = List::words("by from von par por de");

/// Whether a line names an agency, and beside names has only words that say where the text is from.
pub(crate) fn is_acknowledgement(line: &str) -> bool {
    if !has_at_most(MOST_WORDS, line) {
        return false;
    }
    let (mut first, mut names_agency, mut names_origin) = (true, false, false);
    let (mut is_led, mut is_sentence) = (false, false);
    let mut names = Vec::new();
    for word in line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-')) {
        let bare = word.trim_matches(['.', '-']);
        if bare.is_empty() {
            continue;
        }
        let lower = lowercase(bare);
        let start = Word::of(lower.bytes());
        let begins = |list: &Beginnings| start.as_ref().is_some_and(|word| list.position_of(word).is_some());
        let says_origin = begins(&ORIGIN) || WHOLE.has(&lower) || (first && OPENING.has(&lower));
        // "dpa-Newskanal".
        let is_mark = agency::by_mark(bare).is_some() || lower.starts_with("dpa-");
        names_origin |= says_origin;
        names_agency |= is_mark;
        is_sentence |= says_origin && (bare == lower || (first && opens(line, bare, &lower)));
        first = false;
        // "in Bergen", "und Anna Beispiel": names that a small word leads to.
        is_led = bare == lower || (is_led && is_name(bare));
        if says_origin || is_mark || bare.chars().count() <= MOST_SMALL || SMALL.has(&lower) || begins(&OTHERS) {
            continue;
        }
        if !is_name(bare) {
            return false;
        }
        if !is_led {
            names.push(bare);
        }
    }
    // In a headline set in capitals, "AP Source: Board Fuses Harbours", every word looks like a name.
    names_origin
        && (is_sentence || names.into_iter().all(is_in_mark))
        && (names_agency || agency::find_mark(line).is_some())
        && !is_picture_credit(line)
}

/// Whether what a line begins with leads to names: "By Reuters", "Source: Reuters".
fn opens(line: &str, word: &str, lower: &str) -> bool {
    let label = || line.split_once(':').is_some_and(|(label, _)| label.trim_start_matches('(').trim() == word);
    OPENING.has(lower) || WHOLE.has(lower) || label()
}

/// Whether a word is one of those that some agency's mark is made of: "Press".
fn is_in_mark(word: &str) -> bool {
    agency::AGENCIES.iter().flat_map(|agency| agency.marks).any(|mark| mark.split(' ').any(|part| part == word))
}

/// Whether a word can be of a name. In a headline in capitals all words would.
fn is_name(word: &str) -> bool {
    is_capitalised(word) && (word.len() <= 3 || word.contains(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thanks_to_an_agency() {
        for line in [
            "Material from The Associated Press was used in this report.",
            "Information from Reuters was used.",
            "AP writers Ann Example in Bergen and Bo Example in Paris contributed.",
            "(With AFP inputs)",
            "Story by Reuters",
            "Provided by AFP",
            "By Reuters",
            "Source: AP, Ann Example in Bergen",
            "Associated Press Staff",
            "Mit Informationen der dpa",
            "Für diesen Artikel wurde Material der Nachrichtenagentur AFP verwendet.",
            "Unter Verwendung von Agenturmaterial (dpa-AFX)",
            "(avec l’AFP)",
            "Con información de AP",
            "This story was originally published by The Canadian Press.",
        ] {
            assert!(is_acknowledgement(line), "{line}");
        }
    }

    #[test]
    fn what_says_more_or_names_no_agency() {
        for line in [
            "He told Reuters.",
            "Reuters could not reach the board for comment.",
            "Reuters first reported the talks.",
            "news agency Bernama reported.",
            "The board gave the story to AP on Monday and asked for silence.",
            "With files from the archive",
            "HARBOUR FUSES ITS BOARD WITH THE AP",
            "AP Source: Harbour Signs Veteran Pilot",
            "Reuters Staff Win Award For Original Work",
            "AP publishes its first report",
            "Provided by the board",
            "The crane. (Photo by Ann Example / AFP via Getty Images)",
            "Foto: Anna Beispiel/dpa",
            "Reuters",
            "",
        ] {
            assert!(!is_acknowledgement(line), "{line}");
        }
    }
}
