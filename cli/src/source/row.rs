//! How are stories read from a table: CSV, or the same with semicolons or tabs?
//!
//! The first row names the columns, as ninjs, feeds and exports name their fields (see `fields`). Quotation and line
//! breaks inside a cell are as RFC 4180 has them.

use super::cut::Cut;
use super::fields;
use super::item::Item;
use super::limit::Limited;
use super::skipped::Skipped;
use super::{Content, broken_off};
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::io::BufRead;
use std::sync::Arc;

/// The longest line of names, in bytes.
const LONGEST_NAMES: usize = 4096;

/// A row with the names of its cells.
#[derive(Debug)]
pub(super) struct Row {
    names: Arc<[String]>,
    cells: StringRecord,
}

/// What stands between the columns of a table that calls itself one.
pub(super) fn named_delimiter(head: &str) -> u8 {
    let line = head.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
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
    let (table, allowance) = Limited::new(table);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(table);
    let names: Arc<[String]> = match reader.headers() {
        Ok(names) => names.iter().map(fields::name).collect(),
        Err(error) => return cut.fault(format!("its first row cannot be read ({error})")),
    };
    if !names.iter().any(|name| fields::is_text(name)) {
        return cut.fault(
            "its first row names no column of words; call it text, body or body_html (and others id, headline)",
        );
    }
    // The first row has the names.
    for (number, cells) in (2..).zip(reader.into_records()) {
        allowance.renew();
        match cells {
            Ok(cells) => {
                let size = cells.as_slice().len();
                cut.give(format!("row {number}"), number, size, Content::Row(Row { names: names.clone(), cells }));
            }
            Err(error) => match error.into_kind() {
                ErrorKind::Io(error) => return cut.fault(broken_off(&error)),
                kind => cut.fault(format!("row {number} cannot be read ({kind:?})")),
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
    use super::super::cut::tests::pieces;
    use super::super::limit::LARGEST;
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
        // One that says that it is a table may have any names.
        assert_eq!(named_delimiter("Body ID,articleBody\n"), b',');
        assert_eq!(named_delimiter("a;b, c;d"), b';');
    }

    fn check(table: &str, rows: &[&str], faults: usize) {
        let (found, said) = pieces(|cut_| cut(table.as_bytes(), b',', cut_));
        assert_eq!(
            (found.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), said.len()),
            (rows, faults),
            "{said:?}"
        );
    }

    #[test]
    fn a_row_each_and_cells_may_have_lines() {
        check("id,text\n1,\"One\ntwo\"\n2,Three\n", &["row 2", "row 3"], 0);
        check("id,text\n1\n2,Two,more\n", &["row 2", "row 3"], 0);
        check("id,price\n1,2\n", &[], 1);
    }

    #[test]
    fn a_quotation_that_never_ends_costs_itself() {
        let open = format!("id,text\n1,One\n2,\"{}", "many words\n".repeat(LARGEST / 10));
        check(&open, &["row 2"], 1);
    }
}
