//! What became of the words that no figure, date, name or quotation accounts for?

use super::opposite::{are_opposite, are_other_multiples};
use super::pair::{Change, Pair};
use super::piece::Class;
use super::stance::{self, Hedge, Turn};
use super::{EditKind, Note, Seriousness, phrase, speech};
use crate::order::order_numbers;
use crate::text::case::lowercase;
use crate::text::list::List;
use crate::text::name::{is_calendar, is_honorific};
use crate::text::{spelling, token};
use std::ops::Range;

/// A stretch between two kept pieces: the same but for house style, or changed.
#[derive(Clone, Debug)]
struct Stretch {
    original: Range<usize>,
    page: Range<usize>,
    is_style: bool,
}

/// Whether each side says who says it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributed {
    pub(super) original: bool,
    pub(super) page: bool,
}

/// Turns everything that is neither kept nor taken into changes.
pub(super) fn finish(pair: &mut Pair<'_>, attributed: Attributed) {
    let kept: Vec<(usize, usize)> = pair
        .original
        .range
        .clone()
        .filter_map(|at| pair.original.partner(at).map(|partner| (at, partner)))
        .filter(|&(original, page)| pair.is_kept(original, page))
        .collect();
    let ends = (pair.original.range.end, pair.page.range.end);
    let (mut left, mut right) = (pair.original.range.start, pair.page.range.start);
    let mut stretches = Vec::new();
    for (original, page) in kept.into_iter().chain([ends]) {
        if left < original || right < page {
            between(pair, left..original, right..page, &mut stretches);
        }
        (left, right) = (original + 1, page + 1);
    }
    let mut pending: Vec<Change> = Vec::new();
    for stretch in stretches {
        pending.extend(if stretch.is_style { style(pair, stretch) } else { Some(changed(pair, stretch, attributed)) });
    }
    for change in phrase::join(pair, moved_within(pair, pending, attributed)) {
        pair.claim(change.kind, change.seriousness, change.note, change.original, change.page);
    }
    for quotation in std::mem::take(&mut pair.dropped_quotations) {
        // Lies inside the clause that was dropped with it.
        pair.changes.push(Change {
            kind: EditKind::QuoteDropped,
            seriousness: Seriousness::Substance,
            note: Note::WITH_ITS_CLAUSE,
            original: quotation,
            page: 0..0,
        });
    }
}

/// Parts what stands between two kept pieces at what is taken and at what differs only in style.
fn between(pair: &Pair<'_>, original: Range<usize>, page: Range<usize>, out: &mut Vec<Stretch>) {
    let first = out.len();
    let (mut left, mut right) = (original.start, page.start);
    let pairs: Vec<(usize, usize)> = original
        .clone()
        .filter_map(|at| pair.original.partner(at).map(|partner| (at, partner)))
        .filter(|&(at, partner)| {
            page.contains(&partner)
                && pair.original.taken_by(at) == 0
                && pair.page.taken_by(partner) == 0
                && matches!((pair.original.piece(at), pair.page.piece(partner)), (Some(a), Some(b)) if a.key == b.key)
        })
        .collect();
    for (at, partner) in pairs.into_iter().chain([(original.end, page.end)]) {
        if at < left || partner < right {
            continue;
        }
        segments(pair, left..at, right..partner, out);
        if at < original.end && partner < page.end {
            out.push(Stretch { original: at..at + 1, page: partner..partner + 1, is_style: true });
        }
        (left, right) = (at + 1, partner + 1);
    }
    merge(pair, first, out);
}

