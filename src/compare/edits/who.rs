//! Did names or their titles change?

use super::pair::{Half, Pair};
use super::piece::Class;
use super::swap::{self, Movable};
use super::{EditKind, Note, Seriousness};
use crate::text::case::{is_capitalized, lowercase};
use crate::text::name::{Bond, Name, bond, is_honorific, is_role, is_transliteration, names};
use crate::text::spelling::{differ_by_a_letter, is_misspelling, is_same_word};
use crate::text::stem;
use std::ops::Range;

/// A name of one side, and its pieces.
struct Named {
    name: Name,
    pieces: Range<usize>,
    core: Range<usize>,
    /// The words of the name without title, folded, parted by spaces, without possessive.
    text: String,
    /// Its last word.
    last: String,
    /// The words of its title.
    title: Vec<String>,
    is_paired: bool,
}

/// How two names relate.
enum Likeness {
    /// The same last word.
    Surname,
    /// Two names of one thing.
    Alias,
    /// A country and its people or capital.
    Kin,
    /// Two transliterations.
    Transliteration,
}

/// Compares the names of both passages. `capitals` are the stems, in ascending order, of words that are capitalised inside sentences.
pub(super) fn compare(pair: &mut Pair<'_>, capitals: &[u32]) {
    let mut originals = named(&pair.original, capitals);
    let mut pages = named(&pair.page, capitals);
    if originals.is_empty() || pages.is_empty() {
        return;
    }
    swapped(pair, &mut originals, &mut pages);
    // Names whose own words were matched, then names that stand in the same place.
    for by_partner in [true, false] {
        for left in &mut originals {
            if left.is_paired {
                continue;
            }
            let gap = pair.opposite(left.core.clone());
            let right = pages.iter_mut().find(|right| {
                !right.is_paired
                    && if by_partner {
                        left.core.clone().any(|at| pair.original.partner(at).is_some_and(|at| right.core.contains(&at)))
                    } else {
                        gap.start <= right.core.start && right.core.end <= gap.end && likeness(left, right).is_some()
                    }
            });
            if let Some(right) = right {
                (left.is_paired, right.is_paired) = (true, true);
                related(pair, left, right);
            }
        }
    }
    another_name(pair, &mut originals, &mut pages);
}

fn named(half: &Half<'_>, capitals: &[u32]) -> Vec<Named> {
    let fold = |word: usize| half.words.get(word).trim_end_matches("'s").to_owned();
    names(&half.words, &|word| capitals.binary_search(&stem::hash(word)).is_ok())
        .into_iter()
        .filter(|name| half.sheet.language.names_with(&half.words, name.core.clone()))
        .filter_map(|name| {
            let pieces = half.pieces_of(name.span);
            let core_span = crate::text::Span::new(half.words.span(name.core.start).start, name.span.end);
            let core = half.pieces_of(core_span);
            let words: Vec<String> = name.core.clone().map(fold).collect();
            let is_form =
                |word: &&String| matches!(word.as_str(), "ltd" | "inc" | "corp" | "co" | "plc" | "ag" | "sa" | "nv");
            let last = words.iter().rev().find(|word| !is_form(word)).or(words.last())?.clone();
            let title = name.title.clone().map(fold).collect();
            (!core.is_empty() && !pieces.is_empty()).then(|| Named {
                name,
                pieces,
                core,
                text: words.join(" "),
                last,
                title,
                is_paired: false,
            })
        })
        .collect()
}

fn likeness(left: &Named, right: &Named) -> Option<Likeness> {
    if left.last == right.last {
        return Some(Likeness::Surname);
    }
    match bond(&left.text, &right.text) {
        Some(Bond::Same) => return Some(Likeness::Alias),
        Some(Bond::Kin) => return Some(Likeness::Kin),
        None => {}
    }
    let (was, now): (Vec<&str>, Vec<&str>) = (left.text.split(' ').collect(), right.text.split(' ').collect());
    if was.len() == now.len() && was.iter().zip(&now).all(|(a, b)| is_same_word(a, b) || is_misspelling(a, b)) {
        return Some(Likeness::Transliteration);
    }
    let is_variant = is_transliteration(&left.last, &right.last) && strsim::jaro_winkler(&left.last, &right.last) > 0.8;
    is_variant.then_some(Likeness::Transliteration)
}

/// A name without the article of Arabic names, which house styles write or leave out.
fn bare(name: &str) -> &str {
    name.strip_prefix("al ").or_else(|| name.strip_prefix("el ")).unwrap_or(name)
}

