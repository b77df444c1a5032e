//! Which pages are in this web archive?
//!
//! WARC 1.0 and 1.1 (ISO 28500): records, each with a header and so many bytes. Those that answer a request for a page
//! are read; requests, pictures, metadata and answers other than 200 are counted. A reader of our own, since of the
//! crates that are kept one holds a record whole however long it says that it is, and the other brings five compressors
//! and as many hashes for what are a hundred lines here.

use super::cut::Cut;
use super::skipped::Skipped;
use super::{Content, broken_off};
use encoding_rs::Encoding;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// The longest record that is read, in bytes, and the longest page that it may unpack to.
const LARGEST: u64 = 64 << 20;

/// The longest line of a header, and the most lines that it has.
const LONGEST_LINE: u64 = 1 << 16;
const MOST_LINES: usize = 500;

/// What a web server answered.
#[derive(Debug)]
pub(crate) struct Response {
    /// The address of the page.
    pub(crate) address: String,
    /// Its HTTP header and body; the body alone where `is_bare`.
    bytes: Vec<u8>,
    is_bare: bool,
}

/// Cuts an archive into responses.
pub(super) fn cut(mut archive: impl BufRead, cut: &mut Cut<'_>) {
    let mut number = 0;
    while !cut.stopped() {
        number += 1;
        match record(&mut archive) {
            Ok(None) => return,
            Ok(Some(Record::Response(response))) => {
                let size = response.bytes.len();
                cut.give(response.address.clone(), number, size, Content::Page(response));
            }
            Ok(Some(Record::Other(name))) => cut.skip(name, Skipped::NotPage),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return cut.fault(format!("record {number}: {error}; what stands before it is read"));
            }
            Err(error) => return cut.fault(broken_off(&error)),
        }
    }
}

enum Record {
    Response(Response),
    /// Another, and the address that it is about.
    Other(String),
}

fn record(archive: &mut impl BufRead) -> io::Result<Option<Record>> {
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    // Blank lines end the record before.
    let version = loop {
        match line(archive)? {
            None => return Ok(None),
            Some(line) if line.is_empty() => {}
            Some(line) => break line,
        }
    };
    if !version.starts_with("WARC/") {
        return Err(wrong("no WARC record begins here"));
    }
    let mut fields = Vec::new();
    loop {
        let Some(line) = line(archive)? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        if line.is_empty() {
            break;
        }
        if fields.len() > MOST_LINES {
            return Err(wrong("its header has no end"));
        }
        fields.extend(field(&line));
    }
    let value =
        |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default();
    let length: u64 = value("content-length").parse().map_err(|_| wrong("its header gives no length"))?;
    // Addresses stand in angle brackets in archives of older programs.
    let address = value("warc-target-uri").trim_matches(['<', '>']).to_owned();
    let kind = value("content-type");
    let is_response = value("warc-type") == "response" && kind.starts_with("application/http");
    let is_bare = value("warc-type") == "resource" && is_html(kind);
    if !(is_response || is_bare) || length > LARGEST {
        if io::copy(&mut archive.by_ref().take(length), &mut io::sink())? < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        return Ok(Some(Record::Other(address)));
    }
    let mut bytes = Vec::new();
    archive.by_ref().take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Record::Response(Response { address, bytes, is_bare })))
}

/// A line of a header without its end; none at the end of the archive.
fn line(archive: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    archive.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
}

/// A header's line: the name in small letters, and the value.
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

fn is_html(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

impl Response {
    /// The page's HTML; none where the answer is no page.
    pub(crate) fn html(self) -> Option<String> {
        if self.is_bare {
            return decoded(self.bytes, None);
        }
        let head = self.bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| (at, at + 4));
        let (end, start) =
            head.or_else(|| self.bytes.windows(2).position(|two| two == b"\n\n").map(|at| (at, at + 2)))?;
        let head = String::from_utf8_lossy(&self.bytes[..end]);
        let mut lines = head.lines();
        let ok = lines.next()?.split_whitespace().nth(1) == Some("200");
        let fields: Vec<_> = lines.filter_map(field).collect();
        let value = |name: &str| {
            fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
        };
        let kind = value("content-type");
        if !ok || !is_html(kind) {
            return None;
        }
        let charset = kind.split_once("charset=").map(|(_, name)| name.trim_matches(['"', '\'', ' ']));
        let encoding = charset.and_then(|name| Encoding::for_label(name.split(';').next()?.as_bytes()));
        let mut body = self.bytes[start..].to_vec();
        if value("transfer-encoding").to_ascii_lowercase().contains("chunked") {
            // Some crawlers write the body whole and leave the header.
            body = unchunked(&body).unwrap_or(body);
        }
        let body = match value("content-encoding").to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => unpacked(MultiGzDecoder::new(body.as_slice())),
            "deflate" => unpacked(ZlibDecoder::new(body.as_slice())).or(Some(body)),
            _ => Some(body),
        }?;
        decoded(body, encoding)
    }
}

