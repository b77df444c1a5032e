//! Who is said to have said it, and to whom?

use super::pair::{Half, Pair};
use super::piece::Class;
use super::rest::Attributed;
use super::{EditKind, Note, Seriousness};
use crate::text::case::{is_capitalized, lowercase};
use crate::text::language::Language;
use crate::text::list::{List, Shapes};
use crate::text::name::{bond, is_calendar, is_honorific, is_role};
use crate::text::{lexicon, stem};
use std::ops::Range;

/// Verbs of speech and of belief as they stand in news copy, sorted.
const VERBS: List = List::words(
    "accused acknowledged added adds admitted alleged announced argued asserted believe believed believes briefed claimed claims commented \
    conceded concluded confirmed declared denied disclosed emphasised emphasized estimated explained insisted \
    joked mentioned noted notes observed pledged posted predicted quipped recalled remarked repeated replied \
    reported responded revealed said saying says stated states stressed suggested tells testified thinks told tweeted \
    underlined underscored vowed warned wrote",
);

/// Verbs that only say that something was said.
const NEUTRAL: List = List::words(
    "added adds announced briefed commented declared explained mentioned noted notes observed posted remarked \
    replied reported responded said saying says stated states tells told tweeted wrote",
);

/// Verbs of speech in German, French, Spanish and Portuguese. Who says it may be anybody, before or after them.
const FOREIGN: List = List::words(
    "acrescentou acusó affirmé afirmaron afirmou afirmó ajouté annoncé anunció anunciou aseguró añadió berichtete berichteten betonte \
    declarou declaró dijeron dijo disse disseram dit déclaré erklärte erklärten estimé expliqué explicou explicó indicó indicou indiqué \
    informaron informou informó précisé sagte sagten señaló teilte teilten",
);

/// Of all of them.
const VERB_SHAPES: Shapes<16> = VERBS.shapes(FOREIGN.shapes(Shapes::NONE));

/// Articles in these.
const ARTICLES: List = List::words(
    "a das dem den der des die ein eine einem einen einer el ela la las le les los l o os um uma un una une",
);

/// Whom news copy quotes without a name.
const SOURCES: List = List::words(
    "activists analysts critics diplomats doctors economists experts firefighters investigators lawmakers lawyers neighbors \
    neighbours observers organisers organizers prosecutors relatives researchers rescuers residents scientists survivors traders \
    unions witnesses",
);

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "who", "we", "i"];

/// A statement: who says, says, to whom.
#[derive(Debug)]
pub(super) struct Speech {
    /// The verb.
    pub(super) verb: usize,
    /// The speaker's words next to the verb; may be empty.
    pub(super) speaker: Range<usize>,
    /// "Reuters" in "told Reuters"; may be empty.
    pub(super) to: Range<usize>,
}

/// Where a passage says that somebody said something.
pub(super) fn speeches(half: &Half<'_>) -> Vec<Speech> {
    let mut found = Vec::new();
    for at in half.range.clone() {
        let raw = half.sheet.raw(at);
        if !is_said(half, at) {
            continue;
        }
        let before = phrase_before(half, at);
        // "the warned men": a verb needs its speaker, before it or, in "said Miller", after it.
        let is_inverted =
            half.piece(at.saturating_sub(1)).is_some_and(|piece| piece.class == Class::Mark && at > half.range.start);
        let speaker = if before.is_empty() && is_inverted { name_after(half, at) } else { before };
        let to = if matches!(raw, "told" | "tells" | "briefed") { phrase_after(half, at) } else { at + 1..at + 1 };
        // "People with knowledge of the talks told Reuters": whoever they are.
        if !speaker.is_empty() || matches!(raw, "said" | "says" | "told" | "tells") || FOREIGN.has(raw) {
            found.push(Speech { verb: at, speaker, to });
        }
    }
    found
}

fn word(half: &Half<'_>, at: usize) -> String {
    lowercase(half.sheet.raw(at)).replace("’s", "").replace("'s", "").replace('.', "")
}