/// One name in two forms.
fn related(pair: &mut Pair<'_>, left: &Named, right: &Named) {
    let (original, page) = (left.pieces.clone(), right.pieces.clone());
    let is_same_text = left.text == right.text;
    if is_same_text && same_words(&left.title, &right.title) {
        return;
    }
    // Every word is there, only told apart differently: "a spokeswoman, Anna Brandt," and "spokeswoman Anna Brandt".
    let is_there = |half: &Half<'_>, range: &Range<usize>| {
        range.clone().all(|at| !half.has_content(at..at + 1) || half.partner(at).is_some())
    };
    if is_there(&pair.original, &original) && is_there(&pair.page, &page) {
        return;
    }
    let (was, now): (Vec<&str>, Vec<&str>) = (left.text.split(' ').collect(), right.text.split(' ').collect());
    let is_form = |(a, b): (&&str, &&str)| a == b || is_adjective_of(a, b);
    if !is_same_text && was.len() == now.len() && was.iter().zip(&now).all(is_form) {
        pair.claim(EditKind::NameChanged, Seriousness::Wording, Note::NAME_FORM, original, page);
        return;
    }
    // "Toyo International" is not "Takugin Trust International".
    let is_part = |short: &[&str], long: &[&str]| short.iter().all(|word| long.contains(word));
    if was.len() != now.len()
        && was.len().min(now.len()) > 1
        && !is_part(&was, &now)
        && !is_part(&now, &was)
        && was.concat() != now.concat()
        && bond(&left.text, &right.text).is_none()
    {
        pair.claim(EditKind::NameChanged, Seriousness::Substance, Note::ANOTHER_NAME, original, page);
        return;
    }
    // "Bewildered Brandt" and "Bewildered Ms Brandt".
    let without_address = |half: &Half<'_>, range: &Range<usize>| {
        let words = range.clone().map(|at| lowercase(half.sheet.raw(at).trim_end_matches('.')));
        words.filter(|word| !is_honorific(word)).collect::<Vec<_>>()
    };
    if !is_same_text && without_address(&pair.original, &original) == without_address(&pair.page, &page) {
        pair.claim(EditKind::HouseStyle, Seriousness::Style, Note::ADDRESS, original, page);
        return;
    }
    let without_honorifics =
        |title: &[String]| title.iter().filter(|word| !is_honorific(word)).cloned().collect::<Vec<_>>();
    let (was, now) = (without_honorifics(&left.title), without_honorifics(&right.title));
    let ranges = (original.clone(), page.clone());
    let mut claim = |kind, seriousness, note: Note| {
        pair.claim(kind, seriousness, note, ranges.0.clone(), ranges.1.clone());
    };
    match likeness(left, right) {
        Some(Likeness::Alias) if left.title.is_empty() && right.title.is_empty() => {
            claim(EditKind::HouseStyle, Seriousness::Style, Note::ALIAS);
        }
        Some(Likeness::Kin) => {
            let is_adjective = left.last.bytes().zip(right.last.bytes()).take_while(|(a, b)| a == b).count() >= 4;
            if !is_adjective {
                claim(EditKind::NameChanged, Seriousness::Wording, Note::KIN);
            }
        }
        Some(Likeness::Transliteration) => claim(EditKind::HouseStyle, Seriousness::Style, Note::SPELLING),
        Some(Likeness::Surname) if !same_words(&was, &now) && have_other_first_names(left, right) => {
            claim(EditKind::NameChanged, Seriousness::Substance, Note::ANOTHER_NAME);
        }
        Some(Likeness::Surname | Likeness::Alias) => {
            if same_words(&was, &now) {
                if is_same_text {
                    claim(EditKind::HouseStyle, Seriousness::Style, Note::ADDRESS);
                } else if bare(&left.text).replace(' ', "") == bare(&right.text).replace(' ', "")
                    || left.name.core.len() == right.name.core.len() && likeness_of_cores(left, right)
                {
                    claim(EditKind::HouseStyle, Seriousness::Style, Note::SPELLING);
                } else if is_initials_of(&left.text, &right.text) {
                    claim(EditKind::NameChanged, Seriousness::Wording, Note::FULLER_NAME);
                } else if is_initials_of(&right.text, &left.text) {
                    claim(EditKind::NameChanged, Seriousness::Wording, Note::SHORTER_NAME);
                } else if left.name.core.len() == right.name.core.len() {
                    claim(EditKind::NameChanged, Seriousness::Substance, Note::ANOTHER_NAME);
                } else {
                    let is_fuller = right.name.core.len() > left.name.core.len();
                    claim(
                        EditKind::NameChanged,
                        Seriousness::Wording,
                        if is_fuller { Note::FULLER_NAME } else { Note::SHORTER_NAME },
                    );
                }
            } else if was.is_empty() {
                let page = with_title_before(pair, &original, page);
                pair.claim(EditKind::NameChanged, Seriousness::Wording, Note::TITLE_ADDED, original, page);
            } else if now.is_empty() {
                claim(EditKind::NameChanged, Seriousness::Wording, Note::TITLE_LEFT_OUT);
            } else if was.len() != now.len() && (was.ends_with(&now) || now.ends_with(&was)) {
                let note = if was.len() > now.len() { Note::SHORTER_TITLE } else { Note::FULLER_TITLE };
                claim(EditKind::NameChanged, Seriousness::Wording, note);
            } else {
                let page = with_title_before(pair, &original, page);
                let mut differs = |page| {
                    pair.claim(EditKind::NameChanged, Seriousness::Substance, Note::OTHER_TITLE, original.clone(), page)
                };
                if !differs(page) {
                    differs(right.pieces.clone());
                }
            }
        }
        None if left.name.core.len() > 1 && left.name.core.len() == right.name.core.len() => {
            claim(EditKind::NameChanged, Seriousness::Substance, Note::ANOTHER_NAME);
        }
        None => {}
    }
}

