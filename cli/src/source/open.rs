//! How does a source begin, and what gives the rest of it?
//!
//! A file or standard input, as it lies or compressed with gzip (which its first bytes say, not its name).

use super::format::HEAD;
use super::utf8::Utf8Reader;
use crate::input::{InputError, STANDARD_INPUT};
use encoding_rs::WINDOWS_1252;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that are read of a file at a time.
const BUFFER: usize = 1 << 18;

/// How many bytes of all sources have been read, compressed ones as they lie: what a progress bar shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read(Arc<AtomicU64>);

impl Read {
    /// The bytes so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A source, opened.
pub(super) struct Source {
    /// How it begins, uncompressed: [`HEAD`] bytes, or all of it.
    pub(super) head: Vec<u8>,
    /// Everything, the head as well.
    pub(super) reader: Chain<Cursor<Vec<u8>>, Box<dyn BufRead>>,
    /// Whether the head is all of it.
    pub(super) is_whole: bool,
    /// Whether its name opens it again, and its bytes are as they lie.
    pub(super) is_plain_file: bool,
    /// How long the file is, in bytes; of standard input, the head.
    pub(super) size: usize,
}

/// Opens a source.
pub(super) fn open(path: &Path, read: &Read) -> Result<Source, InputError> {
    let is_stdin = path.as_os_str() == STANDARD_INPUT;
    let (file, size): (Box<dyn io::Read>, u64) = if is_stdin {
        (Box::new(io::stdin()), 0)
    } else {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(InputError::Folder);
        }
        (Box::new(file), metadata.len())
    };
    let mut plain = BufReader::with_capacity(BUFFER, Counted { file, read: read.clone() });
    let is_gzip = plain.fill_buf()?.starts_with(b"\x1F\x8B");
    let mut bytes: Box<dyn BufRead> =
        if is_gzip { Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(plain))) } else { Box::new(plain) };
    let mut head = Vec::new();
    // A file that is broken already here gives what it has, and its fault when it is read further.
    let begun = bytes.by_ref().take(HEAD as u64).read_to_end(&mut head);
    let is_whole = begun.is_ok() && head.len() < HEAD;
    if let Err(error) = begun {
        bytes = Box::new(BufReader::new(Broken(Some(error))));
    }
    let size = usize::try_from(size).unwrap_or(usize::MAX).max(head.len());
    let reader = Cursor::new(head.clone()).chain(bytes);
    Ok(Source { head, reader, is_whole, is_plain_file: !is_gzip && !is_stdin, size })
}

impl Source {
    /// The head as text, to tell the format.
    pub(super) fn head_text(&self) -> String {
        let mut text = String::new();
        let mut head = Utf8Reader::new(self.head.as_slice(), &self.head);
        if head.read_to_string(&mut text).is_err() {
            text = WINDOWS_1252.decode_without_bom_handling(&self.head).0.into_owned();
        }
        text
    }

    /// Everything, in UTF-8.
    pub(super) fn utf8(self) -> impl BufRead {
        Utf8Reader::new(self.reader, &self.head)
    }
}

/// Counts what is read.
struct Counted<R> {
    file: R,
    read: Read,
}

impl<R: io::Read> io::Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Gives an error, once.
struct Broken(Option<io::Error>);

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