fn unpacked(packed: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    packed.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A body as HTTP sends it in chunks: a length in hexadecimal, so many bytes, and so on to a length of 0.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        let chunk = body.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(chunk.get(..size)?);
        body = chunk[size..].trim_ascii_start();
    }
}

/// The text of a page, in the encoding that the server named, else in the page's own.
fn decoded(bytes: Vec<u8>, named: Option<&'static Encoding>) -> Option<String> {
    match named.filter(|_| std::str::from_utf8(&bytes).is_err()) {
        Some(encoding) => Some(encoding.decode(&bytes).0.into_owned()),
        None => crate::input::decode(bytes, true).ok().map(|text| text.text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut::tests::pieces;
    use super::*;

    /// A record as crawlers write it.
    fn record(kind: &str, address: &str, content: &[u8]) -> Vec<u8> {
        let media = if kind == "response" { "application/http; msgtype=response" } else { "application/warc-fields" };
        let length = content.len();
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    fn response(head: &str, body: &[u8]) -> Option<String> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        Response { address: String::new(), bytes, is_bare: false }.html()
    }

    #[test]
    fn responses_are_pages_and_the_rest_is_counted() {
        let archive = [
            record("warcinfo", "", b"software: crawler"),
            record("response", "https://a.example/1", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>One"),
            record("request", "https://a.example/1", b"GET /1"),
        ]
        .concat();
        let (places, faults) = pieces(|cut_| cut(archive.as_slice(), cut_));
        assert_eq!(
            (places, faults.len()),
            (vec![String::new(), "https://a.example/1".into(), "https://a.example/1".into()], 0)
        );
    }

    #[test]
    fn an_archive_that_was_cut_keeps_its_whole_records() {
        let one = record("response", "https://a.example/1", b"HTTP/1.1 200 OK\r\n\r\n<p>One");
        for cut_at in [10, one.len() / 2, one.len() - 8] {
            let archive = [one.as_slice(), &one[..cut_at]].concat();
            let (places, faults) = pieces(|cut_| cut(archive.as_slice(), cut_));
            assert_eq!((places.len(), faults.len()), (1, 1), "{cut_at}");
        }
        let (places, faults) = pieces(|cut_| cut([one.as_slice(), b"garbage\n"].concat().as_slice(), cut_));
        assert_eq!((places.len(), faults.len()), (1, 1));
    }

    #[test]
    fn a_length_that_lies_costs_no_memory() {
        let lie = "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99999999999999\r\n\r\nshort";
        let (places, faults) = pieces(|cut_| cut(lie.as_bytes(), cut_));
        assert_eq!((places.len(), faults.len()), (0, 1));
    }

    #[test]
    fn answers_in_the_forms_of_http() {
        let page = Some("<p>Café".to_owned());
        assert_eq!(response("Content-Type: text/html; charset=utf-8", "<p>Café".as_bytes()), page);
        assert_eq!(response("content-type: text/html;charset=ISO-8859-1", b"<p>Caf\xE9"), page);
        let chunks = "3;x=y\r\n<p>\r\n5\r\nCafé\r\n0\r\n\r\n".as_bytes();
        assert_eq!(response("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunks), page);
        assert_eq!(response("Content-Type: text/html\r\nTransfer-Encoding: chunked", "<p>Café".as_bytes()), page);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut gzip, "<p>Café".as_bytes()).unwrap();
        assert_eq!(response("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip.finish().unwrap()), page);
    }

    #[test]
    fn what_is_no_page() {
        assert_eq!(response("Content-Type: image/png", b"\x89PNG"), None);
        let moved = b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Gone".to_vec();
        assert_eq!(Response { address: String::new(), bytes: moved, is_bare: false }.html(), None);
        assert_eq!(Response { address: String::new(), bytes: b"junk".to_vec(), is_bare: false }.html(), None);
    }
}