/// Whether a word can be part of a speaker's name or description.
fn is_nominal(half: &Half<'_>, at: usize) -> bool {
    let Some(piece) = half.piece(at).filter(|piece| piece.class != Class::Mark && piece.quotation == 0) else {
        return false;
    };
    let raw = piece.span.of(half.sheet.text);
    let lower = word(half, at);
    is_capitalized(raw)
        || is_role(&lower)
        || matches!(
            lower.as_str(),
            "the"
                | "a"
                | "an"
                | "of"
                | "officials"
                | "sources"
                | "police"
                | "authorities"
                | "government"
                | "ministry"
                | "company"
                | "bank"
                | "court"
                | "agency"
                | "department"
                | "statement"
                | "report"
                | "embassy"
                | "foreign"
                | "senior"
        )
        || SOURCES.has(&lower)
        || half.sheet.language == Language::German
            && (ARTICLES.has(&lower) || matches!(lower.as_str(), "für" | "im" | "von"))
        || PRONOUNS.contains(&lower.as_str())
}

fn phrase_before(half: &Half<'_>, verb: usize) -> Range<usize> {
    let mut start = verb;
    // "has said", "also said".
    while start > half.range.start
        && matches!(
            word(half, start - 1).as_str(),
            "has"
                | "had"
                | "have"
                | "also"
                | "later"
                | "then"
                | "previously"
                | "earlier"
                | "recently"
                | "already"
                | "repeatedly"
        )
    {
        start -= 1;
    }
    let end = start;
    while start > half.range.start && end - start < 12 && is_nominal(half, start - 1) {
        start -= 1;
    }
    start..end
}

fn name_after(half: &Half<'_>, verb: usize) -> Range<usize> {
    let mut end = verb + 1;
    while end < half.range.end && end - verb < 10 && is_nominal(half, end) && half.sheet.raw(end) != "that" {
        end += 1;
    }
    let has_name = (verb + 1..end).any(|at| is_capitalized(half.sheet.raw(at)));
    if has_name { verb + 1..end } else { verb + 1..verb + 1 }
}

/// Of what "this" makes a time.
const STRETCHES: List = List::words("afternoon evening month morning week weekend year");

fn phrase_after(half: &Half<'_>, verb: usize) -> Range<usize> {
    let mut end = verb + 1;
    while end < half.range.end && end - verb < 6 {
        let lower = word(half, end);
        let is_mark = half.piece(end).is_none_or(|piece| piece.class == Class::Mark);
        let next = || word(half, end + 1);
        let is_day = || lower == "this" && (is_calendar(&next()) || STRETCHES.has(&next()));
        if is_mark
            || is_day()
            || matches!(
                lower.as_str(),
                "that" | "on" | "in" | "at" | "last" | "about" | "by" | "he" | "she" | "it" | "they" | "after"
            )
        {
            break;
        }
        end += 1;
    }
    verb + 1..end
}

/// Whether a word says, outside of quotations, that somebody says something: "was declared dead" does not.
pub(super) fn is_said(half: &Half<'_>, at: usize) -> bool {
    let is_plain = |piece: &&super::piece::Piece| piece.quotation == 0 && piece.class != Class::Mark;
    half.piece(at).filter(is_plain).is_some()
        && is_verb(half.sheet.raw(at))
        && (FOREIGN.has(half.sheet.raw(at))
            || !at.checked_sub(1).is_some_and(|before| {
                matches!(
                    half.sheet.raw(before),
                    "is" | "are" | "was" | "were" | "be" | "been" | "being" | "the" | "a" | "an"
                )
            }))
}

/// Whether a passage says from whom it has what it says, where nobody is said to have said it.
fn names_source(half: &Half<'_>) -> bool {
    half.range.clone().any(|at| match half.sheet.raw(at) {
        "adding" => true,
        // "Lang, who was at sea, said".
        "," => is_said(half, at + 1),
        _ => names_source_at(half, at),
    })
}

/// Whether a source is named at a word: "according to", and what other languages have for it.
pub(super) fn names_source_at(half: &Half<'_>, at: usize) -> bool {
    let (raw, next) = (half.sheet.raw(at), || lowercase(half.sheet.raw(at + 1)));
    if !raw.starts_with(['A', 'D', 'L', 'N', 'S', 'a', 'd', 'l', 'n', 's']) {
        return false;
    }
    match lowercase(raw).as_str() {
        "according" => next() == "to",
        "acordo" | "acuerdo" => matches!(next().as_str(), "con" | "com"),
        "nach" => matches!(next().as_str(), "angaben" | "aussage" | "darstellung"),
        // In Spanish it is the second.
        "segundo" => ARTICLES.has(&next()),
        "d'après" | "d’après" | "laut" | "selon" | "según" => true,
        _ => false,
    }
}