/// Pairs the free segments of two ranges by the change that follows or precedes them.
fn segments(pair: &Pair<'_>, original: Range<usize>, page: Range<usize>, out: &mut Vec<Stretch>) {
    let free = |half: &super::pair::Half<'_>, range: Range<usize>| {
        let mut found: Vec<(Range<usize>, usize, usize)> = Vec::new();
        let mut before = 0;
        let mut open: Option<Range<usize>> = None;
        for at in range.clone() {
            let taken = half.taken_by(at);
            if taken == 0 {
                match &mut open {
                    Some(open) => open.end = at + 1,
                    None => open = Some(at..at + 1),
                }
            } else {
                if let Some(segment) = open.take() {
                    found.push((segment, before, taken));
                }
                before = taken;
            }
        }
        if let Some(segment) = open {
            found.push((segment, before, 0));
        }
        found
    };
    let lefts = free(&pair.original, original.clone());
    let mut rights: Vec<Option<(Range<usize>, usize, usize)>> =
        free(&pair.page, page.clone()).into_iter().map(Some).collect();
    for (segment, before, after) in lefts {
        let alike = |other: &Option<(Range<usize>, usize, usize)>, strict: bool| {
            other.as_ref().is_some_and(|(_, other_before, other_after)| {
                if strict {
                    before == *other_before && after == *other_after
                } else {
                    before == *other_before || after == *other_after
                }
            })
        };
        let position = rights
            .iter()
            .position(|other| alike(other, true))
            .or_else(|| rights.iter().position(|other| alike(other, false)));
        let partner = position.and_then(|position| rights[position].take());
        let page = partner.map_or(page.start..page.start, |(range, _, _)| range);
        let is_style = !page.is_empty() && is_house_style(pair, segment.clone(), page.clone());
        out.push(Stretch { original: segment, page, is_style });
    }
    for (segment, _, _) in rights.into_iter().flatten() {
        out.push(Stretch { original: original.start..original.start, page: segment, is_style: false });
    }
    for stretch in out.iter_mut().rev().take_while(|stretch| stretch.original.is_empty() || stretch.page.is_empty()) {
        stretch.is_style = is_house_style(pair, stretch.original.clone(), stretch.page.clone());
    }
}

/// Joins neighbours that are both style or both changed, and marks that lie between changes.
fn merge(pair: &Pair<'_>, first: usize, out: &mut Vec<Stretch>) {
    let tail = out.split_off(first);
    for stretch in tail {
        let has_words = |stretch: &Stretch| {
            pair.original.count_words(stretch.original.clone()) + pair.page.count_words(stretch.page.clone()) > 0
        };
        if let Some(last) = out.get_mut(first..).and_then(<[Stretch]>::last_mut) {
            let adjoins = |a: &Range<usize>, b: &Range<usize>| a.is_empty() || b.is_empty() || a.end == b.start;
            let is_neighbour = adjoins(&last.original, &stretch.original) && adjoins(&last.page, &stretch.page);
            let may_join = last.is_style == stretch.is_style || !has_words(last) || !has_words(&stretch);
            let is_free =
                |joined: &Range<usize>, half: &super::pair::Half<'_>| joined.is_empty() || half.is_free(joined.clone());
            let original = join(&last.original, &stretch.original);
            let page = join(&last.page, &stretch.page);
            if is_neighbour && may_join && is_free(&original, &pair.original) && is_free(&page, &pair.page) {
                let is_style = (last.is_style || !has_words(last)) && (stretch.is_style || !has_words(&stretch));
                *last = Stretch { original, page, is_style };
                continue;
            }
        }
        out.push(stretch);
    }
}

fn join(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b.clone(),
        (_, true) => a.clone(),
        _ => a.start.min(b.start)..a.end.max(b.end),
    }
}

/// Whether two stretches say the same but for spelling, punctuation, hyphens, contractions and forms of address.
fn is_house_style(pair: &Pair<'_>, original: Range<usize>, page: Range<usize>) -> bool {
    let left = letters(pair.original.text(original.clone()));
    let right = letters(pair.page.text(page.clone()));
    if left.is_empty() && right.is_empty() {
        let asks = |text: &str| text.contains(['?', '!']);
        return asks(pair.original.text(original)) == asks(pair.page.text(page));
    }
    let (left_words, right_words) = (words(pair.original.text(original)), words(pair.page.text(page)));
    left == right
        || spelling::is_contraction(&left_words, &right_words)
        || spelling::is_misspelling(&left_words, &right_words)
}

/// The letters of a text in their house-style-free form, without spaces, marks and forms of address.
fn letters(text: &str) -> String {
    let (mut out, mut folded, mut key) = (String::new(), String::new(), String::new());
    for span in token::words(text) {
        token::normalize(span.of(text), &mut folded);
        if !is_honorific(&folded) {
            spelling::key(&folded, &mut key);
            out.extend(key.chars().filter(|c| *c != '\''));
        }
    }
    // "5%" and "5 percent".
    if text.contains('%') {
        out.push_str("percent");
    }
    out
}

