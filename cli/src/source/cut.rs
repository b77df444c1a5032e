//! What is in a source, in pieces that can be read one by one, on any core?
//!
//! Cutting is quick and goes through a source once, in order; reading a piece is the work, and no piece needs another.

use super::skipped::Skipped;
use super::{Content, Piece};
use std::fmt::Display;
use std::sync::Arc;

/// Takes pieces; says whether more are wanted.
pub(crate) type Give<'a> = dyn FnMut(Piece) -> bool + 'a;

/// Where the pieces of one source go.
pub(super) struct Cut<'a> {
    /// The source as messages name it.
    source: Arc<str>,
    give: &'a mut Give<'a>,
    stopped: bool,
    pieces: usize,
}

impl<'a> Cut<'a> {
    pub(super) fn new(source: &str, give: &'a mut Give<'a>) -> Self {
        Self { source: source.into(), give, stopped: false, pieces: 0 }
    }

    /// Hands a piece over; `number` is its place among the source's, from 1, and becomes the id where there is no other.
    pub(super) fn give(&mut self, place: String, number: usize, size: usize, content: Content) {
        self.pieces += 1;
        if !self.stopped {
            self.stopped = !(self.give)(Piece { source: self.source.clone(), place, number, size, content });
        }
    }

    /// Says what is wrong with the source.
    pub(super) fn fault(&mut self, what: impl Display) {
        self.give(String::new(), 0, 0, Content::Fault(what.to_string()));
    }

    /// Says what is left out of the source.
    pub(super) fn skip(&mut self, place: String, reason: Skipped) {
        self.give(place, 0, 0, Content::Skipped(reason));
    }

    /// Whether no more pieces are wanted.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    /// Whether nothing has been found yet.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces == 0
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The places of what is cut out of a source, and its faults.
    pub(in crate::source) fn pieces(cut: impl FnOnce(&mut Cut<'_>)) -> (Vec<String>, Vec<String>) {
        let (mut places, mut faults) = (Vec::new(), Vec::new());
        cut(&mut Cut::new("test", &mut |piece| {
            match piece.content {
                Content::Fault(fault) => faults.push(fault),
                _ => places.push(piece.place),
            }
            true
        }));
        (places, faults)
    }
}
