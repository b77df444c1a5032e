//! Were quotations altered or dropped?

use super::pair::{Half, Pair};
use super::piece::{Class, Piece, Sheet};
use super::{EditKind, Note, Seriousness};
use crate::order::{Order as _, order_numbers};
use std::ops::Range;

/// Everything that a page quotes, to ask whether a quotation stands somewhere on it.
#[derive(Debug, Default)]
pub(super) struct Quoted {
    /// Hashes of three quoted words in a row, in ascending order.
    triples: Vec<u64>,
    /// Hashes of whole quotations, in ascending order.
    whole: Vec<u64>,
}

impl Quoted {
    /// Reads a side's quotations.
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        let mut quoted = Self::default();
        // The last words of the quotation before: a page may join what "he said" parted.
        let mut end: Vec<u32> = Vec::new();
        for run in runs(sheet, 0..sheet.pieces.len()) {
            let keys = keys(sheet, run);
            quoted.whole.push(hash(&keys));
            end.extend(&keys);
            quoted.triples.extend(end.windows(3).map(hash));
            end.drain(..end.len().saturating_sub(2));
        }
        order_numbers(&mut quoted.whole);
        order_numbers(&mut quoted.triples);
        quoted
    }

    /// Whether these words stand quoted somewhere.
    pub(super) fn has(&self, keys: &[u32]) -> bool {
        let in_triples = |triple: &[u32]| self.triples.binary_search(&hash(triple)).is_ok();
        self.whole.binary_search(&hash(keys)).is_ok() || (keys.len() >= 4 && keys.windows(3).all(in_triples))
    }
}

/// FNV-1a over words.
pub(super) fn hash(keys: &[u32]) -> u64 {
    keys.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &key| (hash ^ u64::from(key)).wrapping_mul(0x0100_0000_01b3))
}

/// The quotations, or parts of them, in a range of pieces.
pub(super) fn runs(sheet: &Sheet<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<(u32, Range<usize>)> = Vec::new();
    for (at, piece) in range.clone().zip(sheet.pieces.get(range).unwrap_or_default()) {
        if piece.quotation == 0 {
            continue;
        }
        match runs.last_mut() {
            Some((number, run)) if *number == piece.quotation => run.end = at + 1,
            _ => runs.push((piece.quotation, at..at + 1)),
        }
    }
    runs.into_iter().map(|(_, run)| run).filter(|run| !keys(sheet, run.clone()).is_empty()).collect()
}

/// The words of a range, without marks.
pub(super) fn keys(sheet: &Sheet<'_>, range: Range<usize>) -> Vec<u32> {
    let words = |piece: &&Piece| piece.class != Class::Mark;
    sheet.pieces.get(range).unwrap_or_default().iter().filter(words).map(|piece| piece.key).collect()
}

/// The least likeness (Dice, of words) at which two quotations are taken for one that was altered.
const ALIKE: f32 = 0.34;

/// Pairs the quotations of both passages and compares them.
pub(super) fn compare(pair: &mut Pair<'_>, quoted_on_page: &Quoted, quoted_in_original: &Quoted) {
    let originals = quotations(&pair.original);
    let pages = quotations(&pair.page);
    if originals.is_empty() && pages.is_empty() {
        return;
    }
    let all = |side: &[(Range<usize>, Vec<u32>)]| side.iter().flat_map(|(_, keys)| keys.clone()).collect::<Vec<_>>();
    let (all_original, all_page) = (all(&originals), all(&pages));
    if all_original == all_page {
        return;
    }
    let mut candidates = Vec::new();
    for (i, (_, left)) in originals.iter().enumerate() {
        for (j, (_, right)) in pages.iter().enumerate() {
            let alike = likeness(left, right);
            if alike >= ALIKE {
                candidates.push((alike, i, j));
            }
        }
    }
    candidates.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut used_original = vec![false; originals.len()];
    let mut used_page = vec![false; pages.len()];
    for (_, i, j) in candidates {
        if used_original[i] || used_page[j] {
            continue;
        }
        let (left, right) = (&originals[i], &pages[j]);
        (used_original[i], used_page[j]) = (true, true);
        // Parted or joined differently, but every word is there, and quoted.
        if left.1 == right.1 || holds(&all_page, &left.1) && holds(&all_original, &right.1) {
            continue;
        }
        if holds(&all_page, &left.1) && quoted_in_original.has(&right.1)
            || holds(&all_original, &right.1) && quoted_on_page.has(&left.1)
        {
            continue;
        }
        let letters = |half: &Half<'_>, run: &Range<usize>| {
            half.text(run.clone()).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        };
        if letters(&pair.original, &left.0).eq_ignore_ascii_case(&letters(&pair.page, &right.0)) {
            continue;
        }
        let note = if is_within(&right.1, &left.1) {
            Note::QUOTE_SHORTENED
        } else if is_within(&left.1, &right.1) {
            Note::QUOTE_EXTENDED
        } else {
            Note::NONE
        };
        pair.claim(EditKind::QuoteAltered, Seriousness::Substance, note, left.0.clone(), right.0.clone());
    }
    for (i, (run, keys)) in originals.iter().enumerate().filter(|(i, _)| !used_original[*i]) {
        let _ = i;
        if !holds(&all_page, keys) && !quoted_on_page.has(keys) {
            unquoted(pair, run.clone(), keys);
        }
    }
    for (_, (run, keys)) in pages.iter().enumerate().filter(|(j, _)| !used_page[*j]) {
        if !holds(&all_original, keys) && !quoted_in_original.has(keys) {
            newly_quoted(pair, run.clone());
        }
    }
}

