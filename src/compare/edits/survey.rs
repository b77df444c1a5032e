//! Which edits does a pair of documents have, from the first line to the last?

use super::pair::{Change, Pair};
use super::piece::{Class, Sheet};
use super::quote::Quoted;
use super::rest;
use super::when::{self, Published};
use super::{Edit, EditKind, Excerpt, Note, Place, Seriousness, figure, matching, parts, quote, speaker, speech, who};
use crate::compare::{Alignment, Relation, Side};
use crate::order::{Order as _, order_numbers};
use crate::story::Role;
use crate::text::Span;
use crate::text::case::is_capitalized;
use crate::text::date::{self, Date, When};
use crate::text::scan::Words;
use crate::text::sentence::sentences;
use crate::text::token::Token;
use std::ops::Range;

/// Two stretches of pieces that belong together.
struct Unit {
    original: Range<usize>,
    page: Range<usize>,
    role: Role,
    is_moved: bool,
}

/// Every difference between two documents whose sentences are aligned: most serious first, then as EditKind orders, then
/// in the page's order.
pub(in crate::compare) fn edits(
    (original, original_words): (Side<'_>, &[Token]),
    (page, page_words): (Side<'_>, &[Token]),
    alignment: &Alignment,
) -> Vec<Edit> {
    let (left, right) = Sheet::of_both((original, original_words), (page, page_words));
    let units = units(&left, &right, alignment);
    let published = Published { original: day_of(original), page: day_of(page) };
    let quoted = (Quoted::of(&left), Quoted::of(&right));
    let capitals = capitals(&left, &right);
    let mut kept: Vec<Option<usize>> = vec![None; right.pieces.len()];
    let mut pairs = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    let mut moves: Vec<Change> = Vec::new();
    for unit in &units {
        if unit.is_moved {
            let (kind, seriousness) = if unit.role == Role::Body {
                (EditKind::SentenceMoved, Seriousness::Wording)
            } else {
                (EditKind::SentenceMoved, Seriousness::Style)
            };
            let change = Change {
                kind,
                seriousness,
                note: Note::NONE,
                original: unit.original.clone(),
                page: unit.page.clone(),
            };
            moves.push(change);
        }
        if is_equal(&left, &right, unit) {
            for (at, partner) in unit.original.clone().zip(unit.page.clone()) {
                kept[partner] = Some(at);
            }
            continue;
        }
        let pair = Pair::new((&left, unit.original.clone()), (&right, unit.page.clone()));
        pairs.push((unit.role, pair));
    }
    let (roles, mut pairs): (Vec<Role>, Vec<Pair<'_>>) = pairs.into_iter().unzip();
    let mut orphans = (Vec::new(), Vec::new());
    let mut attributed = Vec::new();
    for (number, (role, pair)) in roles.iter().zip(&mut pairs).enumerate() {
        match role {
            Role::Headline => parts::headline(pair),
            Role::Body => {
                quote::compare(pair, &quoted.1, &quoted.0);
                let dates = when::compare(pair, number, published, &mut orphans);
                figure::compare(pair, (&dates.original, &dates.page));
                attributed.push(speech::compare(pair, &capitals));
                who::compare(pair, &capitals);
            }
            role => parts::credit(pair, *role),
        }
    }
    when::link(&mut pairs, orphans, published);
    let mut attributed = attributed.into_iter();
    for (role, pair) in roles.iter().zip(&mut pairs) {
        if *role == Role::Body
            && let Some(attributed) = attributed.next()
        {
            rest::finish(pair, attributed);
        }
        for at in pair.original.range.clone() {
            if let Some(partner) = pair.original.partner(at).filter(|&partner| pair.is_kept(at, partner)) {
                kept[partner] = Some(at);
            }
        }
    }
    speaker::link(&mut pairs);
    for pair in &mut pairs {
        changes.append(&mut pair.changes);
    }
    lonely(&left, &right, &units, alignment, &quoted.1, &mut changes);
    write(&left, &right, changes, moves, &kept)
}

/// The day a side was published: as it was given, or as its byline says.
fn day_of(side: Side<'_>) -> Option<Date> {
    let in_byline = || {
        side.document.of_role(Role::Byline).find_map(|byline| {
            date::mentions(&Words::of(byline)).into_iter().find_map(|mention| match mention.when {
                When::Day { year: Some(year), month, day } => Date::new(year, month, day),
                _ => None,
            })
        })
    };
    side.published.or_else(in_byline)
}

/// What belongs together, in the page's order; what stands out of order is marked as moved.
fn units(left: &Sheet<'_>, right: &Sheet<'_>, alignment: &Alignment) -> Vec<Unit> {
    let mut units = Vec::new();
    for role in [Role::Headline, Role::Byline, Role::Dateline, Role::CreditLine] {
        for (original, page) in parts::pairs_of_role(left, right, role) {
            units.push(Unit { original, page, role, is_moved: false });
        }
    }
    for (number, group) in alignment.groups.iter().enumerate() {
        if let (Some(original), Some(page)) = (group.original, group.page) {
            let (mut original, mut page) = (body(left, original), body(right, page));
            let is_moved = group.relation == Relation::Moved;
            if !is_moved {
                take_in(left, right, alignment, number, (&mut original, &mut page));
            }
            for (original, page) in part(left, right, original, page) {
                units.push(Unit { original, page, role: Role::Body, is_moved });
            }
        }
    }
    units.extend(identical(left, right, alignment));
    // Nothing may stand in two units.
    let mut reach = 0;
    units.order_by_key(|unit| (unit.original.start, unit.original.end));
    for unit in &mut units {
        unit.original.start = unit.original.start.max(reach);
        reach = reach.max(unit.original.end);
    }
    reach = 0;
    units.order_by_key(|unit| (unit.page.start, unit.page.end));
    for unit in &mut units {
        unit.page.start = unit.page.start.max(reach);
        reach = reach.max(unit.page.end);
    }
    units.retain(|unit| unit.original.start < unit.original.end && unit.page.start < unit.page.end);
    let in_place: Vec<(usize, usize)> = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| !unit.is_moved)
        .map(|(number, unit)| (number, unit.original.start))
        .collect();
    let weight = |number: usize| {
        in_place.get(number).and_then(|&(unit, _)| units.get(unit)).map_or(1, |unit| unit.original.len() as u64)
    };
    let stays = matching::in_order(&in_place, weight);
    units.iter_mut().for_each(|unit| unit.is_moved = true);
    for (number, _) in stays {
        units[number].is_moved = false;
    }
    units
}

/// Of a sentence's main words so many must be those that its neighbour lost: two of three.
const OF_NEIGHBOUR: (usize, usize) = (2, 3);

/// Takes the sentence beside a group that stands on one side alone for the rest of the group's own, which was cut in two, or
/// joined: one that says what the group's other side says and its own side does not.
fn take_in(
    left: &Sheet<'_>,
    right: &Sheet<'_>,
    alignment: &Alignment,
    number: usize,
    (original, page): (&mut Range<usize>, &mut Range<usize>),
) {
    let neighbours = [number.checked_sub(1), Some(number + 1)];
    for group in neighbours.into_iter().flatten().filter_map(|number| alignment.groups.get(number)) {
        let (sheet, beside, own, other) = match (group.original, group.page) {
            (None, Some(span)) => (right, body(right, span), &mut *page, (left, &*original)),
            (Some(span), None) => (left, body(left, span), &mut *original, (right, &*page)),
            _ => continue,
        };
        let adjoins = beside.end == own.start || own.end == beside.start;
        if beside.is_empty() || !adjoins {
            continue;
        }
        let mut missing = main_words(other.0, other.1.clone());
        for word in main_words(sheet, own.clone()) {
            if let Ok(at) = missing.binary_search(&word) {
                missing.remove(at);
            }
        }
        let words = main_words(sheet, beside.clone());
        let common = words.iter().filter(|word| missing.binary_search(word).is_ok()).count();
        if common >= OF_NEIGHBOUR.0 && common * OF_NEIGHBOUR.1 >= words.len() * OF_NEIGHBOUR.0 {
            *own = own.start.min(beside.start)..own.end.max(beside.end);
        }
    }
}

/// The stems of the main words of a range, in ascending order.
fn main_words(sheet: &Sheet<'_>, range: Range<usize>) -> Vec<u32> {
    let pieces = sheet.pieces.get(range).unwrap_or_default();
    let mut words: Vec<u32> =
        pieces.iter().filter(|piece| piece.class == Class::Content).map(|piece| piece.stem).collect();
    order_numbers(&mut words);
    words
}

/// Sentences of few words say too little to be aligned; where both sides have the same one without partner, they are one.
fn identical(left: &Sheet<'_>, right: &Sheet<'_>, alignment: &Alignment) -> Vec<Unit> {
    let hash = |sheet: &Sheet<'_>, range: &Range<usize>| quote::hash(&quote::keys(sheet, range.clone()));
    let added = alignment.groups.iter().filter(|group| group.original.is_none()).filter_map(|group| group.page);
    let mut added: Vec<(u64, Range<usize>)> =
        added.map(|span| body(right, span)).map(|range| (hash(right, &range), range)).collect();
    added.order_by_key(|(hash, range)| (*hash, range.start));
    let mut units = Vec::new();
    for span in alignment.groups.iter().filter(|group| group.page.is_none()).filter_map(|group| group.original) {
        let original = body(left, span);
        let wanted = hash(left, &original);
        let first = added.partition_point(|(hash, _)| *hash < wanted);
        let same = added.iter_mut().skip(first).take_while(|(hash, _)| *hash == wanted);
        if let Some((_, page)) =
            same.filter(|(_, page)| page.len() == original.len()).find(|(_, page)| !page.is_empty())
        {
            units.push(Unit { original, page: std::mem::take(page), role: Role::Body, is_moved: false });
        }
    }
    units
}

/// The least likeness (Dice, of words) at which a sentence inside a group has its own partner.
const OWN_PARTNER: f32 = 0.6;

/// Parts a group of several sentences on both sides where each has its own partner and they changed places.
fn part(
    left: &Sheet<'_>,
    right: &Sheet<'_>,
    original: Range<usize>,
    page: Range<usize>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let cut = |sheet: &Sheet<'_>, range: &Range<usize>| -> Vec<Range<usize>> {
        let span = sheet.span(range.clone());
        let spans = sentences(span.of(sheet.text));
        let pieces = |inner: &Span| sheet.within(Span::new(span.start + inner.start, span.start + inner.end));
        spans.iter().map(pieces).filter(|range| !range.is_empty()).collect()
    };
    let whole = vec![(original.clone(), page.clone())];
    let (lefts, rights) = (cut(left, &original), cut(right, &page));
    if !(2..=6).contains(&lefts.len()) || lefts.len() != rights.len() {
        return whole;
    }
    let keys = |sheet: &Sheet<'_>, ranges: &[Range<usize>]| -> Vec<Vec<u32>> {
        ranges.iter().map(|range| quote::keys(sheet, range.clone())).collect()
    };
    let (left_keys, right_keys) = (keys(left, &lefts), keys(right, &rights));
    let mut used = vec![false; rights.len()];
    let mut parted = Vec::new();
    for (range, keys) in lefts.iter().zip(&left_keys) {
        let alike = |j: &usize| quote::likeness(keys, &right_keys[*j]);
        let best = (0..rights.len()).filter(|&j| !used[j]).max_by(|a, b| alike(a).total_cmp(&alike(b)));
        let Some(j) = best.filter(|j| alike(j) >= OWN_PARTNER) else { return whole };
        used[j] = true;
        parted.push((range.clone(), rights[j].clone()));
    }
    let in_order = parted.is_sorted_by(|a, b| a.1.start < b.1.start);
    if in_order { whole } else { parted }
}