/// Whether one word is a place and the other its adjective: "Cumbria" and "Cumbrian", "Texas" and "Texan".
fn is_adjective_of(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let ends = (a.get(common..).unwrap_or(a), b.get(common..).unwrap_or(b));
    let is =
        |place: &str, adjective: &str| matches!(place, "" | "s" | "o" | "a") && matches!(adjective, "n" | "an" | "ian");
    common >= 4 && (is(ends.0, ends.1) || is(ends.1, ends.0))
}

/// Whether one name has initials where the other has words: "J. Smith" and "John Smith".
fn is_initials_of(short: &str, long: &str) -> bool {
    let is_initial = |(a, b): (&str, &str)| a == b || a.len() == 1 && b.starts_with(a);
    short.split(' ').count() == long.split(' ').count() && short.split(' ').zip(long.split(' ')).all(is_initial)
}

/// Whether two names of one surname are of two people: "Ruth Bell" and "Tom Bell".
fn have_other_first_names(left: &Named, right: &Named) -> bool {
    let is_full = |named: &Named| named.name.core.len() > 1;
    is_full(left)
        && left.name.core.len() == right.name.core.len()
        && !likeness_of_cores(left, right)
        && !is_initials_of(&left.text, &right.text)
        && !is_initials_of(&right.text, &left.text)
}

/// Whether the words of two names are transliterations of one another, one by one.
fn likeness_of_cores(left: &Named, right: &Named) -> bool {
    let is_alike = |(a, b): (&str, &str)| a == b || is_transliteration(a, b) || is_misspelling(a, b);
    left.text.split(' ').zip(right.text.split(' ')).all(is_alike)
}

/// Takes in what is left of a title before a name, such as a role that a stray full stop parted from it.
fn with_title_before(pair: &Pair<'_>, original: &Range<usize>, page: Range<usize>) -> Range<usize> {
    let half = &pair.page;
    let mut start = page.start;
    let mut at = page.start;
    while at > half.range.start {
        at -= 1;
        let Some(piece) = half.piece(at) else { break };
        let raw = half.sheet.raw(at);
        let is_titled = is_capitalized(raw) || is_role(&lowercase(raw));
        if half.partner(at).is_some_and(|at| !original.contains(&at)) || half.taken_by(at) > 0 || page.start - at > 6 {
            break;
        }
        if piece.class == Class::Mark && matches!(raw, "." | ",") {
            continue;
        }
        // "union leader Anna Brandt": what a role in lower case is the role of.
        let is_of_role = at + 1 == start && piece.class == Class::Content && is_role(half.sheet.raw(at + 1));
        if !(is_titled || is_of_role) || piece.class == Class::Mark {
            break;
        }
        start = at;
    }
    start..page.end
}

/// Whether two titles are the same but for house style.
fn same_words(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| is_same_word(a, b))
}

/// The most pieces around a name for which the one name is taken to stand for the other.
const PHRASE: usize = 9;

