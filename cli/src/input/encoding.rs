//! Which characters do these bytes stand for?
//!
//! In this order: a byte order mark; valid UTF-8 that is more than ASCII; UTF-16 by where its zero bytes stand; the
//! encoding that the page's own `<meta>` names; UTF-8 where it is valid; Windows-1252, as browsers do. The one
//! deviation from the HTML standard, UTF-8 before `<meta>`, is for saved pages: programs that save a page often turn it
//! into UTF-8 and leave its old `<meta>`, and text in another encoding is hardly ever valid UTF-8 by chance.

use super::InputError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its `<meta charset>` is looked for, in bytes; the standard asks for 1,024, pages are sloppier.
const META_WITHIN: usize = 4096;

/// How much of a text is looked at to tell whether it is one, in bytes.
const SAMPLE: usize = 1 << 16;

/// First bytes of files that are taken for pages by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or a recording"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1F\x8B", "compressed with gzip"),
    (b"\xFD7zXZ\0", "compressed with xz"),
    (b"\x28\xB5\x2F\xFD", "compressed with Zstandard"),
    (b"BZh", "compressed with bzip2"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"\x7FELF", "a program"),
    (b"\0asm", "a WebAssembly module"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"SQLite format 3\0", "a database"),
    (&copytaster::index::MAGIC, "a Copytaster pack"),
];

/// The text of an input.
#[derive(Debug)]
pub(crate) struct Text {
    /// Its characters, line breaks as they lie, without the byte order mark.
    pub(crate) text: String,
    /// Characters before them: 1 for a byte order mark, which offsets count.
    pub(crate) before: usize,
}

/// Turns the bytes of a page into text; `html` says that `<meta>` has a say, which else only a `<` at the start gives.
pub(crate) fn decode(bytes: Vec<u8>, html: bool) -> Result<Text, InputError> {
    if let Some(kind) = signature(&bytes) {
        return Err(InputError::Binary { kind: Some(kind) });
    }
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return looked_at(text.into_owned(), 1, MOSTLY_CONTROLS);
    }
    if let Some(encoding) = utf16_by_zeros(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        return looked_at(text.into_owned(), 0, MOSTLY_CONTROLS);
    }
    let html = html || bytes.trim_ascii_start().starts_with(b"<");
    let declared = if html { declared(&bytes) } else { None };
    match String::from_utf8(bytes) {
        // An encoding such as ISO-2022-JP writes everything in ASCII bytes.
        Ok(text) if declared.is_none_or(|encoding| encoding == UTF_8 || !text.is_ascii()) => {
            looked_at(text, 0, MOSTLY_CONTROLS)
        }
        Ok(text) => {
            let (text, _) = declared.unwrap_or(UTF_8).decode_without_bom_handling(text.as_bytes());
            looked_at(text.into_owned(), 0, MOSTLY_CONTROLS)
        }
        Err(error) => {
            let encoding = declared.filter(|&encoding| encoding != UTF_8);
            let bytes = error.into_bytes();
            // A page that says UTF-8 and has a few broken characters is still that.
            let encoding = encoding.unwrap_or(if declared.is_some() { UTF_8 } else { WINDOWS_1252 });
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            looked_at(text.into_owned(), 0, SOME_CONTROLS)
        }
    }
}

/// What the first bytes of a source say of the encoding of all of it: a byte order mark, UTF-16, an XML declaration.
pub(crate) fn announced(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    utf16_by_zeros(head).or_else(|| {
        let declares = head.trim_ascii_start().starts_with(b"<?xml");
        // The last character may be cut.
        let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
        let is_utf8_by_now = is_utf8 && !head.is_ascii();
        if declares && !is_utf8_by_now { declared(head) } else { None }
    })
}

/// What the first bytes of a file show it to be, where it is no text.
pub(crate) fn signature(head: &[u8]) -> Option<&'static str> {
    SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, kind)| *kind)
}

/// Share of control characters above which valid text is none. Real texts have them: wire feeds, converted books.
const MOSTLY_CONTROLS: f64 = 0.3;

/// The same for bytes that are only text if a single-byte encoding is assumed, in which every byte is a character.
const SOME_CONTROLS: f64 = 0.03;

