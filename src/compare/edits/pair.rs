//! What is known of two passages that belong together?

use super::matching;
use super::piece::{Class, Piece, Sheet};
use super::{EditKind, Note, Seriousness};
use crate::text::Span;
use crate::text::scan::Words;
use std::ops::Range;

/// An edit in the making: ranges are pieces of the whole side, empty where a side has none.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) kind: EditKind,
    pub(super) seriousness: Seriousness,
    pub(super) note: Note,
    pub(super) original: Range<usize>,
    pub(super) page: Range<usize>,
}

/// One side of a pair.
#[derive(Debug)]
pub(super) struct Half<'a> {
    /// The whole side.
    pub(super) sheet: &'a Sheet<'a>,
    /// Its pieces that belong to the pair.
    pub(super) range: Range<usize>,
    /// For each of them the piece on the other side that it goes with, counted in the whole side.
    pub(super) partners: Vec<Option<usize>>,
    /// For each of them the number of the change that has it, from 1; 0 for none.
    pub(super) taken: Vec<usize>,
    /// Its words.
    pub(super) words: Words<'a>,
    /// Where its words begin in the side's text.
    offset: usize,
}

/// Two passages that belong together, and what was found out about them.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) original: Half<'a>,
    pub(super) page: Half<'a>,
    pub(super) changes: Vec<Change>,
    /// Quotations of the original that the page has not, and that no change has taken.
    pub(super) dropped_quotations: Vec<Range<usize>>,
}

impl<'a> Half<'a> {
    fn new(sheet: &'a Sheet<'a>, range: Range<usize>) -> Self {
        let span = sheet.span(range.clone());
        Self {
            sheet,
            partners: vec![None; range.len()],
            taken: vec![0; range.len()],
            words: Words::in_language(span.of(sheet.text), sheet.language),
            offset: span.start,
            range,
        }
    }

    /// A piece of the pair by its place in the whole side.
    pub(super) fn piece(&self, at: usize) -> Option<&Piece> {
        self.range.contains(&at).then(|| self.sheet.pieces.get(at)).flatten()
    }

    /// The partner of a piece.
    pub(super) fn partner(&self, at: usize) -> Option<usize> {
        self.partners.get(at.checked_sub(self.range.start)?).copied().flatten()
    }

    /// The change that has taken a piece; 0 for none.
    pub(super) fn taken_by(&self, at: usize) -> usize {
        at.checked_sub(self.range.start).and_then(|at| self.taken.get(at)).copied().unwrap_or_default()
    }

    /// Whether no change has taken any of these pieces.
    pub(super) fn is_free(&self, range: Range<usize>) -> bool {
        range.clone().all(|at| self.taken_by(at) == 0) && range.start >= self.range.start && range.end <= self.range.end
    }

    /// The pieces that a span of the words' text covers.
    pub(super) fn pieces_of(&self, span: Span) -> Range<usize> {
        let covered = self.sheet.within(Span::new(span.start + self.offset, span.end + self.offset));
        covered.start.max(self.range.start)..covered.end.min(self.range.end).max(covered.start.max(self.range.start))
    }

    /// Whether any word of a range is content.
    pub(super) fn has_content(&self, range: Range<usize>) -> bool {
        self.sheet.pieces.get(range).is_some_and(|pieces| pieces.iter().any(|piece| piece.class == Class::Content))
    }

    /// How many words stand in a range.
    pub(super) fn count_words(&self, range: Range<usize>) -> usize {
        let pieces = self.sheet.pieces.get(range).unwrap_or_default();
        pieces.iter().filter(|piece| piece.class != Class::Mark).count()
    }

    /// The text of a range.
    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.sheet.span(range).of(self.sheet.text)
    }
}

