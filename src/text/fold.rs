//! Which characters mean the same?
//!
//! Two texts that read alike should match, whatever keyboard, site or trick they came through. Folding maps letters to
//! lower case without diacritics, quotation marks, dashes, ellipses and spaces to their ASCII forms, drops what is
//! invisible (zero-width characters, soft hyphens, direction marks), and turns Cyrillic and Greek look-alikes inside a
//! Latin word back into the Latin letters that the reader sees. It is idempotent.
//!
//! The tables are short on purpose: what the browser's `String.normalize` would add is not worth the two sides, native
//! and wasm, differing in a byte.

use super::case;

/// Folds a whole text. White space stays where it is, each as one plain space or line break.
///
/// ```
/// use copytaster::text::fold::fold;
/// assert_eq!(fold("“No limits” – Zażółć"), "\"no limits\" - zazolc");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_word = |c: char| c.is_alphanumeric() || is_invisible(c) || is_combining(c);
        let end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        if end > 0 {
            fold_word(&rest[..end], &mut folded);
            rest = &rest[end..];
        } else {
            push_folded(first, &mut folded);
            rest = &rest[first.len_utf8()..];
        }
    }
    folded
}

/// Appends the folded form of one word to `out`.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        push_folded(c, out);
    }
    let folded = &out[start..];
    let disguised = folded.chars().any(|c| c.is_ascii_alphabetic())
        && !folded.is_ascii()
        && folded.chars().all(|c| c.is_ascii() || latin_look_alike(c).is_some());
    if disguised {
        let plain: String = folded.chars().map(|c| latin_look_alike(c).unwrap_or(c)).collect();
        out.truncate(start);
        out.push_str(&plain);
    }
}

/// Whether a character takes no room on the page: zero-width characters, soft hyphen, direction marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether a character is an accent that stands on the letter before it.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a character is an apostrophe in one of its forms.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | 'ʼ' | '′' | '`' | '´' | '＇')
}

/// Whether a character is a double quotation mark in one of its forms.
pub(crate) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂')
}

/// Whether a character is a dash or hyphen in one of its forms.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '－')
}

fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if is_invisible(c) || is_combining(c) {
    } else if is_apostrophe(c) {
        out.push('\'');
    } else if is_double_quote(c) {
        out.push('"');
    } else if is_dash(c) {
        out.push('-');
    } else if c == '…' {
        out.push_str("...");
    } else if c == '\u{2028}' || c == '\u{2029}' || c == '\u{85}' {
        out.push('\n');
    } else if c.is_whitespace() {
        out.push(' ');
    } else {
        let lower = case::lower(c);
        match without_diacritic(lower) {
            Some(plain) => out.push_str(plain),
            None => out.push(lower),
        }
    }
}

/// The plain form of a lower-case Latin letter with a diacritic, a ligature or a full-width form.
fn without_diacritic(c: char) -> Option<&'static str> {
    const FULL_WIDTH: &str = "abcdefghijklmnopqrstuvwxyz";
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' | 'ǩ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ſ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ａ'..='ｚ' => {
            let at = (c as usize) - ('ａ' as usize);
            FULL_WIDTH.get(at..=at)?
        }
        '０'..='９' => {
            let at = (c as usize) - ('０' as usize);
            "0123456789".get(at..=at)?
        }
        _ => return None,
    })
}

/// The Latin letter that a lower-case Cyrillic or Greek letter looks like, alone or as a capital.
fn latin_look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'ε' | 'є' => 'e',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ї' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ո' => 'n',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'ц' | 'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ζ' => 'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_reads_alike() {
        for (input, expected) in [
            ("US", "us"),
            ("“Don’t”", "\"don't\""),
            ("1990–95 — well…", "1990-95 - well..."),
            ("in\u{ad}dus\u{200b}trial", "industrial"),
            ("Zürich, São Paulo, Łódź, Nguyễn", "zurich, sao paulo, lodz, nguyen"),
            ("Cafe\u{301}", "cafe"),
            ("ﬁnance ｗｉｄｅ", "finance wide"),
            // Cyrillic а, е, о, р inside Latin words.
            ("Bl\u{456}nk\u{435}n s\u{430}id", "blinken said"),
            ("\u{420}utin", "putin"),
            // A Russian word stays Russian, also when every letter of it has a Latin twin.
            ("сор и мир", "сор и мир"),
            ("a\u{a0}b\u{2009}c", "a b c"),
        ] {
            assert_eq!(fold(input), expected, "{input}");
        }
    }

    proptest::proptest! {
        #[test]
        fn is_idempotent(text in ".*") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
