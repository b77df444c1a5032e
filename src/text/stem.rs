//! Which words are forms of one word?
//!
//! The English ("Porter2") stemmer of the Snowball project (M. F. Porter, <https://snowballstem.org/algorithms/english/stemmer.html>),
//! after British spellings were brought to their American form, so that "organisation" and "organization", "colours"
//! and "colors" meet. A word is kept in a buffer on the stack: stemming allocates nothing.
//!
//! Packs store hashes of stems, so the output of this module is frozen: a change needs a new lexicon version
//! ([`lexicon::VERSION`](super::lexicon::VERSION)).

/// The hash of a folded word's stem: what comparison and packs know a word by.
pub fn hash(folded: &str) -> u32 {
    match Buffer::of(folded) {
        Some(mut buffer) => {
            stem_in(&mut buffer);
            hash_bytes(buffer.bytes())
        }
        None => hash_bytes(folded.as_bytes()),
    }
}

/// The stem of a folded word.
///
/// ```
/// use copytaster::text::stem::stem;
/// assert_eq!(stem("organisations"), stem("organization"));
/// assert_eq!(stem("warned"), "warn");
/// ```
pub fn stem(folded: &str) -> String {
    match Buffer::of(folded) {
        Some(mut buffer) => {
            stem_in(&mut buffer);
            String::from_utf8_lossy(buffer.bytes()).into_owned()
        }
        None => folded.to_owned(),
    }
}

/// The hash of what is a stem already.
pub fn hash_of_stem(stem: &str) -> u32 {
    hash_bytes(stem.as_bytes())
}

/// FNV-1a (Fowler, Noll, Vo) with the finalizer of MurmurHash3 (Appleby), so that every bit depends on every byte.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The longest word that is stemmed; what is longer is no English word.
const LONGEST: usize = 32;

/// A lower-case word of ASCII letters, digits and apostrophes. `Y` stands for a y that is a consonant.
struct Buffer {
    letters: [u8; LONGEST],
    len: usize,
    /// Where R1 begins: after the first consonant that follows a vowel.
    r1: usize,
    /// Where R2 begins: the same inside R1.
    r2: usize,
}

impl Buffer {
    fn of(word: &str) -> Option<Self> {
        let fits =
            word.len() > 2 && word.len() < LONGEST && word.is_ascii() && word.as_bytes()[0].is_ascii_alphabetic();
        let mut letters = [0; LONGEST];
        fits.then(|| {
            letters[..word.len()].copy_from_slice(word.as_bytes());
            Self { letters, len: word.len(), r1: 0, r2: 0 }
        })
    }

    fn bytes(&self) -> &[u8] {
        &self.letters[..self.len]
    }

    fn ends(&self, suffix: &str) -> bool {
        // Most suffixes differ in their last letter: that comparison is made here, the rest by a call.
        let suffix = suffix.as_bytes();
        suffix.last() == self.bytes().last() && self.bytes().ends_with(suffix)
    }

    /// Replaces the last `cut` letters.
    fn replace(&mut self, cut: usize, with: &str) {
        let at = self.len - cut;
        self.len = at + with.len();
        self.letters[at..self.len].copy_from_slice(with.as_bytes());
    }

    fn in_r1(&self, cut: usize) -> bool {
        self.len - cut >= self.r1
    }

    fn in_r2(&self, cut: usize) -> bool {
        self.len - cut >= self.r2
    }

