//! How much may one item be?
//!
//! Parsers hold an item in memory until its end comes: in XML that ends with the next `<`, in a table with the quotation
//! mark that closes a cell. Where it never comes the rest of the source would be one item.

use std::cell::Cell;
use std::io::{self, BufRead, ErrorKind, Read};
use std::rc::Rc;

/// The most that is read of an item, in bytes.
pub(super) const LARGEST: usize = 16 << 20;

/// A reader that fails when more than [`LARGEST`] bytes are read at once.
pub(super) struct Limited<R> {
    inner: R,
    left: Allowance,
}

/// What may still be read of an item.
#[derive(Clone)]
pub(super) struct Allowance(Rc<Cell<usize>>);

impl<R> Limited<R> {
    pub(super) fn new(inner: R) -> (Self, Allowance) {
        let left = Allowance(Rc::new(Cell::new(LARGEST)));
        (Self { inner, left: left.clone() }, left)
    }
}

impl Allowance {
    /// Begins a new item.
    pub(super) fn renew(&self) {
        self.0.set(LARGEST);
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left.0.get() == 0 {
            return Err(ErrorKind::FileTooLarge.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left.0.set(self.left.0.get().saturating_sub(amount));
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
