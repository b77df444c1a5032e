//! Which format is this?
//!
//! The content decides, by how it begins: an export often ends in `.xml` or `.json` whatever it holds, and a feed has no
//! ending at all. One ending is a promise, `.txt`: headline, blank line, body, whatever the text looks like.

use super::row;
use crate::input;
use std::path::Path;

/// How much of a source is looked at to tell its format, in bytes, uncompressed.
pub(super) const HEAD: usize = 1 << 16;

/// The formats of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Headline, blank line, body.
    Text,
    /// An article page.
    Html,
    /// ninjs, JSON Feed, and objects with the usual names; one, a list, or one a line.
    Json,
    /// Rows under a row of names.
    Csv {
        /// What stands between columns.
        delimiter: u8,
    },
    /// NewsML-G2, NITF, RSS, Atom, sitemaps: which, every element says by its name.
    Xml,
    /// Reuters-21578.
    Sgml,
    /// A web archive.
    Warc,
}

/// Endings that say that a file is meant as a source.
const ENDINGS: [&str; 14] =
    ["txt", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "sgm", "sgml", "xml", "csv", "tsv", "warc", "gz"];

/// Elements with which HTML begins that has neither `<html>` nor `<!doctype html>`.
const HTML: [&str; 16] = [
    "html", "head", "body", "title", "meta", "link", "script", "style", "main", "article", "section", "div", "p", "h1",
    "h2", "span",
];

impl Format {
    /// The format of a source by its name and how it begins, in UTF-8. None where it can only be taken for plain text,
    /// which nothing but its ending says.
    pub(super) fn of(name: &Path, head: &str) -> Option<Self> {
        let ending = ending(name);
        if head.starts_with("WARC/") {
            return Some(Self::Warc);
        }
        if ending == "txt" {
            return Some(Self::Text);
        }
        if input::is_html_name(&format!("x.{ending}")) {
            return Some(Self::Html);
        }
        let start = head.trim_start();
        if start.starts_with(['{', '[']) {
            return Some(Self::Json);
        }
        if start.starts_with('<') {
            return markup(start);
        }
        if matches!(ending.as_str(), "csv" | "tsv") {
            return Some(Self::Csv { delimiter: row::named_delimiter(head) });
        }
        row::delimiter(head).map(|delimiter| Self::Csv { delimiter })
    }

    /// Whether a file is meant as a source by its name, so that what is wrong with it has to be said.
    pub(super) fn is_meant(name: &Path) -> bool {
        ENDINGS.contains(&ending(name).as_str())
    }
}

/// A file's name without `.gz`.
pub(super) fn uncompressed_name(name: &str) -> &str {
    let bare = name.len().checked_sub(3).filter(|&at| at > 0 && name.is_char_boundary(at)).map(|at| name.split_at(at));
    bare.filter(|(_, ending)| ending.eq_ignore_ascii_case(".gz")).map_or(name, |(bare, _)| bare)
}

/// The ending in small letters, without `.gz`; "gz" where there is no other.
fn ending(name: &Path) -> String {
    let of = |name: &str| Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let name = name.to_string_lossy();
    of(uncompressed_name(&name)).or_else(|| of(&name)).unwrap_or_default()
}

/// Which markup it is, by its first element.
fn markup(start: &str) -> Option<Format> {
    let mut rest = start;
    let mut is_xml = false;
    loop {
        rest = rest.trim_start();
        let (opening, end) = match rest.get(..4).unwrap_or(rest) {
            "<!--" => ("<!--", "-->"),
            four if four.starts_with("<?") => ("<?", "?>"),
            four if four.starts_with("<!") => ("<!", ">"),
            _ => break,
        };
        let name = rest[opening.len()..].trim_start();
        let names = |word: &str| name.get(..word.len()).is_some_and(|name| name.eq_ignore_ascii_case(word));
        is_xml |= opening == "<?" && names("xml");
        if opening == "<!" && names("doctype") {
            match name[7..].split_ascii_whitespace().next().unwrap_or_default().trim_end_matches('>') {
                html if html.eq_ignore_ascii_case("html") => return Some(Format::Html),
                "lewis" => return Some(Format::Sgml),
                _ => is_xml = true,
            }
        }
        // A document type with declarations of its own ends after them.
        let own = rest.find('[').filter(|&bracket| opening == "<!" && rest.find('>').is_some_and(|end| bracket < end));
        let end = if own.is_some() { "]>" } else { end };
        match rest.find(end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return Some(if is_xml { Format::Xml } else { Format::Html }),
        }
    }
    let name = rest.strip_prefix('<')?.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
    if name == "REUTERS" {
        return Some(Format::Sgml);
    }
    if HTML.iter().any(|html| name.eq_ignore_ascii_case(html)) {
        return Some(Format::Html);
    }
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_xml || is_name).then_some(Format::Xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &str, expected: Option<Format>) {
        assert_eq!(Format::of(Path::new(name), head), expected, "{name}: {head}");
    }

    #[test]
    fn a_text_is_one_whatever_it_looks_like() {
        check("a.txt", "{\"headline\": \"Rates held\"}", Some(Format::Text));
        check("a.TXT.gz", "<rss>", Some(Format::Text));
        check("notes.md", "Rates held\n\nThe bank held rates, as expected.", None);
        check("-", "Rates held, bank says, as expected\n\nThe bank held rates.", None);
    }

    #[test]
    fn json_and_its_lines() {
        check("feed", "\n {\"uri\"", Some(Format::Json));
        check("export.xml", "[{\"uri\"", Some(Format::Json));
    }

    #[test]
    fn markup_is_told_by_its_first_element() {
        check("a.dat", "<?xml version='1.0'?>\n<!-- sent -->\n<newsItem guid='a'>", Some(Format::Xml));
        check("a", "<rss version=\"2.0\">", Some(Format::Xml));
        check("a", "<!DOCTYPE nitf SYSTEM \"nitf.dtd\" [<!ENTITY a \"b\">]><nitf>", Some(Format::Xml));
        check("a", "<!doctype HTML><html>", Some(Format::Html));
        check("a", "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\">", Some(Format::Html));
        check("a", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Some(Format::Html));
        check("a", "<p>A piece of a page", Some(Format::Html));
        check("a.html", "Words before <b>any</b> element", Some(Format::Html));
        check("a", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS", Some(Format::Sgml));
        check("a.txt.bak", "<REUTERS TOPICS=\"NO\"", Some(Format::Sgml));
        check("a", "<- is an arrow", None);
    }

    #[test]
    fn archives_and_tables() {
        check("crawl", "WARC/1.1\r\nWARC-Type: warcinfo", Some(Format::Warc));
        check("a", "title,text,subject\n", Some(Format::Csv { delimiter: b',' }));
        check("a", "\"Headline\"\t\"Body text\"\n", Some(Format::Csv { delimiter: b'\t' }));
    }

    #[test]
    fn endings_that_promise_a_source() {
        for name in ["a.txt", "b.JSONL", "c.xml.gz", "d.warc.gz", "e.gz"] {
            assert!(Format::is_meant(Path::new(name)), "{name}");
        }
        for name in ["a.pdf", "b", "c.css.gz"] {
            assert!(!Format::is_meant(Path::new(name)), "{name}");
        }
    }
}
