//! How are stories read from a table: CSV, or the same with semicolons or tabs?
//!
//! The first row names the columns, as ninjs, feeds and exports name their fields (see `fields`). Quotation and line
//! breaks inside a cell are as RFC 4180 has them.

use super::cut::Cut;
use super::fields;
use super::item::Item;
use super::skipped::Skipped;
use super::{Content, broken_off};
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::io::BufRead;
use std::sync::Arc;

/// The longest line of names, in bytes.
const LONGEST_NAMES: usize = 4096;

/// The longest row, in bytes: of a quotation mark that is never closed the rest of the file would be a cell.
const LARGEST: usize = 16 << 20;

/// A row with the names of its cells.
#[derive(Debug)]
pub(super) struct Row {
    names: Arc<[String]>,
    cells: StringRecord,
}

/// What stands between the columns of a table, where a text begins with a row that names the columns of stories.
pub(super) fn delimiter(head: &str) -> Option<u8> {
    let line = head.trim_start_matches('\u{feff}').lines().next().filter(|line| line.len() <= LONGEST_NAMES)?;
    [b',', b';', b'\t'].into_iter().find(|&delimiter| {
        let names: Vec<String> = line.split(char::from(delimiter)).map(fields::name).collect();
        let has_text = names.iter().any(|name| fields::is_text(name));
        has_text && names.iter().any(|name| fields::is_other(name) && !fields::is_text(name))
    })
}

/// Cuts a table into rows.
pub(super) fn cut(table: impl BufRead, delimiter: u8, cut: &mut Cut<'_>) {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(table);
    let names: Arc<[String]> = match reader.headers() {
        Ok(names) => names.iter().map(fields::name).collect(),
        Err(error) => return cut.fault(format!("its first row cannot be read ({error})")),
    };
    for (number, cells) in reader.into_records().enumerate() {
        // The first row names the columns.
        let place = number + 2;
        match cells {
            Ok(cells) if cells.as_slice().len() > LARGEST => {
                return cut
                    .fault(format!("row {place} is larger than {} MB; is a quotation mark open?", LARGEST >> 20));
            }
            Ok(cells) => {
                let size = cells.as_slice().len();
                cut.give(format!("row {place}"), number + 1, size, Content::Row(Row { names: names.clone(), cells }));
            }
            Err(error) => match error.into_kind() {
                ErrorKind::Io(error) => return cut.fault(broken_off(&error)),
                kind => cut.fault(format!("row {place} cannot be read ({kind:?})")),
            },
        }
        if cut.stopped() {
            return;
        }
    }
}

impl Row {
    /// The story of the row.
    pub(super) fn item(&self) -> Result<Item, Skipped> {
        let cells = || self.names.iter().zip(self.cells.iter());
        fields::item(&|name| {
            let cell = cells().find(|(own, cell)| own.as_str() == name && !cell.trim().is_empty());
            cell.map(|(_, cell)| cell.trim().to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_its_names() {
        assert_eq!(delimiter("title,text,subject,date\n"), Some(b','));
        assert_eq!(delimiter("Id;Headline;Body HTML\r\n"), Some(b';'));
        assert_eq!(delimiter("\"url\"\t\"content_text\""), Some(b'\t'));
        assert_eq!(delimiter("Ferry returns, bank says in text\n\nMore"), None);
        assert_eq!(delimiter("text,body\n"), None);
        assert_eq!(delimiter("id,headline\n"), None);
        assert_eq!(delimiter(""), None);
    }
}
