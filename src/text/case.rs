//! What is a letter's lower case, and does a text begin with a capital or a digit?
//!
//! The standard library's tables know every script: 8 KB of wasm, gzipped. Here stand the scripts in which names of the
//! news are written and which have case: Latin as European, Turkic and Vietnamese alphabets use it, Greek, Cyrillic,
//! Armenian, and full-width forms. Other characters are left as they are, which is right for most and harmless for the rest:
//! both texts are treated alike.

/// The lower case of a letter; a character without one is itself.
///
/// `İ` gives `i`: the dot above that Unicode's full mapping adds would be taken off as a diacritic anyway.
pub(crate) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = c as u32;
    let next_if = |is_upper: bool| code + u32::from(is_upper);
    let lower = match code {
        0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f | 0xff21..=0xff3a => code + 32,
        0x130 => 0x69,
        0x178 => 0xff,
        // Pairs of which the even one is upper case, then those of which the odd one is.
        0x100..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ef | 0x1f8..=0x21f | 0x222..=0x233 => {
            next_if(code.is_multiple_of(2))
        }
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff => {
            next_if(code.is_multiple_of(2))
        }
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce => next_if(!code.is_multiple_of(2)),
        0x18f => 0x259,
        0x1a0 | 0x1af => code + 1,
        0x220 => 0x19e,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e..=0x38f => code + 63,
        0x400..=0x40f => code + 80,
        0x4c0 => 0x4cf,
        0x531..=0x556 => code + 48,
        0x1e9e => 0xdf,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(c)
}

/// A text in lower case.
pub(crate) fn lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(lower).collect() }
}

/// Whether a text begins with a capital letter of any script. Once for all who ask: each pattern that the library is given
/// is compiled anew.
#[inline(never)]
pub(crate) fn is_capitalized(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
        _ => text.chars().next().is_some_and(char::is_uppercase),
    }
}

/// Whether a text begins with a digit, 0 to 9.
pub(crate) fn starts_with_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_those_of_the_library() {
        for text in ["", "word", "Word", "7th", "-7", "Élan", "élan", "Ωμέγα", "ωμέγα", "中国", "ǅ", "٣", "\u{301}A"]
        {
            assert_eq!(is_capitalized(text), text.starts_with(char::is_uppercase), "{text}");
            assert_eq!(starts_with_digit(text), text.starts_with(|c: char| c.is_ascii_digit()), "{text}");
        }
    }

    #[test]
    fn letters_of_the_scripts_of_the_news_are_lowered_as_unicode_says() {
        let scripts = [0..=0x17f, 0x1cd..=0x1dc, 0x1de..=0x1ef, 0x1f8..=0x233, 0x370..=0x3ab, 0x400..=0x58f];
        let others = [0x1e00..=0x1eff, 0xff00..=0xffef];
        // Letters of no alphabet of today, and İ, whose dot is not kept.
        let left_out = ['\u{130}', 'Ͱ', 'Ͳ', 'Ͷ', 'Ϳ'];
        for c in scripts.into_iter().chain(others).flatten().filter_map(char::from_u32) {
            if !left_out.contains(&c) {
                assert!(c.to_lowercase().eq([lower(c)]), "{c} became {}", lower(c));
            }
        }
    }

    #[test]
    fn whole_texts_are_lowered() {
        for (text, lowered) in [
            ("Łódź", "łódź"),
            ("İstanbul", "istanbul"),
            ("ĐỒNG NAI", "đồng nai"),
            ("КИЇВ", "київ"),
            ("ΑΘΉΝΑ", "αθήνα"),
            ("Ə, Ơ, Ư", "ə, ơ, ư"),
            ("北京 2024", "北京 2024"),
        ] {
            assert_eq!(lowercase(text), lowered);
        }
    }
}