/// The folded words of a text with single spaces.
fn words(text: &str) -> String {
    let mut folded = String::new();
    let mut out = String::new();
    for span in token::words(text) {
        token::normalize(span.of(text), &mut folded);
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&folded);
    }
    out
}

/// A stretch that differs in house style. Where a mark joins it to the word before ("full-scale"), that word is shown.
fn style(pair: &mut Pair<'_>, stretch: Stretch) -> Option<Change> {
    let (mut original, mut page) = (stretch.original, stretch.page);
    let joined = |half: &super::pair::Half<'_>, at: usize| half.piece(at).is_some_and(|piece| piece.joined);
    let starts_joined = !page.is_empty() && joined(&pair.page, page.start)
        || !original.is_empty() && joined(&pair.original, original.start);
    if starts_joined || original.is_empty() || page.is_empty() {
        let before = if original.is_empty() {
            page.start.checked_sub(1).and_then(|at| pair.page.partner(at)).map(|at| (at, page.start - 1))
        } else {
            original
                .start
                .checked_sub(1)
                .and_then(|at| pair.original.partner(at))
                .map(|partner| (original.start - 1, partner))
        };
        if let Some((left, right)) = before.filter(|&(left, right)| pair.is_kept(left, right))
            && (original.is_empty() || left + 1 == original.start)
            && (page.is_empty() || right + 1 == page.start)
        {
            (original.start, page.start) = (left, right);
            if original.end <= left {
                original.end = left + 1;
            }
            if page.end <= right {
                page.end = right + 1;
            }
        }
    }
    Some(Change { kind: EditKind::HouseStyle, seriousness: Seriousness::Style, note: Note::NONE, original, page })
}

/// The fewest words of a clause.
const CLAUSE: usize = 5;

/// The fewest words of a clause in whose place a word or two stand.
const LONG_CLAUSE: usize = 8;

/// A stretch of so many words holds more than who says it.
const LONG_ATTRIBUTION: usize = 12;

/// Words that begin a clause.
const OPENERS: List = List::words(
    "adding after although amid and as at because before but by despite following for if in including on or saying \
    since so that though to unless until when where which while who whom whose with without",
);

/// Whether a stretch is cut off as a clause is: by a mark, by a word that begins clauses, or by an end of the passage.
fn stands_apart(half: &super::pair::Half<'_>, range: &Range<usize>) -> bool {
    let is_mark =
        |at: usize| half.piece(at).is_none_or(|piece| piece.class == Class::Mark) && half.sheet.raw(at) != "(";
    let before = range.start.checked_sub(1).is_none_or(is_mark);
    let opens = OPENERS.has(&lowercase(half.sheet.raw(range.start)));
    let joins = matches!(half.sheet.raw(range.end - 1), "and" | "but" | "or");
    before || is_mark(range.start) || opens || joins || is_mark(range.end - 1)
}

/// Whether a sentence ends inside a stretch.
fn holds_end(half: &super::pair::Half<'_>, range: &Range<usize>) -> bool {
    (range.start..range.end - 1).any(|at| matches!(half.sheet.raw(at), "." | "?" | "!"))
}

/// Whether every bracket and quotation that a text opens is closed in it.
fn is_balanced(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('(') == count(')') && count('“') == count('”') && count('"') % 2 == 0
}