/// Refuses a text that has too many control characters to be one.
fn looked_at(text: String, before: usize, allowed: f64) -> Result<Text, InputError> {
    let sample = text.chars().take(SAMPLE);
    let (mut all, mut controls) = (0_u32, 0_u32);
    for c in sample {
        all += 1;
        controls += u32::from((c.is_control() && !c.is_ascii_whitespace()) || c == char::REPLACEMENT_CHARACTER);
    }
    if f64::from(controls) > allowed * f64::from(all) {
        return Err(InputError::Binary { kind: None });
    }
    Ok(Text { text, before })
}

/// UTF-16 without a byte order mark: in western text every other byte is zero, and hardly any of the rest.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 5;
    match (even, odd) {
        _ if sample.len() < 4 => None,
        (even, odd) if odd > many && even * 8 < odd => Some(UTF_16LE),
        (even, odd) if even > many && odd * 8 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that `<meta charset=…>` or `<meta … content="text/html; charset=…">` or an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META_WITHIN)]).to_ascii_lowercase();
    let named = |tag: &str| {
        let value = ["charset", "encoding"].iter().find_map(|key| tag.split_once(key))?.1.trim_start();
        let value = value.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let name = value.split(['"', '\'', ';', ' ', '>', '/', '?']).next()?;
        Encoding::for_label(name.as_bytes())
    };
    head.split('<')
        .filter(|tag| tag.starts_with("meta") || tag.starts_with("?xml"))
        .find_map(|tag| named(tag.split('>').next().unwrap_or(tag)))
        // A page that could be read this far is not UTF-16, whatever it says.
        .map(|encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], html: bool, expected: &str) {
        let text = decode(bytes.to_vec(), html).unwrap();
        assert_eq!(text.text, expected);
    }

    #[test]
    fn utf8_is_utf8() {
        check("café “quoted”".as_bytes(), false, "café “quoted”");
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_counted() {
        let text = decode(b"\xEF\xBB\xBFRates held".to_vec(), false).unwrap();
        assert_eq!((text.text.as_str(), text.before), ("Rates held", 1));
        let text = decode(b"\xFF\xFER\0a\0\x19\x20".to_vec(), false).unwrap();
        assert_eq!((text.text.as_str(), text.before), ("Ra’", 1));
        check(b"\xFE\xFF\0R\0a", false, "Ra");
    }

    #[test]
    fn utf16_needs_no_byte_order_mark() {
        let le: Vec<u8> = "Rates “held”".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&le, false, "Rates “held”");
        let be: Vec<u8> = "Rates “held”".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&be, true, "Rates “held”");
    }

    #[test]
    fn bytes_that_are_no_utf8_are_windows_1252() {
        check(b"caf\xE9 \x93quoted\x94", false, "café “quoted”");
    }

    #[test]
    fn a_page_names_its_encoding() {
        check(b"<meta charset=\"iso-8859-2\"><p>Wa\xB3\xEAsa", true, "<meta charset=\"iso-8859-2\"><p>Wałęsa");
        check(
            b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>\xCC\xE8\xF0",
            true,
            "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>Мир",
        );
        check(
            b"<?xml version='1.0' encoding='ISO-8859-1'?><p>\xE9",
            false,
            "<?xml version='1.0' encoding='ISO-8859-1'?><p>é",
        );
    }

    #[test]
    fn a_saved_page_that_is_utf8_by_now_may_still_name_its_old_encoding() {
        check("<meta charset=latin1>“é”".as_bytes(), true, "<meta charset=latin1>“é”");
    }

    #[test]
    fn the_word_charset_in_running_text_decides_nothing() {
        check("<p>charset=utf-16 is rare</p>".as_bytes(), true, "<p>charset=utf-16 is rare</p>");
    }

    #[test]
    fn pictures_and_programs_are_no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n...."[..], b"%PDF-1.7 ...", b"\x7FELF\x02\x01"] {
            assert!(matches!(decode(bytes.to_vec(), true), Err(InputError::Binary { kind: Some(_) })));
        }
    }

    #[test]
    fn noise_is_no_text() {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let bytes: Vec<u8> = (0..5000).map(|_| noise()).collect();
        assert!(matches!(decode(bytes, false), Err(InputError::Binary { kind: None })));
    }

    #[test]
    fn a_text_with_stray_control_characters_is_a_text() {
        check(b"Line one\x00\x01\nline two\x1f and so on", false, "Line one\0\u{1}\nline two\u{1f} and so on");
    }
}
