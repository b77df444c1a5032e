//! Which pages have been answered already, and where do the other answers go?
//!
//! A file of answers only grows, a line at a time, and each line is flushed. So whatever ends a scan, at most the last
//! line is half there, and it is cut off when the scan goes on.

use crate::fingerprint;
use crate::outcome::Failure;
use serde::Deserialize;
use std::collections::HashSet;
use std::fs::{OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How an answer begins.
const BEGINNING: &[u8] = b"{\"page\":";

/// Where answers go.
pub(super) struct Answers {
    out: Box<dyn Write>,
    /// The file's name; none for standard output.
    path: Option<PathBuf>,
    known: HashSet<u64>,
}

/// The pages that have been answered, by the fingerprints of their names.
pub(super) struct Known(HashSet<u64>);

/// What is read of an answer.
#[derive(Deserialize)]
struct Answer {
    page: String,
    #[serde(rename = "verdict")]
    _verdict: String,
}

impl Answers {
    /// Opens the file of answers, or standard output where there is none.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self { out: Box::new(io::stdout()), path: None, known: HashSet::new() });
        };
        let failed = |error: io::Error| Failure::Work(format!("{}: it cannot be written ({error})", path.display()));
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        // Two scans would write over each other's lines. Where files cannot be locked, it is up to the user.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(Failure::Usage(format!("{}: another scan is writing it; give another file", path.display())));
        }
        let (known, end) = read(&file).map_err(|wrong| match wrong {
            Wrong::Unreadable(error) => failed(error),
            Wrong::Line(number) => Failure::Usage(format!(
                "{}: line {number} is no answer of a scan; give another file after --out",
                path.display()
            )),
        })?;
        file.set_len(end).and_then(|()| file.seek(SeekFrom::End(0))).map_err(failed)?;
        Ok(Self { out: Box::new(file), path: Some(path.to_owned()), known })
    }

    /// The pages that have been answered before; afterwards nothing is known of them here.
    pub(super) fn known(&mut self) -> Known {
        Known(std::mem::take(&mut self.known))
    }

    /// Writes an answer.
    pub(super) fn add(&mut self, line: &[u8]) -> Result<(), Failure> {
        let written = self.out.write_all(&[line, b"\n"].concat()).and_then(|()| self.out.flush());
        written.map_err(|error| {
            let Some(path) = &self.path else { return Failure::Output(error) };
            let cause = match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                    "there is no room for more answers; make room"
                }
                _ => "no more answers can be written; see to that",
            };
            let name = path.display();
            Failure::Work(format!("{name}: {cause}, and start it again: it goes on where it was ({error})"))
        })
    }
}

impl Known {
    /// Whether a page has been answered.
    pub(super) fn has(&self, page: &str) -> bool {
        self.0.contains(&fingerprint::of(page.bytes()))
    }
}

/// Why a file is none of answers.
#[derive(Debug)]
enum Wrong {
    Unreadable(io::Error),
    /// The line of this number.
    Line(usize),
}

/// The pages of a file of answers, and where its last whole line ends.
fn read(file: impl io::Read) -> Result<(HashSet<u64>, u64), Wrong> {
    let mut reader = BufReader::new(file);
    let (mut known, mut end, mut line) = (HashSet::new(), 0, Vec::new());
    for number in 1.. {
        line.clear();
        reader.read_until(b'\n', &mut line).map_err(Wrong::Unreadable)?;
        if !line.ends_with(b"\n") {
            let is_half = line.starts_with(BEGINNING) || BEGINNING.starts_with(&line);
            return if is_half { Ok((known, end)) } else { Err(Wrong::Line(number)) };
        }
        let answer: Answer = serde_json::from_slice(&line).map_err(|_| Wrong::Line(number))?;
        known.insert(fingerprint::of(answer.page.bytes()));
        end += line.len() as u64;
    }
    Ok((known, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pages are known and how many bytes stay; the line that is wrong.
    fn check(text: &str, expected: Result<(usize, u64), usize>) {
        let found = match read(text.as_bytes()) {
            Ok((known, end)) => Ok((known.len(), end)),
            Err(Wrong::Line(number)) => Err(number),
            Err(Wrong::Unreadable(error)) => panic!("{error}"),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_lines_are_known_and_half_a_line_goes() {
        let line = "{\"page\":\"a.html\",\"verdict\":\"none\"}\n";
        check("", Ok((0, 0)));
        check(line, Ok((1, 35)));
        check(&format!("{line}{}", &line[..20]), Ok((1, 35)));
        check(&format!("{line}{}", &line[..3]), Ok((1, 35)));
        check(&line[..34], Ok((0, 0)));
    }

    #[test]
    fn a_file_of_something_else_is_left_alone() {
        check("dear diary", Err(1));
        check("{\"page\":\"a.html\"}\n", Err(1));
        check("{\"page\":\"a.html\",\"verdict\":\"none\"}\nnotes\n", Err(2));
    }
}