fn quotations(half: &Half<'_>) -> Vec<(Range<usize>, Vec<u32>)> {
    runs(half.sheet, half.range.clone()).into_iter().map(|run| (run.clone(), keys(half.sheet, run))).collect()
}

/// A quotation of the original that is quoted nowhere on the page: its words stand there without marks, or not at all.
fn unquoted(pair: &mut Pair<'_>, run: Range<usize>, keys: &[u32]) {
    let partners: Vec<usize> = run.clone().filter_map(|at| pair.original.partner(at)).collect();
    let words =
        partners.iter().filter(|&&at| pair.page.piece(at).is_some_and(|piece| piece.class != Class::Mark)).count();
    if let (Some(&first), Some(&last)) = (partners.first(), partners.last())
        && words * 10 >= keys.len() * 7
        && last - first < run.len() + 4
    {
        let note = Note::UNQUOTED;
        pair.claim(EditKind::QuoteAltered, Seriousness::Substance, note, run, first..last + 1);
        return;
    }
    // With a whole clause around it, the clause is what was dropped.
    let around = clause_around(pair, run.clone());
    let stand_in = pair.opposite(around.clone());
    let is_clause = pair.original.count_words(around.clone()) > keys.len() + 2 && pair.page.count_words(stand_in) <= 1;
    let is_word = |&at: &usize| pair.original.piece(at).is_some_and(|piece| piece.class != Class::Mark);
    if is_clause && run.clone().filter(is_word).all(|at| pair.original.partner(at).is_none()) {
        // The marks inside go with it, even where the page has the like.
        for at in run.clone() {
            pair.part(at);
        }
        pair.dropped_quotations.push(run);
    } else {
        pair.claim(EditKind::QuoteDropped, Seriousness::Substance, Note::NONE, run, 0..0);
    }
}

/// A quotation of the page that the original quotes nowhere.
fn newly_quoted(pair: &mut Pair<'_>, run: Range<usize>) {
    let partners: Vec<usize> = run.clone().filter_map(|at| pair.page.partner(at)).collect();
    let words =
        partners.iter().filter(|&&at| pair.original.piece(at).is_some_and(|piece| piece.class != Class::Mark)).count();
    let (Some(&first), Some(&last)) = (partners.first(), partners.last()) else {
        return;
    };
    let all_words = pair.page.count_words(run.clone());
    if words * 10 >= all_words * 7 && last - first < run.len() + 4 {
        let note = Note::NEWLY_QUOTED;
        pair.claim(EditKind::QuoteAltered, Seriousness::Substance, note, first..last + 1, run);
    }
}

/// The longest stretch around a range of the original that has no partners.
fn clause_around(pair: &Pair<'_>, run: Range<usize>) -> Range<usize> {
    let is_gone = |at: &usize| pair.original.partner(*at).is_none() && pair.original.taken_by(*at) == 0;
    let start = (pair.original.range.start..run.start).rev().take_while(is_gone).last().unwrap_or(run.start);
    let end = (run.end..pair.original.range.end).take_while(is_gone).last().map_or(run.end, |at| at + 1);
    start..end
}

/// Dice's coefficient of two bags of words.
pub(super) fn likeness(left: &[u32], right: &[u32]) -> f32 {
    let mut bag = left.to_vec();
    order_numbers(&mut bag);
    let mut words = right.to_vec();
    order_numbers(&mut words);
    let mut bag = bag.into_iter().peekable();
    let mut common = 0;
    for word in words {
        while bag.next_if(|&other| other < word).is_some() {}
        common += usize::from(bag.next_if_eq(&word).is_some());
    }
    2.0 * common as f32 / (left.len() + right.len()).max(1) as f32
}

/// Whether `words` stand in `all` in a row.
fn holds(all: &[u32], words: &[u32]) -> bool {
    !words.is_empty() && all.windows(words.len()).any(|window| window == words)
}

/// Whether `words` stand in `all` in order.
fn is_within(words: &[u32], all: &[u32]) -> bool {
    let mut rest = all.iter();
    words.iter().all(|word| rest.any(|other| other == word))
}