/// The pieces of the body that a span covers.
fn body(sheet: &Sheet<'_>, span: Span) -> Range<usize> {
    let range = sheet.within(span);
    let is_body = |at: &usize| sheet.pieces.get(*at).is_some_and(|piece| piece.role == Role::Body);
    let start = range.clone().find(is_body).unwrap_or(range.end);
    let end = (start..range.end).take_while(is_body).last().map_or(start, |at| at + 1);
    start..end
}

fn is_equal(left: &Sheet<'_>, right: &Sheet<'_>, unit: &Unit) -> bool {
    unit.original.len() == unit.page.len()
        && unit.original.clone().zip(unit.page.clone()).all(|(at, partner)| {
            left.raw(at) == right.raw(partner) && left.pieces[at].joined == right.pieces[partner].joined
        })
}

/// Stems of words that are capitalised inside a sentence somewhere, and so are names; in ascending order.
fn capitals(left: &Sheet<'_>, right: &Sheet<'_>) -> Vec<u32> {
    let mut capitals = Vec::new();
    for sheet in [left, right] {
        for at in 1..sheet.pieces.len() {
            let (before, piece) = (&sheet.pieces[at - 1], &sheet.pieces[at]);
            let is_inside = before.class != Class::Mark && piece.role == Role::Body && before.role == Role::Body;
            if is_inside && piece.class != Class::Mark && is_capitalized(sheet.raw(at)) {
                capitals.push(piece.stem);
            }
        }
    }
    order_numbers(&mut capitals);
    capitals
}