impl<'a> Pair<'a> {
    /// Matches the pieces of two passages.
    pub(super) fn new(original: (&'a Sheet<'a>, Range<usize>), page: (&'a Sheet<'a>, Range<usize>)) -> Self {
        let mut pair = Self {
            original: Half::new(original.0, original.1),
            page: Half::new(page.0, page.1),
            changes: Vec::new(),
            dropped_quotations: Vec::new(),
        };
        let left = &pair.original.sheet.pieces[pair.original.range.clone()];
        let right = &pair.page.sheet.pieces[pair.page.range.clone()];
        let mut partners = matching::matches(left, right);
        matching::clean_up(left, right, &mut partners);
        matching::slide(left, right, &mut partners);
        if is_changed_throughout(left, right, &partners) {
            partners.fill(None);
        }
        for (i, j) in partners.into_iter().enumerate().filter_map(|(i, partner)| Some((i, partner?))) {
            pair.original.partners[i] = Some(pair.page.range.start + j);
            pair.page.partners[j] = Some(pair.original.range.start + i);
        }
        pair
    }

    /// Takes pieces of both sides for a change; false where another change has some of them.
    pub(super) fn claim(
        &mut self,
        kind: EditKind,
        seriousness: Seriousness,
        note: Note,
        original: Range<usize>,
        page: Range<usize>,
    ) -> bool {
        if original.is_empty() && page.is_empty() {
            return false;
        }
        if !(original.is_empty() || self.original.is_free(original.clone()))
            || !(page.is_empty() || self.page.is_free(page.clone()))
        {
            return false;
        }
        let number = self.changes.len() + 1;
        for at in original.clone() {
            self.original.taken[at - self.original.range.start] = number;
        }
        for at in page.clone() {
            self.page.taken[at - self.page.range.start] = number;
        }
        self.changes.push(Change { kind, seriousness, note, original, page });
        true
    }

    /// Takes a piece of the original and its partner apart.
    pub(super) fn part(&mut self, original: usize) {
        let Some(partner) = self.original.partner(original) else { return };
        self.original.partners[original - self.original.range.start] = None;
        self.page.partners[partner - self.page.range.start] = None;
    }

    /// What stands on the page in the place of these pieces of the original: between the partners of what stands
    /// before and after them.
    pub(super) fn opposite(&self, range: Range<usize>) -> Range<usize> {
        opposite(&self.original, &self.page, range)
    }

    /// What stood in the original in the place of these pieces of the page.
    pub(super) fn opposite_of_page(&self, range: Range<usize>) -> Range<usize> {
        opposite(&self.page, &self.original, range)
    }

    /// Whether two pieces went together unchanged: the same text, white space before it alike.
    pub(super) fn is_kept(&self, original: usize, page: usize) -> bool {
        let (Some(left), Some(right)) = (self.original.piece(original), self.page.piece(page)) else { return false };
        left.key == right.key
            && left.joined == right.joined
            && self.original.sheet.raw(original) == self.page.sheet.raw(page)
            && self.original.taken_by(original) == 0
            && self.page.taken_by(page) == 0
    }
}

/// How far [`opposite`] looks for a partner: the phrase around a change, not the whole of a text without sentences.
const REACH: usize = 400;

fn opposite(here: &Half<'_>, there: &Half<'_>, range: Range<usize>) -> Range<usize> {
    let first = range.start.saturating_sub(REACH).max(here.range.start);
    let last = range.end.saturating_add(REACH).min(here.range.end);
    let before = (first..range.start).rev().find_map(|at| here.partner(at)).map_or(there.range.start, |at| at + 1);
    let after = (range.end..last).find_map(|at| here.partner(at)).unwrap_or(there.range.end);
    before..after.max(before)
}

/// The share of content words that a sentence must keep to be shown with its changes inside it; below, it is shown
/// before and after.
const KEPT_OF_SENTENCE: f32 = 0.3;

fn is_changed_throughout(left: &[Piece], right: &[Piece], partners: &[Option<usize>]) -> bool {
    let content = |pieces: &[Piece]| pieces.iter().filter(|piece| piece.class == Class::Content).count();
    let kept = left.iter().zip(partners).filter(|(piece, partner)| piece.class == Class::Content && partner.is_some());
    let most = content(left).max(content(right));
    // Two of a few words say nothing.
    most >= 6 && (kept.count() as f32) < KEPT_OF_SENTENCE * content(left).min(content(right)) as f32
}