    fn vowel(&self, at: usize) -> bool {
        matches!(self.letters[at], b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
    }

    fn vowel_before(&self, end: usize) -> bool {
        (0..end).any(|at| self.vowel(at))
    }

    /// The letter `back` places from the end, 1 being the last; 0 where there is none.
    fn last(&self, back: usize) -> u8 {
        if back <= self.len { self.letters[self.len - back] } else { 0 }
    }

    /// Whether the word up to `end` ends in a short syllable.
    fn short_syllable(&self, end: usize) -> bool {
        match end {
            0 | 1 => false,
            2 => self.vowel(0) && !self.vowel(1),
            _ => {
                !self.vowel(end - 1)
                    && !matches!(self.letters[end - 1], b'w' | b'x' | b'Y')
                    && self.vowel(end - 2)
                    && !self.vowel(end - 3)
            }
        }
    }

    fn region(&self, from: usize) -> usize {
        (from + 1..self.len).find(|at| !self.vowel(*at) && self.vowel(at - 1)).map_or(self.len, |at| at + 1)
    }
}

fn stem_in(word: &mut Buffer) {
    // Snowball takes possessives off after its exceptions; before them "defence's" and "news's" fare better.
    possessive(word);
    americanize(word);
    if let Some((_, special)) = EXCEPTIONS.iter().find(|(form, _)| form.as_bytes() == word.bytes()) {
        word.replace(word.len, special);
        return;
    }
    for at in 0..word.len {
        if word.letters[at] == b'y' && (at == 0 || word.vowel(at - 1)) {
            word.letters[at] = b'Y';
        }
    }
    word.r1 = ["gener", "commun", "arsen"]
        .iter()
        .find(|prefix| word.bytes().starts_with(prefix.as_bytes()))
        .map_or_else(|| word.region(0), |prefix| prefix.len());
    word.r2 = word.region(word.r1);
    plural(word);
    if !FINISHED.iter().any(|form| form.as_bytes() == word.bytes()) {
        participle(word);
        final_y(word);
        double_suffix(word);
        suffix(word);
        residual_suffix(word);
        final_e_or_l(word);
    }
    for letter in &mut word.letters[..word.len] {
        letter.make_ascii_lowercase();
    }
}

/// Words that the rules would treat wrongly, with their stems.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

/// Words that are finished once their plural is gone.
const FINISHED: &[&str] = &["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

/// Brings the regular British spellings to their American form. What is no spelling variant may be changed as well
/// ("rise"): that does no harm as long as all forms of a word change alike.
fn americanize(word: &mut Buffer) {
    for (british, american) in
        [("fences", "fenses"), ("fence", "fense"), ("programmes", "programs"), ("programme", "program")]
    {
        let whole = matches!(word.bytes(), b"defence" | b"defences" | b"offence" | b"offences") || british.len() > 6;
        if whole && word.ends(british) {
            return word.replace(british.len(), american);
        }
    }
    for (british, american) in [("re", "er"), ("res", "ers"), ("red", "ered")] {
        let stem = &word.letters[..word.len.saturating_sub(british.len())];
        if word.ends(british) && matches!(stem, b"cent" | b"theat" | b"met" | b"lit" | b"kilomet" | b"fib" | b"calib") {
            return word.replace(british.len(), american);
        }
    }
    // "-ise", "-yse" and their forms, but not "-vise", nor "-cise" after a consonant ("supervise", "exercise").
    for ending in ["ise", "ises", "ised", "ising", "iser", "isers", "isation", "isations", "yse", "ysed", "ysing"] {
        if word.ends(ending) && word.len >= ending.len() + 3 {
            let before = word.last(ending.len() + 1);
            let hard = before == b'v' || (before == b'c' && word.last(ending.len() + 2) != b'i');
            if !hard {
                let at = word.len - ending.len() + 1;
                word.letters[at] = b'z';
            }
            return;
        }
    }
    for ending in ["our", "ours", "oured", "ouring", "ourable", "ourite", "ourites", "ourhood", "ourhoods"] {
        if word.ends(ending) && word.len >= ending.len() + 2 {
            let at = word.len - ending.len() + 1;
            word.letters.copy_within(at + 1.., at);
            word.len -= 1;
            return;
        }
    }
}

/// Step 0.
fn possessive(word: &mut Buffer) {
    if let Some(suffix) = ["'s'", "'s", "'"].into_iter().find(|suffix| word.ends(suffix)) {
        word.replace(suffix.len(), "");
    }
}

/// Step 1a.
fn plural(word: &mut Buffer) {
    if word.ends("sses") {
        word.replace(2, "");
    } else if word.ends("ied") || word.ends("ies") {
        word.replace(if word.len > 4 { 2 } else { 1 }, "");
    } else if word.ends("us") || word.ends("ss") {
    } else if word.ends("s") && word.vowel_before(word.len.saturating_sub(2)) {
        word.replace(1, "");
    }
}

/// Step 1b.
fn participle(word: &mut Buffer) {
    if let Some(suffix) = ["eedly", "eed"].into_iter().find(|suffix| word.ends(suffix)) {
        if word.in_r1(suffix.len()) {
            word.replace(suffix.len(), "ee");
        }
        return;
    }
    let Some(suffix) = ["ingly", "edly", "ing", "ed"].into_iter().find(|suffix| word.ends(suffix)) else { return };
    if !word.vowel_before(word.len - suffix.len()) {
        return;
    }
    word.replace(suffix.len(), "");
    if word.ends("at") || word.ends("bl") || word.ends("iz") {
        word.replace(0, "e");
    } else if word.last(1) == word.last(2) && b"bdfgmnprt".contains(&word.last(1)) {
        word.replace(1, "");
    } else if word.r1 >= word.len && word.short_syllable(word.len) {
        word.replace(0, "e");
    }
}

/// Step 1c.
fn final_y(word: &mut Buffer) {
    if word.len > 2 && matches!(word.last(1), b'y' | b'Y') && !word.vowel(word.len - 2) {
        word.replace(1, "i");
    }
}

/// Step 2: the suffix, and what it becomes where it stands in R1.
fn double_suffix(word: &mut Buffer) {
    const SUFFIXES: &[(&str, &str)] = &[
        ("ization", "ize"),
        ("ational", "ate"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("iveness", "ive"),
        ("tional", "tion"),
        ("biliti", "ble"),
        ("lessli", "less"),
        ("entli", "ent"),
        ("ation", "ate"),
        ("alism", "al"),
        ("aliti", "al"),
        ("ousli", "ous"),
        ("iviti", "ive"),
        ("fulli", "ful"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("izer", "ize"),
        ("ator", "ate"),
        ("alli", "al"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("li", ""),
    ];
    let Some((suffix, with)) = SUFFIXES.iter().find(|(suffix, _)| word.ends(suffix)) else { return };
    let before = word.last(suffix.len() + 1);
    let applies = match *suffix {
        "ogi" => before == b'l',
        "li" => b"cdeghkmnrt".contains(&before),
        _ => true,
    };
    if applies && word.in_r1(suffix.len()) {
        word.replace(suffix.len(), with);
    }
}

/// Step 3.
fn suffix(word: &mut Buffer) {
    const SUFFIXES: &[(&str, &str)] = &[
        ("ational", "ate"),
        ("tional", "tion"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ative", ""),
        ("ical", "ic"),
        ("ness", ""),
        ("ful", ""),
    ];
    let Some((suffix, with)) = SUFFIXES.iter().find(|(suffix, _)| word.ends(suffix)) else { return };
    if word.in_r1(suffix.len()) && (*suffix != "ative" || word.in_r2(suffix.len())) {
        word.replace(suffix.len(), with);
    }
}

/// Step 4.
fn residual_suffix(word: &mut Buffer) {
    const SUFFIXES: &[&str] = &[
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
        "al", "er", "ic",
    ];
    let Some(suffix) = SUFFIXES.iter().find(|suffix| word.ends(suffix)) else { return };
    let applies = *suffix != "ion" || matches!(word.last(4), b's' | b't');
    if applies && word.in_r2(suffix.len()) {
        word.replace(suffix.len(), "");
    }
}

/// Step 5.
fn final_e_or_l(word: &mut Buffer) {
    let goes = match word.last(1) {
        b'e' => word.in_r2(1) || (word.in_r1(1) && !word.short_syllable(word.len - 1)),
        b'l' => word.in_r2(1) && word.last(2) == b'l',
        _ => false,
    };
    if goes {
        word.replace(1, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for words in [
            &["warn", "warned", "warning", "warns"][..],
            &["organise", "organisation", "organizations", "organize", "organiser"],
            &["colour", "colors", "coloured", "coloring"],
            &["defence", "defense", "defenses"],
            &["favourite", "favorite"],
            &["neighbourhood", "neighborhood", "neighborhoods"],
            &["centre", "center", "centres", "centered"],
            &["travelled", "traveled", "travelling"],
            &["analyse", "analyzed"],
            &["programme", "program"],
            &["china", "china's"],
            &["policy", "policies"],
            &["precise", "precisely"],
        ] {
            let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{words:?}: {stems:?}");
        }
    }

    #[test]
    fn other_words_keep_theirs() {
        for (word, expected) in [
            ("us", "us"),
            ("g7", "g7"),
            ("four", "four"),
            ("hour", "hour"),
            ("news", "news"),
            ("proceed", "proceed"),
            ("мир", "мир"),
        ] {
            assert_eq!(stem(word), expected);
        }
    }

    /// The published algorithm is the yardstick, for words that no spelling rule touches.
    #[test]
    fn agrees_with_snowball() {
        let snowball = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
        let mut seen = 0;
        for line in include_str!("lexicon.tsv").lines().filter(|line| !line.starts_with('#')) {
            let word = line.split('\t').next().unwrap_or_default();
            for ending in ["", "s", "ing", "ed", "ational", "iveness", "'s", "ly", "ement", "y", "ies", "ll"] {
                let form = format!("{word}{ending}");
                let whole = form.trim_end_matches("'s");
                let Some(mut buffer) = Buffer::of(whole) else { continue };
                americanize(&mut buffer);
                if buffer.bytes() == whole.as_bytes() {
                    assert_eq!(stem(&form), snowball.stem(whole), "{form}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 50_000, "{seen}");
    }

    /// Packs store these: see the module's documentation before changing them.
    #[test]
    fn is_frozen() {
        let all = include_str!("lexicon.tsv").lines().filter(|line| !line.starts_with('#'));
        let words = all.map(|line| line.split('\t').next().unwrap_or_default());
        let sum = words.fold(0_u32, |sum, word| {
            ["", "s", "ised", "ly"]
                .iter()
                .fold(sum, |sum, ending| sum.rotate_left(5) ^ hash(&format!("{word}{ending}")))
        });
        assert_eq!(format!("{sum:08x}"), "f287aa91");
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_agrees_with_its_hash(word in "[a-z']{0,40}|.*") {
            let stem = stem(&word);
            proptest::prop_assert_eq!(hash(&word), hash_bytes(stem.as_bytes()));
        }
    }
}
