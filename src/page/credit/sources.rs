//! From whom does the text say that it has its news?
//!
//! A source is a medium's name beside words that say that it reported: "CNN reports", "was reported by the Financial
//! Times", "according to Bloomberg", or a name between slashes after the last sentence. People and ministries report
//! too, so the name itself has to be a medium's: known, or of a medium's shape. Who was *told* something is an
//! interviewer, not a source.

use super::media::{has_shape, is_known};
use super::reporting::{BEFORE, BETWEEN, CLOSINGS, DESCRIPTORS, Glance, MEDIA, OPENINGS, VERBS, WORK};
use crate::story::agency;
use crate::story::words::{is_capitalised, is_date_word};
use crate::story::{Document, Role};
use crate::text::case::{is_capitalized, lowercase};
use crate::text::token::between_spaces;

/// A name has at most so many words.
const MOST_NAME_WORDS: usize = 6;

/// A clause's verb stands at most so many words behind the word that opens it.
const MOST_BETWEEN: usize = 8;

/// A word of a sentence.
#[derive(Clone, Copy)]
struct Word<'a> {
    /// Without signs around it.
    text: &'a str,
    /// Whether a comma, a full stop, a bracket or a quotation mark parts it from the word after it.
    ends: bool,
    /// Whether a quotation mark or a bracket parts it from the word before it.
    begins: bool,
}

/// The media that a text names as where it has its news from, each once, in order, without article.
pub(super) fn sources(document: &Document) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    let mut add = |name: String| {
        let known =
            sources.iter().any(|other| other.eq_ignore_ascii_case(&name) || other.ends_with(&format!(" {name}")));
        if !known {
            sources.push(name);
        }
    };
    for part in &document.parts {
        let text = part.span.of(&document.text);
        match part.role {
            Role::Headline | Role::Body => in_sentences(text).into_iter().for_each(&mut add),
            Role::CreditLine => signed(text).into_iter().for_each(&mut add),
            Role::Byline | Role::Dateline | Role::Furniture => {}
        }
    }
    sources
}

/// "/TheGeopost/", "Source: Example Post".
fn signed(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    let slashed = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let is_label = |label: &str| ["source", "quelle", "fuente", "fonte"].contains(&lowercase(label).trim_end());
    // "Quelle: example.de, abc/dpa" lists, and names an agency.
    let is_one = |name: &str| !name.contains([',', '/', ':', '(']);
    let labelled = text.split_once(": ").filter(|(label, name)| is_label(label) && is_one(name)).map(|(_, name)| name);
    let name = slashed.or(labelled)?.trim();
    // "L'Humanité" is a name, "l'AFP" is not.
    let name = Some(without_article(name)).filter(|bare| name.starts_with("The ") || is_known(bare)).unwrap_or(name);
    (!name.is_empty() && name.split_whitespace().count() <= MOST_NAME_WORDS).then(|| name.to_owned())
}

fn in_sentences(text: &str) -> Vec<String> {
    let words = words(text);
    let mut found = Vec::new();
    for at in 0..words.len() {
        if let Some(name) = name_before_verb(&words, at).or_else(|| name_in_clause(&words, at)) {
            found.push(name);
        }
        if !words[at].ends
            && Glance::BEFORE.may_hold(words[at].text)
            && BEFORE
                .iter()
                .any(|phrase| at + 1 >= phrase.len() && is_phrase(&words[at + 1 - phrase.len()..=at], phrase))
            && let Some(name) = name_after(&words, at + 1)
        {
            found.push(name);
        }
    }
    found
}