/// Whether one source stands for another beside a verb of speech in another language than English: "a indiqué la police".
/// A name may be that of whoever was named by an office, so either both are named or neither is.
pub(super) fn is_other_source(pair: &Pair<'_>, original: &Range<usize>, page: &Range<usize>) -> bool {
    if pair.original.sheet.language == Language::English {
        return false;
    }
    let is_source = |half: &Half<'_>, range: &Range<usize>| {
        let is_end = |at: usize| half.piece(at).is_none_or(|piece| piece.class == Class::Mark);
        let is_article = |at: usize| ARTICLES.has(&lowercase(half.sheet.raw(at)));
        let first = range.start - usize::from(range.start > half.range.start && is_article(range.start - 1));
        let follows = first > half.range.start && is_said(half, first - 1) && is_end(range.end);
        let leads = is_said(half, range.end)
            && (first == half.range.start || is_end(first - 1) || half.sheet.raw(first - 1) == "wie");
        let begins = is_article(first);
        let has_name = (range.start..range.end).any(|at| is_capitalized(half.sheet.raw(at)));
        ((follows || leads) && half.has_content(range.clone()) && half.is_free(range.clone()))
            .then_some((begins, has_name))
    };
    let sources = (is_source(&pair.original, original), is_source(&pair.page, page));
    match (pair.original.sheet.language, sources) {
        (Language::German, (Some((was, _)), Some((now, _)))) => was && now,
        (Language::Other, (Some((_, was)), Some((_, now)))) => !was && !now,
        _ => false,
    }
}

/// Compares who says what in both passages. `capitals` are the stems, in ascending order, of words that are capitalised
/// inside sentences. Says whether the passages are attributed at all.
pub(super) fn compare(pair: &mut Pair<'_>, capitals: &[u32]) -> Attributed {
    let originals = speeches(&pair.original);
    let pages = speeches(&pair.page);
    // Several statements in a passage cannot be told apart by their words alone, unless their verbs were matched.
    let single = originals.len() == 1 && pages.len() == 1;
    for left in &originals {
        let right = pages.iter().find(|right| single || pair.original.partner(left.verb) == Some(right.verb));
        let Some(right) = right else { continue };
        if stands_for(pair, &left.speaker, &right.speaker)
            && is_other_speaker(pair, &left.speaker, &right.speaker, capitals)
        {
            let note = Note::replaced(pair.original.text(left.speaker.clone()), pair.page.text(right.speaker.clone()));
            pair.claim(
                EditKind::AttributionChanged,
                Seriousness::Substance,
                note,
                left.speaker.clone(),
                right.speaker.clone(),
            );
        }
        let (was, now) = (pair.original.sheet.raw(left.verb), pair.page.sheet.raw(right.verb));
        if !left.to.is_empty() && right.to.is_empty() {
            let is_kept =
                left.to.clone().any(|at| pair.original.has_content(at..at + 1) && pair.original.partner(at).is_some());
            let told = left.verb..left.to.end;
            if !is_kept && now != was {
                pair.claim(
                    EditKind::AttributionDropped,
                    Seriousness::Wording,
                    Note::TO_WHOM,
                    told,
                    right.verb..right.verb + 1,
                );
            }
        } else if !left.to.is_empty() && !right.to.is_empty() {
            let is_same = left.to.clone().any(|at| {
                pair.original.has_content(at..at + 1) && is_on(&pair.page, &right.to, &word(&pair.original, at))
            }) || is_press(&pair.original, &left.to) && is_press(&pair.page, &right.to);
            if !is_same {
                let note = Note::told_to(pair.original.text(left.to.clone()), pair.page.text(right.to.clone()));
                pair.claim(EditKind::AttributionChanged, Seriousness::Wording, note, left.to.clone(), right.to.clone());
            }
        }
        // "Said" here, "told this newspaper" there: who has it from them.
        let is_new = |to: &Range<usize>| {
            to.clone().all(|at| !pair.page.has_content(at..at + 1) || pair.page.partner(at).is_none())
        };
        if left.to.is_empty()
            && !right.to.is_empty()
            && !is_press(&pair.page, &right.to)
            && is_new(&right.to)
            && was != now
        {
            let (said, told) = (left.verb..left.verb + 1, right.verb..right.to.end);
            pair.claim(EditKind::AttributionChanged, Seriousness::Wording, Note::NONE, said, told);
        }
        let is_neutral = |verb: &str| NEUTRAL.has(verb) || FOREIGN.has(verb);
        if was != now && is_neutral(was) != is_neutral(now) {
            let note = Note::replaced(was, now);
            pair.claim(
                EditKind::AttributionChanged,
                Seriousness::Wording,
                note,
                left.verb..left.verb + 1,
                right.verb..right.verb + 1,
            );
        }
    }
    Attributed {
        original: !originals.is_empty() || names_source(&pair.original),
        page: !pages.is_empty() || names_source(&pair.page),
    }
}