/// A stretch that was changed: the kind of change.
fn changed(pair: &Pair<'_>, stretch: Stretch, attributed: Attributed) -> Change {
    let Stretch { original, page, .. } = stretch;
    let change = |kind, seriousness, note: Note| Change {
        kind,
        seriousness,
        note,
        original: original.clone(),
        page: page.clone(),
    };
    if let Some(turn) = turn(pair, &original, &page) {
        return match turn {
            Turn::Negated { added: true } => {
                change(EditKind::NegationChanged, Seriousness::Substance, Note::NEGATION_ADDED)
            }
            Turn::Negated { added: false } => {
                change(EditKind::NegationChanged, Seriousness::Substance, Note::NEGATION_DROPPED)
            }
            Turn::Hedged { was, now } => change(EditKind::AttributionChanged, Seriousness::Substance, hedged(was, now)),
        };
    }
    if let Some((was, now)) = substitute(pair, &original, &page) {
        if are_opposite(&was, &now) {
            return change(EditKind::NegationChanged, Seriousness::Substance, Note::OPPOSITE);
        }
        if are_other_multiples(&was, &now) {
            return change(EditKind::FigureChanged, Seriousness::Substance, Note::replaced(&was, &now));
        }
    }
    if speech::is_other_source(pair, &original, &page) {
        let note = Note::replaced(pair.original.text(original.clone()), pair.page.text(page.clone()));
        return change(EditKind::AttributionChanged, Seriousness::Substance, note);
    }
    if is_optional(&pair.original, &original, &page) || is_optional(&pair.page, &page, &original) {
        return change(EditKind::HouseStyle, Seriousness::Style, Note::NONE);
    }
    let words = (pair.original.count_words(original.clone()), pair.page.count_words(page.clone()));
    let content = (pair.original.has_content(original.clone()), pair.page.has_content(page.clone()));
    let stems = |half: &super::pair::Half<'_>, range: &Range<usize>| content_stems(half, range.clone());
    let is_reform = content.0 && stems(&pair.original, &original) == stems(&pair.page, &page);
    if is_reform {
        return change(EditKind::Reworded, Seriousness::Wording, Note::NONE);
    }
    // A verb alone that is another says still who says it.
    let is_attribution = |words: usize, others: usize| others < CLAUSE && (2..LONG_ATTRIBUTION).contains(&words);
    if attributed.original && !attributed.page && says(&pair.original, &original) && is_attribution(words.0, words.1) {
        return change(EditKind::AttributionDropped, Seriousness::Substance, Note::ATTRIBUTION_DROPPED);
    }
    if attributed.page && !attributed.original && says(&pair.page, &page) && is_attribution(words.1, words.0) {
        return change(EditKind::AttributionChanged, Seriousness::Substance, Note::ATTRIBUTION_ADDED);
    }
    let is_clause = |half: &super::pair::Half<'_>, range: &Range<usize>, words: usize, others: usize| {
        words >= if others == 0 { CLAUSE } else { LONG_CLAUSE }
            && half.has_content(range.clone())
            && stands_apart(half, range)
            && (others == 0 || !holds_end(half, range))
            && is_balanced(half.text(range.clone()))
    };
    if !content.1 && words.1 <= 2 && is_clause(&pair.original, &original, words.0, words.1) {
        return change(EditKind::SentenceDropped, Seriousness::Substance, Note::CLAUSE_DROPPED);
    }
    if !content.0 && words.0 <= 2 && is_clause(&pair.page, &page, words.1, words.0) {
        return change(EditKind::SentenceAdded, Seriousness::Substance, Note::CLAUSE_ADDED);
    }
    change(EditKind::Reworded, Seriousness::Wording, Note::NONE)
}

/// One word that stands in another's place, between the same words; both in small letters.
fn substitute(pair: &Pair<'_>, original: &Range<usize>, page: &Range<usize>) -> Option<(String, String)> {
    if original.len() != 1 || page.len() != 1 {
        return None;
    }
    let before = original.start.checked_sub(1).and_then(|at| pair.original.partner(at));
    let is_same_place = before.is_none_or(|at| at + 1 == page.start)
        && pair.original.partner(original.end).is_none_or(|at| at == page.end);
    let word = |half: &super::pair::Half<'_>, at: usize| lowercase(half.sheet.raw(at));
    is_same_place.then(|| (word(&pair.original, original.start), word(&pair.page, page.start)))
}

/// Whether a word stands on one side alone that one house style writes and another leaves out: "on" before a day, "that"
/// before a clause, an article, a ticker symbol or another short form in brackets.
fn is_optional(half: &super::pair::Half<'_>, range: &Range<usize>, other: &Range<usize>) -> bool {
    if !other.is_empty() || range.is_empty() {
        return false;
    }
    if range.len() > 1 {
        let text = half.text(range.clone());
        return is_short_form(text) || text.eq_ignore_ascii_case("al-") || text.eq_ignore_ascii_case("el-");
    }
    match half.sheet.raw(range.start) {
        "on" => is_calendar(&lowercase(half.sheet.raw(range.end))),
        "the" | "The" | "that" => true,
        _ => false,
    }
}