/// Two names that took each other's place.
fn swapped(pair: &mut Pair<'_>, originals: &mut [Named], pages: &mut [Named]) {
    let movable = |half: &Half<'_>, names: &[Named]| -> Vec<Movable> {
        let is_gone = |named: &Named| named.core.clone().all(|at| half.partner(at).is_none());
        names.iter().map(|named| Movable { pieces: named.core.clone(), is_gone: is_gone(named) }).collect()
    };
    let (left, right) = (movable(&pair.original, originals), movable(&pair.page, pages));
    let is_one = |i: usize, k: usize| originals[i].text == originals[k].text;
    let says = |page: usize, value: usize| originals[value].text == pages[page].text;
    for (original, page) in swap::swapped(pair, (&left, &right), &is_one, &says) {
        let (left, right) = (&mut originals[original], &mut pages[page]);
        let note = Note::NAMES_SWAPPED;
        pair.claim(EditKind::NameChanged, Seriousness::Substance, note, left.core.clone(), right.core.clone());
        (left.is_paired, right.is_paired) = (true, true);
    }
}

/// The preposition before a name.
fn preposition<'a>(half: &Half<'a>, named: &Named) -> Option<&'a str> {
    let before = named.pieces.start.checked_sub(1)?;
    let before = if matches!(half.sheet.raw(before), "the" | "a") { before.checked_sub(1)? } else { before };
    let raw = half.sheet.raw(before);
    matches!(raw, "in" | "at" | "of" | "to" | "from" | "by" | "for" | "with" | "on" | "near").then_some(raw)
}

/// A name that stands where another stood.
fn another_name(pair: &mut Pair<'_>, originals: &mut [Named], pages: &mut [Named]) {
    let is_gone = |half: &Half<'_>, named: &Named| {
        !named.is_paired
            && half.is_free(named.pieces.clone())
            && named.core.clone().all(|at| half.partner(at).is_none())
    };
    for i in 0..originals.len() {
        if !is_gone(&pair.original, &originals[i]) {
            continue;
        }
        let gap = pair.opposite(originals[i].core.clone());
        let back = pair.opposite_of_page(gap.clone());
        if gap.len() > PHRASE || back.len() > PHRASE {
            continue;
        }
        let inside =
            |named: &Named, range: &Range<usize>| range.start <= named.core.start && named.core.end <= range.end;
        let candidates: Vec<usize> =
            (0..pages.len()).filter(|&j| inside(&pages[j], &gap) && is_gone(&pair.page, &pages[j])).collect();
        let rivals = (0..originals.len())
            .filter(|&other| inside(&originals[other], &back) && is_gone(&pair.original, &originals[other]))
            .count();
        let (&[j], 1) = (candidates.as_slice(), rivals) else { continue };
        let (left, right) = (&originals[i], &pages[j]);
        // "In New York" and ", COMEX," stand in different places of a sentence.
        if preposition(&pair.original, left) != preposition(&pair.page, right) {
            continue;
        }
        // "Anna" and "Ms Brandt", where either side names Anna Brandt.
        let core = |half: &Half<'_>, named: &Named| {
            half.text(named.core.clone()).trim_end_matches(['s', '’', '\'']).to_owned()
        };
        let (was, now) = (core(&pair.original, left), core(&pair.page, right));
        let is_one = [format!("{was} {now}"), format!("{now} {was}")]
            .iter()
            .any(|full| pair.original.sheet.text.contains(full) || pair.page.sheet.text.contains(full));
        // "Sonoira" once where both have "Sonora" elsewhere.
        let is_elsewhere = pair.original.sheet.text.contains(&now) || pair.page.sheet.text.contains(&was);
        let (kind, seriousness, note) = if is_one {
            (EditKind::NameChanged, Seriousness::Wording, Note::NAME_PART)
        } else if is_elsewhere && differ_by_a_letter(&left.last, &right.last) {
            (EditKind::HouseStyle, Seriousness::Style, Note::SPELLING)
        } else {
            (EditKind::NameChanged, Seriousness::Substance, Note::ANOTHER_NAME)
        };
        let is_new = !originals.iter().any(|other| other.last == right.last)
            && !pages.iter().any(|other| other.last == left.last);
        if is_new && pair.claim(kind, seriousness, note, left.pieces.clone(), right.pieces.clone()) {
            (originals[i].is_paired, pages[j].is_paired) = (true, true);
        }
    }
}