/// What stands on one side alone.
fn lonely(
    left: &Sheet<'_>,
    right: &Sheet<'_>,
    units: &[Unit],
    alignment: &Alignment,
    quoted: &Quoted,
    changes: &mut Vec<Change>,
) {
    let mut cuts = (Vec::new(), Vec::new());
    // Only the body is told sentence by sentence.
    let cut = |sheet: &Sheet<'_>, span: Option<Span>, cuts: &mut Vec<usize>| {
        let start = span.map(|span| sheet.within(span).start);
        cuts.extend(start.filter(|&at| sheet.pieces.get(at).is_some_and(|piece| piece.role == Role::Body)));
    };
    for group in &alignment.groups {
        cut(left, group.original, &mut cuts.0);
        cut(right, group.page, &mut cuts.1);
    }
    let covered = |side: fn(&Unit) -> &Range<usize>| {
        let mut ranges: Vec<Range<usize>> = units.iter().map(|unit| side(unit).clone()).collect();
        ranges.order_by_key(|range| range.start);
        ranges
    };
    for (role, range) in alone(left, covered(|unit| &unit.original), cuts.0) {
        if role != Role::Body {
            changes.push(parts::alone(left, role, range, true));
            continue;
        }
        // A sentence that is nothing but a quotation is said to be one, once.
        if let [run] = quote::runs(left, range.clone()).as_slice() {
            let keys = quote::keys(left, run.clone());
            if keys.len() == quote::keys(left, range.clone()).len() && !quoted.has(&keys) {
                let change = whole(left, range, true);
                changes.push(Change { kind: EditKind::QuoteDropped, ..change });
                continue;
            }
        }
        changes.push(whole(left, range.clone(), true));
        for run in quote::runs(left, range) {
            if !quoted.has(&quote::keys(left, run.clone())) {
                changes.push(Change {
                    kind: EditKind::QuoteDropped,
                    seriousness: Seriousness::Substance,
                    note: Note::WITH_ITS_SENTENCE,
                    original: run,
                    page: 0..0,
                });
            }
        }
    }
    for (role, range) in alone(right, covered(|unit| &unit.page), cuts.1) {
        changes.push(if role == Role::Body {
            whole(right, range, false)
        } else {
            parts::alone(right, role, range, false)
        });
    }
}