fn is_phrase(words: &[Word<'_>], phrase: &[&str]) -> bool {
    words.iter().zip(phrase).all(|(word, wanted)| word.text.eq_ignore_ascii_case(wanted))
}

/// The name that ends right before the verb at `verb`.
fn name_before_verb(words: &[Word<'_>], verb: usize) -> Option<String> {
    if !Glance::VERBS.may_hold(words[verb].text) || !VERBS.contains(&words[verb].text) {
        return None;
    }
    let mut end = verb;
    if verb >= 4 && is_phrase(&words[verb - 4..verb], &["was", "the", "first", "to"]) {
        end -= 4;
    }
    let relative = verb >= 2 && is_phrase(&words[verb - 2..verb], &["which", "first"]);
    end -= if relative { 2 } else { 0 };
    while end > 0 && verb - end < 3 && BETWEEN.has(words[end - 1].text) && !words[end - 1].ends {
        end -= 1;
    }
    name_before(words, end, relative || matches!(words[verb].text, "citing" | "quoting"))
}

/// The name of who has reported, where the verb ends the clause: "Der NDR hatte zuvor berichtet", "Zuvor hatte der NDR
/// berichtet", "Wie der NDR am Montag berichtet".
fn name_in_clause(words: &[Word<'_>], opening: usize) -> Option<String> {
    if !OPENINGS.has(words[opening].text) {
        return None;
    }
    let rest = &words[opening + 1..words.len().min(opening + 1 + MOST_BETWEEN)];
    let mut is_quoted = false;
    let ends = |word: &&Word<'_>| {
        is_quoted |= word.begins;
        let ends = word.ends && !is_quoted;
        is_quoted &= !word.ends;
        ends || CLOSINGS.has(word.text)
    };
    rest.iter().find(ends).filter(|word| CLOSINGS.has(word.text))?;
    // "… hatte dem NDR berichtet": who was told.
    let leads = |word: &Word<'_>| matches!(word.text, "der" | "die" | "das") || is_capitalized(word.text);
    let follows = || rest.first().is_some_and(leads).then(|| name_after(words, opening + 1)).flatten();
    name_before(words, opening, false).or_else(follows)
}

/// The name that ends before the word at `end`; a comma may part them where one is allowed.
fn name_before(words: &[Word<'_>], end: usize, comma: bool) -> Option<String> {
    // "The Example Post, citing …" keeps its comma, and a name in quotation marks ends with one.
    let is_quoted = || {
        let mut at = end - 1;
        while at > 0 && !words[at].begins && !words[at - 1].ends {
            at -= 1;
        }
        words[at].begins
    };
    if end == 0 || (words[end - 1].ends && !comma && !is_quoted()) {
        return None;
    }
    let mut start = end;
    while start > 0
        && end - start < MOST_NAME_WORDS
        && is_name_word(words[start - 1].text)
        && (start == end || !words[start - 1].ends)
    {
        start -= 1;
        if words[start].begins {
            break;
        }
    }
    let described = start.checked_sub(1).is_some_and(|before| is_medium(&words[before]));
    name(&words[start..end], described)
}

/// "Zeitung", "newspaper".
fn is_medium(word: &Word<'_>) -> bool {
    MEDIA.has(&lowercase(word.text))
}

/// The name that begins at `start`, past descriptions of it.
fn name_after(words: &[Word<'_>], mut start: usize) -> Option<String> {
    let (limit, mut described) = (start + 5, false);
    while start < words.len().min(limit) && DESCRIPTORS.has(words[start].text) && !words[start].ends {
        described = is_medium(&words[start]);
        start += 1;
    }
    let mut end = start;
    while end < words.len() && end - start < MOST_NAME_WORDS && is_name_word(words[end].text) {
        end += 1;
        if words[end - 1].ends {
            break;
        }
    }
    // "According to a Reuters poll": its own work, not its news.
    let work = words.get(end).filter(|word| end > start && !words[end - 1].ends && WORK.has(word.text));
    if work.is_some() { None } else { name(&words[start..end], described) }
}

/// The medium's name in a run of capitalised words: the longest end of the run that is one, or the run where a word before
/// it says that it is a medium.
fn name(run: &[Word<'_>], described: bool) -> Option<String> {
    let opened =
        run.iter().rposition(|word| is_possessive(word.text) || is_date_word(word.text)).map_or(0, |at| at + 1);
    let run = &run[opened..];
    let joined = |from: usize, to: usize| run[from..to].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    for from in 0..run.len() {
        for to in (from + 1..=run.len()).rev() {
            let name = joined(from, to);
            let bare = without_article(&name);
            if is_known(bare) && (is_capitalized(bare) || agency::by_mark(bare).is_some()) {
                return Some(bare.to_owned());
            }
        }
    }
    let start = run.iter().position(|word| is_capitalized(word.text) && !is_opener(word.text)).unwrap_or(0);
    let name = joined(start.min(run.len()), run.len());
    let single = run.last().map(|word| word.text).filter(|word| has_shape(word));
    if has_shape(&name) && !single.is_some_and(|word| word.contains('.')) {
        Some(name)
    } else {
        single.map(str::to_owned).or_else(|| Some(name).filter(|name| described && is_capitalized(name)))
    }
}

/// Words with which sentences open, in capitals like a name.
fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "As"
            | "But"
            | "And"
            | "Earlier"
            | "Also"
            | "While"
            | "When"
            | "In"
            | "On"
            | "So"
            | "However"
            | "Meanwhile"
            | "This"
    )
}

fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

fn is_name_word(word: &str) -> bool {
    is_capitalised(without_article(word))
        || matches!(word, "of" | "della" | "de" | "del" | "do" | "24")
        || has_shape(word)
        || is_known(word)
}

fn without_article(name: &str) -> &str {
    let articles = ["The ", "the ", "l'", "l’", "L'", "L’"];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

fn words(text: &str) -> Vec<Word<'_>> {
    let sign = |c: char| !c.is_alphanumeric();
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    between_spaces(text)
        .filter_map(|raw| {
            let raw = ["qu'", "qu’"].iter().find_map(|elided| raw.strip_prefix(elided)).unwrap_or(raw);
            if is_plain(raw.as_bytes().first()) && is_plain(raw.as_bytes().last()) {
                return Some(Word { text: raw, ends: false, begins: false });
            }
            let opened = raw.trim_start_matches(sign);
            let word = opened.trim_end_matches(sign);
            let (begins, ends) = (opened.len() < raw.len(), word.len() < opened.len());
            (!word.is_empty()).then_some(Word { text: word, ends, begins })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::from_plain_text(text.to_owned());
        assert_eq!(sources(&document), expected, "{text}");
    }

    #[test]
    fn media_that_report() {
        check("“No,” he said at a press conference, CNN reports.", &["CNN"]);
        check("This was reported by the Financial Times, URA-Inform reports.", &["Financial Times", "URA-Inform"]);
        check("The New York Times reported on Monday that the board met.", &["New York Times"]);
        check("The board met, according to Bloomberg.", &["Bloomberg"]);
        check("The Wall Street Journal first reported the talks.", &["Wall Street Journal"]);
        check("On Monday Reuters reported that the board met.", &["Reuters"]);
        check("Britain’s Harbour Gazette writes that the board met.", &["Harbour Gazette"]);
        check("The board met, the news agency Xinhua reported, citing the port.", &["Xinhua"]);
        check("According to a report in the Oslo Evening Post, the board met.", &["Oslo Evening Post"]);
        check("The paper, citing HarbourWatch, said that the board met.", &["HarbourWatch"]);
        check("The board met, according to harbour.example.com.", &["harbour.example.com"]);
        check("Selon l'AFP, le conseil s'est réuni.", &["AFP"]);
        check("Das Geld fehle, berichtete Reuters am Montag.", &["Reuters"]);
        check("Le projet avait été révélé par Mediapart.", &["Mediapart"]);
        check("Laut Der Spiegel tagte der Rat.", &["Der Spiegel"]);
        check("Zuvor hatte der NDR darüber berichtet.", &["NDR"]);
        check("Wie das «Handelsblatt» unter Berufung auf Kreise berichtet, wird der Kran teurer.", &["Handelsblatt"]);
        check("Die dpa hatte bereits am Sonntag darüber berichtet.", &["dpa"]);
        check("Der «Spiegel» zitiert aus dem Gutachten.", &["Spiegel"]);
        check("NBC News, which first reported the plan, said the vote had failed.", &["NBC News"]);
        check("Die Zeitung «Hafenkurier» hatte zuerst über die Pläne berichtet.", &["Hafenkurier"]);
        check("Le quotidien Port Ouest avait révélé l'affaire.", &["Port Ouest"]);
        check("C'est ce qu'affirme Le Monde dans son édition de mercredi.", &["Le Monde"]);
        check("D’après Les Echos, la décision était attendue.", &["Les Echos"]);
        check("El periódico Faro del Norte reveló el caso en marzo.", &["Faro del Norte"]);
        check("Tal y como adelantó El País, el consejo no votó.", &["El País"]);
        check("Politico was the first to report the delay.", &["Politico"]);
    }

    #[test]
    fn signatures() {
        check("It met again, he said./TheGeopost/", &["TheGeopost"]);
        check("It met again, he said.\n\nSource: Harbour Gazette", &["Harbour Gazette"]);
        check("Man tagte, sagte er.\n\nQuelle: Hafenkurier", &["Hafenkurier"]);
    }

    #[test]
    fn people_and_offices_are_no_sources() {
        for text in [
            "According to Matthew Miller, the board met.",
            "According to Jean Macé, the board met.",
            "According to Ian McÉwan, the board met.",
            "The Treasury Department reported a loss.",
            "According to a Reuters poll, the board will meet.",
            "According to Bloomberg data, shares fell.",
            "The United Nations reports a loss.",
            "A spokesman told Reuters that the board met.",
            "Jean-Claude Example reported to the board.",
            "The board reported a loss, according to the European Commission.",
            "Ann McExample reports to the chief.",
            "Ministry of Defence reported.",
            "The IMF reported growth.",
            "The findings were published in the journal Harbour Studies.",
            "He wrote to the board.",
            "Apple reported profits.",
            "Der Bürgermeister hatte dem NDR davon berichtet.",
            "Die Polizei hatte der Stadt berichtet.",
            "Wie die Polizei berichtet, fehlt der Kran.",
            "Der US-Präsident schreibt, er warte ab.",
            "Die BaFin berichtet von Verlusten.",
            "She told CNN the report was late.",
            "La policía reveló el caso en marzo.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn each_once() {
        check(
            "CNN reported it. The board met, according to CNN. The New York Times reported it. The Times reported it.",
            &["CNN", "New York Times"],
        );
    }
}