/// Whether a text is a short form in brackets, with or without the full stop after it: "(EC)", "<IBM.N>".
fn is_short_form(text: &str) -> bool {
    let inner = text
        .trim_end_matches(['.', ','])
        .strip_prefix(['(', '<', '['])
        .and_then(|rest| rest.strip_suffix([')', '>', ']']));
    inner.is_some_and(|inner| {
        (1..=8).contains(&inner.len())
            && inner.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'.' | b'/'))
    })
}

/// How the stance differs; a phrase may be cut short by words that both sides keep ("is *expected* to").
fn turn(pair: &Pair<'_>, original: &Range<usize>, page: &Range<usize>) -> Option<Turn> {
    // "Said he did not" and "denied that he did" say the same.
    let denials = |half: &super::pair::Half<'_>| half.range.clone().filter(|&at| is_denial(half.sheet.raw(at))).count();
    let is_denied = || denials(&pair.original) % 2 != denials(&pair.page) % 2;
    if let Some(turn) = stance::turn(pair, original.clone(), page.clone()) {
        let is_shown = match turn {
            Turn::Negated { .. } => !is_denied(),
            // "Is expected to" where somebody "expects" it in other words.
            Turn::Hedged { .. } => {
                !is_elsewhere(&pair.page, page, &pair.original) && !is_elsewhere(&pair.original, original, &pair.page)
            }
        };
        return Some(turn).filter(|_| is_shown);
    }
    let widen = |half: &super::pair::Half<'_>, range: &Range<usize>, by: usize| {
        range.start.saturating_sub(by).max(half.range.start)..(range.end + by).min(half.range.end)
    };
    let empty =
        |range: &Range<usize>, gap: Range<usize>| if range.is_empty() { gap.start..gap.start } else { range.clone() };
    let original = empty(original, pair.opposite_of_page(page.clone()));
    let page = empty(page, pair.opposite(original.clone()));
    // Only by words that go together on both sides.
    let before = original.start.checked_sub(1).and_then(|at| pair.original.partner(at));
    let after = pair.original.partner(original.end);
    let is_same_context = before.is_none_or(|at| at + 1 == page.start) && after.is_none_or(|at| at == page.end);
    if !is_same_context {
        return None;
    }
    let turn = stance::turn(pair, widen(&pair.original, &original, 1), widen(&pair.page, &page, 1))?;
    // The word that negates stands in the change itself, or the change is about something else.
    let negates = |half: &super::pair::Half<'_>, range: Range<usize>| stance::negations(half, range) % 2 == 1;
    let is_shown = negates(&pair.original, original) != negates(&pair.page, page);
    let is_shown = is_shown && !is_denied();
    (is_shown || !matches!(turn, Turn::Negated { .. })).then_some(turn)
}

/// Whether a content word of a range stands, in any form, among the words of the other side that have no partner.
fn is_elsewhere(half: &super::pair::Half<'_>, range: &Range<usize>, other: &super::pair::Half<'_>) -> bool {
    let stems = |half: &super::pair::Half<'_>, at: usize| {
        half.piece(at).filter(|piece| piece.class == Class::Content).map(|piece| piece.stem)
    };
    let mut there = other.range.clone().filter(|&at| other.partner(at).is_none()).filter_map(|at| stems(other, at));
    there.any(|stem| range.clone().any(|at| stems(half, at) == Some(stem)))
}

/// Verbs that hold a negation.
fn is_denial(word: &str) -> bool {
    matches!(
        word,
        "denied" | "denies" | "deny" | "denying" | "refused" | "refuses" | "failed" | "fails" | "declined" | "declines"
    )
}

fn hedged(was: Option<Hedge>, now: Option<Hedge>) -> Note {
    match (was, now) {
        (Some(was), None) if was != Hedge::Certain => Note::HEDGE_DROPPED,
        (None, Some(now)) if now != Hedge::Certain => Note::HEDGE_ADDED,
        (Some(was), Some(now)) if now > was => Note::MORE_CERTAIN,
        _ => Note::LESS_CERTAIN,
    }
}