/// A whole sentence that was dropped or added; marks alone are punctuation.
fn whole(sheet: &Sheet<'_>, range: Range<usize>, is_original: bool) -> Change {
    let says =
        sheet.pieces.get(range.clone()).is_some_and(|pieces| pieces.iter().any(|piece| piece.class != Class::Mark));
    let (kind, seriousness) = match (says, is_original) {
        (false, _) => (EditKind::HouseStyle, Seriousness::Style),
        (true, true) => (EditKind::SentenceDropped, Seriousness::Substance),
        (true, false) => (EditKind::SentenceAdded, Seriousness::Substance),
    };
    let (original, page) = if is_original { (range, 0..0) } else { (0..0, range) };
    Change { kind, seriousness, note: Note::NONE, original, page }
}

/// The pieces that no range covers, cut where sentences and parts begin.
fn alone(sheet: &Sheet<'_>, covered: Vec<Range<usize>>, mut cuts: Vec<usize>) -> Vec<(Role, Range<usize>)> {
    cuts.extend(sheet.side.document.parts.iter().map(|part| sheet.within(part.span).start));
    cuts.order();
    cuts.dedup();
    let mut found = Vec::new();
    let mut at = 0;
    let mut cuts = cuts.into_iter().peekable();
    for range in covered.into_iter().chain(std::iter::once(sheet.pieces.len()..sheet.pieces.len())) {
        while at < range.start {
            while cuts.next_if(|&cut| cut <= at).is_some() {}
            let end = cuts.peek().map_or(range.start, |&cut| cut.min(range.start));
            if let Some(piece) = sheet.pieces.get(at) {
                found.push((piece.role, at..end));
            }
            at = end;
        }
        at = at.max(range.end);
    }
    found
}