/// Whether nobody is named but the press.
fn is_press(half: &Half<'_>, range: &Range<usize>) -> bool {
    range.clone().filter(|&at| half.has_content(at..at + 1)).all(|at| {
        matches!(
            word(half, at).as_str(),
            "reporters" | "journalists" | "press" | "media" | "newsmen" | "correspondents"
        )
    })
}

fn is_on(half: &Half<'_>, range: &Range<usize>, wanted: &str) -> bool {
    range.clone().any(|at| word(half, at) == wanted)
}

/// Whether the one speaker stands where the other stood: a name that the other side has in another place of its sentence
/// did not take anybody's.
fn stands_for(pair: &Pair<'_>, left: &Range<usize>, right: &Range<usize>) -> bool {
    let stays = |half: &Half<'_>, range: &Range<usize>, other: &Range<usize>| {
        range
            .clone()
            .all(|at| !half.has_content(at..at + 1) || half.partner(at).is_none_or(|partner| other.contains(&partner)))
    };
    stays(&pair.original, left, right) && stays(&pair.page, right, left)
}

/// Whether two speakers are two: both are named, and nothing names the one by the other.
fn is_other_speaker(pair: &Pair<'_>, left: &Range<usize>, right: &Range<usize>, capitals: &[u32]) -> bool {
    let content = |half: &Half<'_>, range: &Range<usize>| -> Vec<String> {
        range
            .clone()
            .filter(|&at| half.has_content(at..at + 1))
            .map(|at| word(half, at))
            .filter(|word| !is_honorific(word))
            .collect()
    };
    let (was, now) = (content(&pair.original, left), content(&pair.page, right));
    let is_pronoun = |words: &[String]| words.iter().all(|word| PRONOUNS.contains(&word.as_str()));
    if is_pronoun(&was) || is_pronoun(&now) {
        return false;
    }
    let stems = |words: &[String]| words.iter().map(|word| stem::hash(word)).collect::<Vec<_>>();
    let (was_stems, now_stems) = (stems(&was), stems(&now));
    if was_stems.iter().any(|stem| now_stems.contains(stem)) || bond(&was.join(" "), &now.join(" ")).is_some() {
        return false;
    }
    if was.iter().any(|a| {
        now.iter().any(|b| {
            bond(a, b).is_some()
                || crate::text::spelling::is_same_word(a, b)
                || crate::text::name::is_transliteration(a, b)
        })
    }) {
        return false;
    }
    // "Die Ministerin" may be "Anna Brandt".
    let has_article = |half: &Half<'_>, range: &Range<usize>| ARTICLES.has(&word(half, range.start));
    if pair.original.sheet.language == Language::German
        && has_article(&pair.original, left) != has_article(&pair.page, right)
    {
        return false;
    }
    // A name for a role ("Miller", "the spokesman") may be the same person.
    let is_role_alone = |words: &[String]| words.iter().all(|word| is_role(word));
    if is_role_alone(&was) != is_role_alone(&now) {
        return false;
    }
    // A capital at the beginning says nothing of a word that has none elsewhere and is no rare one.
    let is_name = |half: &Half<'_>, at: usize| {
        half.piece(at)
            .is_some_and(|piece| capitals.binary_search(&piece.stem).is_ok() || lexicon::level(piece.stem).is_none())
    };
    let is_named = |half: &Half<'_>, range: &Range<usize>| {
        range.clone().any(|at| {
            half.has_content(at..at + 1)
                && is_capitalized(half.sheet.raw(at))
                && !is_role(&word(half, at))
                && (!starts_sentence(half, at) || is_name(half, at))
        })
    };
    is_named(&pair.original, left) == is_named(&pair.page, right)
}

/// Whether a word begins a sentence.
fn starts_sentence(half: &Half<'_>, at: usize) -> bool {
    at == half.range.start || matches!(half.sheet.raw(at - 1), "." | "?" | "!")
}

/// Whether a word as it lies is a verb of speech.
pub(super) fn is_verb(word: &str) -> bool {
    VERB_SHAPES.may_hold(word.as_bytes()) && (VERBS.has(word) || FOREIGN.has(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_sorted() {
        assert!(NEUTRAL.iter().all(|verb| VERBS.has(verb)));
    }
}