/// Whether a range holds a verb of speech or "according to".
fn says(half: &super::pair::Half<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|at| {
        speech::is_said(half, at)
            || half.piece(at).is_some_and(|piece| piece.quotation == 0) && speech::names_source_at(half, at)
    })
}

/// The stems of the content words of a range, in order.
fn content_stems(half: &super::pair::Half<'_>, range: Range<usize>) -> Vec<u32> {
    let pieces = half.sheet.pieces.get(range).unwrap_or_default();
    let mut stems: Vec<u32> =
        pieces.iter().filter(|piece| piece.class == Class::Content).map(|piece| piece.stem).collect();
    order_numbers(&mut stems);
    stems
}

/// Words that were taken out at one place of a passage and put in at another are one change.
fn moved_within(pair: &Pair<'_>, changes: Vec<Change>, attributed: Attributed) -> Vec<Change> {
    let stems = content_stems;
    let mut changes = changes;
    // A clause whose words stood in another place of the passage, or stand there now, is moved.
    let unmatched = |half: &super::pair::Half<'_>| {
        let pieces = half.range.clone().filter(|&at| half.partner(at).is_none() && half.has_content(at..at + 1));
        let mut stems: Vec<u32> = pieces.filter_map(|at| Some(half.piece(at)?.stem)).collect();
        order_numbers(&mut stems);
        stems
    };
    for change in &mut changes {
        let (words, others) = match change.kind {
            EditKind::SentenceDropped => (stems(&pair.original, change.original.clone()), unmatched(&pair.page)),
            EditKind::SentenceAdded => (stems(&pair.page, change.page.clone()), unmatched(&pair.original)),
            _ => continue,
        };
        let found = words.iter().filter(|stem| others.binary_search(stem).is_ok()).count();
        if found * 4 >= words.len() * 3 {
            (change.kind, change.seriousness) = (EditKind::Reworded, Seriousness::Wording);
            change.note = Note::MOVED;
        }
    }
    let mut taken_out: Vec<(Vec<u32>, usize)> = Vec::new();
    for (number, change) in changes.iter().enumerate().filter(|(_, change)| change.page.is_empty()) {
        let stems = stems(&pair.original, change.original.clone());
        if !stems.is_empty() {
            // Of equals the last.
            taken_out.retain(|(others, _)| *others != stems);
            taken_out.push((stems, number));
        }
    }
    let mut gone = vec![false; changes.len()];
    let mut joined = Vec::new();
    let together = |left: &Change, right: &Change, note: Note| Change {
        kind: EditKind::Reworded,
        seriousness: Seriousness::Wording,
        note,
        original: left.original.clone(),
        page: right.page.clone(),
    };
    for (number, change) in changes.iter().enumerate().filter(|(_, change)| change.original.is_empty()) {
        let put_in = stems(&pair.page, change.page.clone());
        if let Some(at) = taken_out.iter().position(|(stems, _)| *stems == put_in) {
            let (_, other) = taken_out.remove(at);
            (gone[number], gone[other]) = (true, true);
            joined.push(together(&changes[other], change, Note::MOVED));
        }
    }
    // A clause that is gone and one that is new, with a word in common, are one clause in two forms.
    for (number, change) in changes.iter().enumerate().filter(|(_, change)| change.original.is_empty()).take(40) {
        if gone[number] {
            continue;
        }
        let new = stems(&pair.page, change.page.clone());
        let common = |other: &usize| {
            let old = stems(&pair.original, changes[*other].original.clone());
            old.iter().filter(|stem| new.binary_search(stem).is_ok()).count()
        };
        let left = (0..changes.len()).filter(|&other| !gone[other] && changes[other].page.is_empty()).take(40);
        if let Some(other) = left.max_by_key(common).filter(|other| common(other) > 0) {
            (gone[number], gone[other]) = (true, true);
            let mut moved = together(&changes[other], change, Note::MOVED_AND_REWORDED);
            // "According to the ministry 230 people came" and "230 people came" in another order of words.
            if attributed.original && !attributed.page && says(&pair.original, &moved.original) {
                (moved.kind, moved.seriousness) = (EditKind::AttributionDropped, Seriousness::Substance);
                moved.note = Note::ATTRIBUTION_DROPPED;
            }
            joined.push(moved);
        }
    }
    let rest = changes.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(change, _)| change);
    rest.chain(joined).collect()
}