/// Writes the changes as edits, in their order.
fn write(
    left: &Sheet<'_>,
    right: &Sheet<'_>,
    changes: Vec<Change>,
    moves: Vec<Change>,
    kept: &[Option<usize>],
) -> Vec<Edit> {
    let inside_move = |range: &Range<usize>| {
        let before = moves.partition_point(|change| change.page.start <= range.start);
        before.checked_sub(1).and_then(|at| moves.get(at)).filter(|change| range.end <= change.page.end)
    };
    // For every piece of the page the end of the last piece kept before it, once among what stands in place, and
    // once inside the moved sentence it stands in.
    let mut in_place = vec![0; kept.len() + 1];
    let mut within = vec![0; kept.len() + 1];
    for at in 0..kept.len() {
        let end = kept[at].and_then(|at| left.pieces.get(at)).map(|piece| piece.span.end);
        let home = inside_move(&(at..at + 1));
        in_place[at + 1] = end.filter(|_| home.is_none()).unwrap_or(in_place[at]);
        if let Some(home) = home {
            if at == home.page.start {
                within[at] = left.pieces.get(home.original.start).map_or(0, |piece| piece.span.start);
            }
            within[at + 1] = end.unwrap_or(within[at]);
        }
    }
    // Where on the page a piece of the original would stand: after the last kept piece before it.
    let mut stands = vec![0; left.pieces.len() + 1];
    let mut back = vec![None; left.pieces.len()];
    for (page, original) in
        kept.iter().enumerate().filter_map(|(page, original)| original.map(|original| (page, original)))
    {
        back[original] = Some(page);
    }
    for at in 0..left.pieces.len() {
        stands[at + 1] = back[at].map_or(stands[at], |page| right.pieces.get(page).map_or(0, |piece| piece.span.end));
    }
    let mut written: Vec<(usize, usize, Edit)> = Vec::with_capacity(changes.len() + moves.len());
    for change in moves.iter().chain(&changes) {
        let home = if change.kind == EditKind::SentenceMoved { None } else { inside_move(&change.page) };
        let at = if home.is_some() { within[change.page.start] } else { in_place[change.page.start] };
        let joined = right.pieces.get(change.page.start).is_some_and(|piece| piece.joined);
        let edit = Edit {
            kind: change.kind,
            seriousness: change.seriousness,
            note: change.note.clone(),
            original: excerpt(left, change.original.clone()),
            page: excerpt(right, change.page.clone()),
            place: if change.page.is_empty() { Place::default() } else { Place { at, joined } },
        };
        let page_position =
            edit.page.as_ref().map_or_else(|| stands[change.original.start], |excerpt| excerpt.span.start);
        written.push((page_position, change.original.start, edit));
    }
    written.order_by(|a, b| {
        let key = |edit: &Edit| (edit.seriousness, edit.kind);
        key(&a.2).cmp(&key(&b.2)).then((a.0, a.1).cmp(&(b.0, b.1)))
    });
    written.into_iter().map(|(_, _, edit)| edit).collect()
}

/// A run of pieces as an excerpt. Furniture inside it is left out of the text.
fn excerpt(sheet: &Sheet<'_>, range: Range<usize>) -> Option<Excerpt> {
    if range.is_empty() {
        return None;
    }
    let span = sheet.span(range.clone());
    let furniture = |part: &&crate::story::Part| {
        part.role == Role::Furniture && part.span.start < span.end && span.start < part.span.end
    };
    let mut text = span.of(sheet.text).to_owned();
    let parts = &sheet.side.document.parts;
    let near = parts.partition_point(|part| part.span.end <= span.start);
    if parts.iter().skip(near).take_while(|part| part.span.start < span.end).any(|part| furniture(&part)) {
        text.clear();
        for at in range {
            if !text.is_empty() && !sheet.pieces[at].joined {
                text.push(' ');
            }
            text.push_str(sheet.raw(at));
        }
    }
    Some(Excerpt { span, text })
}
