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
    hash_of(bytes.iter().copied())
}

/// The same of these bytes in lower case.
pub(crate) fn hash_lowercase(bytes: &[u8]) -> u32 {
    hash_of(bytes.iter().map(u8::to_ascii_lowercase))
}

fn hash_of(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The longest word that is stemmed; what is longer is no English word.
const LONGEST: usize = 32;

/// How many letters of a word an [`Ending`] is compared with at once.
const TAIL: usize = 8;

/// A lower-case word of ASCII letters, digits and apostrophes. `Y` stands for a y that is a consonant.
struct Buffer {
    /// Behind [`TAIL`] zeros, so that the last so many letters can be read of short words too.
    letters: [u8; TAIL + LONGEST],
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
        let mut letters = [0; TAIL + LONGEST];
        fits.then(|| {
            letters[TAIL..TAIL + word.len()].copy_from_slice(word.as_bytes());
            Self { letters, len: word.len(), r1: 0, r2: 0 }
        })
    }

    fn bytes(&self) -> &[u8] {
        &self.letters[TAIL..TAIL + self.len]
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.letters[TAIL..TAIL + self.len]
    }

    /// The last letters as a number, the last one highest.
    fn tail(&self) -> u64 {
        match self.letters.get(self.len..).and_then(<[u8]>::first_chunk::<TAIL>) {
            Some(last) => u64::from_le_bytes(*last),
            None => 0,
        }
    }

    fn ends(&self, ending: Ending) -> bool {
        ending.ends(self.tail())
    }

    /// Whether this is the whole word; for endings shorter than [`TAIL`], before which zeros stand.
    fn is(&self, ending: Ending) -> bool {
        self.tail() == ending.0
    }

    /// The first of some endings that the word has.
    #[inline(never)]
    fn ending(&self, endings: &[Ending]) -> Option<Ending> {
        let tail = self.tail();
        for ending in endings {
            if ending.ends(tail) {
                return Some(*ending);
            }
        }
        None
    }

    /// The first ending of a table that the word has, and what stands beside it.
    #[inline(never)]
    fn lookup(&self, endings: &[(Ending, &'static str)]) -> Option<(Ending, &'static str)> {
        let tail = self.tail();
        for (ending, beside) in endings {
            if ending.ends(tail) {
                return Some((*ending, beside));
            }
        }
        None
    }

    /// Replaces the last `cut` letters.
    fn replace(&mut self, cut: usize, with: &str) {
        let at = self.len - cut;
        self.len = at + with.len();
        self.letters[TAIL + at..TAIL + self.len].copy_from_slice(with.as_bytes());
    }

    fn in_r1(&self, cut: usize) -> bool {
        self.len - cut >= self.r1
    }

    fn in_r2(&self, cut: usize) -> bool {
        self.len - cut >= self.r2
    }

    fn vowel(&self, at: usize) -> bool {
        matches!(self.letters[TAIL + at], b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
    }

    fn vowel_before(&self, end: usize) -> bool {
        (0..end).any(|at| self.vowel(at))
    }

    /// The letter `back` places from the end, 1 being the last; 0 where there is none.
    fn last(&self, back: usize) -> u8 {
        if back <= self.len { self.letters[TAIL + self.len - back] } else { 0 }
    }

    /// Whether the word up to `end` ends in a short syllable.
    fn short_syllable(&self, end: usize) -> bool {
        match end {
            0 | 1 => false,
            2 => self.vowel(0) && !self.vowel(1),
            _ => {
                !self.vowel(end - 1)
                    && !matches!(self.letters[TAIL + end - 1], b'w' | b'x' | b'Y')
                    && self.vowel(end - 2)
                    && !self.vowel(end - 3)
            }
        }
    }

    fn region(&self, from: usize) -> usize {
        (from + 1..self.len).find(|at| !self.vowel(*at) && self.vowel(at - 1)).map_or(self.len, |at| at + 1)
    }
}

/// The end of a word, of at most [`TAIL`] letters: compared with a word's last letters as one number.
///
/// The number has the last letter highest, and zeros below the first.
#[derive(Clone, Copy)]
struct Ending(u64);

impl Ending {
    const fn ends(self, tail: u64) -> bool {
        (tail ^ self.0) >> self.unused() == 0
    }

    /// How many letters it has.
    const fn len(self) -> usize {
        TAIL - self.unused() as usize / 8
    }

    /// How many of its bits are below the first letter.
    const fn unused(self) -> u32 {
        self.0.trailing_zeros() & 56
    }
}

/// The ending with these letters.
const fn end(text: &str) -> Ending {
    let bytes = text.as_bytes();
    let (mut letters, mut at) = (0, 0);
    while at < bytes.len() {
        letters = letters >> 8 | (bytes[at] as u64) << 56;
        at += 1;
    }
    Ending(letters)
}

/// The endings with these letters.
const fn ends<const N: usize>(texts: [&str; N]) -> [Ending; N] {
    let (mut endings, mut at) = ([end(""); N], 0);
    while at < N {
        endings[at] = end(texts[at]);
        at += 1;
    }
    endings
}

/// Endings, each with what belongs to it.
const fn pairs<const N: usize>(texts: [(&str, &'static str); N]) -> [(Ending, &'static str); N] {
    let (mut pairs, mut at) = ([(end(""), ""); N], 0);
    while at < N {
        pairs[at] = (end(texts[at].0), texts[at].1);
        at += 1;
    }
    pairs
}

fn stem_in(word: &mut Buffer) {
    // Snowball takes possessives off after its exceptions; before them "defence's" and "news's" fare better.
    possessive(word);
    americanize(word);
    if word.len < TAIL
        && let Some((_, special)) = EXCEPTIONS.iter().find(|(form, _)| word.is(*form))
    {
        word.replace(word.len, special);
        return;
    }
    let has_y = word.bytes().contains(&b'y');
    for at in 0..if has_y { word.len } else { 0 } {
        if word.letters[TAIL + at] == b'y' && (at == 0 || word.vowel(at - 1)) {
            word.letters[TAIL + at] = b'Y';
        }
    }
    word.r1 = ["gener", "commun", "arsen"]
        .iter()
        .find(|prefix| word.bytes().starts_with(prefix.as_bytes()))
        .map_or_else(|| word.region(0), |prefix| prefix.len());
    word.r2 = word.region(word.r1);
    plural(word);
    if word.len >= TAIL || !FINISHED.iter().any(|form| word.is(*form)) {
        participle(word);
        final_y(word);
        double_suffix(word);
        suffix(word);
        residual_suffix(word);
        final_e_or_l(word);
    }
    if has_y {
        word.bytes_mut().make_ascii_lowercase();
    }
}

/// Words that the rules would treat wrongly, with their stems.
const EXCEPTIONS: &[(Ending, &str)] = &pairs([
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
]);

/// Words that are finished once their plural is gone.
const FINISHED: &[Ending] =
    &ends(["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"]);

/// Brings the regular British spellings to their American form. What is no spelling variant may be changed as well
/// ("rise"): that does no harm as long as all forms of a word change alike.
fn americanize(word: &mut Buffer) {
    const RE: &[(Ending, &str)] = &pairs([("re", "er"), ("res", "ers"), ("red", "ered")]);
    const ISE: &[Ending] =
        &ends(["ise", "ises", "ised", "ising", "iser", "isers", "isation", "isations", "yse", "ysed", "ysing"]);
    const OUR: &[Ending] =
        &ends(["our", "ours", "oured", "ouring", "ourable", "ourite", "ourites", "ourhood", "ourhoods"]);
    // The last letters of all that follows; most words have another.
    if !matches!(word.last(1), b'd' | b'e' | b'g' | b'n' | b'r' | b's') {
        return;
    }
    if matches!(word.bytes(), b"defence" | b"defences" | b"offence" | b"offences") {
        let c = word.len - if word.last(1) == b's' { 3 } else { 2 };
        word.bytes_mut()[c] = b's';
        return;
    }
    for (british, american) in [("programmes", "programs"), ("programme", "program")] {
        if word.last(1) == british.as_bytes()[british.len() - 1] && word.bytes().ends_with(british.as_bytes()) {
            return word.replace(british.len(), american);
        }
    }
    if let Some((british, american)) = word.lookup(RE) {
        let stem = &word.bytes()[..word.len - british.len()];
        if matches!(stem, b"cent" | b"theat" | b"met" | b"lit" | b"kilomet" | b"fib" | b"calib") {
            return word.replace(british.len(), american);
        }
    }
    // "-ise", "-yse" and their forms, but not "-vise", nor "-cise" after a consonant ("supervise", "exercise").
    if let Some(ending) = word.ending(ISE)
        && word.len >= ending.len() + 3
    {
        let before = word.last(ending.len() + 1);
        let hard = before == b'v' || (before == b'c' && word.last(ending.len() + 2) != b'i');
        if !hard {
            let at = word.len - ending.len() + 1;
            word.bytes_mut()[at] = b'z';
        }
        return;
    }
    if let Some(ending) = word.ending(OUR)
        && word.len >= ending.len() + 2
    {
        let at = word.len - ending.len() + 1;
        word.bytes_mut().copy_within(at + 1.., at);
        word.len -= 1;
    }
}

/// Step 0.
fn possessive(word: &mut Buffer) {
    const SUFFIXES: &[Ending] = &ends(["'s'", "'s", "'"]);
    if let Some(suffix) = word.ending(SUFFIXES) {
        word.replace(suffix.len(), "");
    }
}

/// Step 1a.
fn plural(word: &mut Buffer) {
    if word.ends(const { end("sses") }) {
        word.replace(2, "");
    } else if word.ends(const { end("ied") }) || word.ends(const { end("ies") }) {
        word.replace(if word.len > 4 { 2 } else { 1 }, "");
    } else if word.ends(const { end("us") }) || word.ends(const { end("ss") }) {
    } else if word.last(1) == b's' && word.vowel_before(word.len.saturating_sub(2)) {
        word.replace(1, "");
    }
}

/// Step 1b.
fn participle(word: &mut Buffer) {
    const EED: &[Ending] = &ends(["eedly", "eed"]);
    const SUFFIXES: &[Ending] = &ends(["ingly", "edly", "ing", "ed"]);
    const BARE: &[Ending] = &ends(["at", "bl", "iz"]);
    if let Some(suffix) = word.ending(EED) {
        if word.in_r1(suffix.len()) {
            word.replace(suffix.len(), "ee");
        }
        return;
    }
    let Some(suffix) = word.ending(SUFFIXES) else { return };
    if !word.vowel_before(word.len - suffix.len()) {
        return;
    }
    word.replace(suffix.len(), "");
    if word.ending(BARE).is_some() {
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
    const SUFFIXES: &[(Ending, &str)] = &pairs([
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
    ]);
    let Some((suffix, with)) = word.lookup(SUFFIXES) else { return };
    let before = word.last(suffix.len() + 1);
    // "-ogi" and "-li" ask for what stands before them.
    let applies = match with {
        "og" => before == b'l',
        "" => b"cdeghkmnrt".contains(&before),
        _ => true,
    };
    if applies && word.in_r1(suffix.len()) {
        word.replace(suffix.len(), with);
    }
}

/// Step 3.
fn suffix(word: &mut Buffer) {
    const SUFFIXES: &[(Ending, &str)] = &pairs([
        ("ational", "ate"),
        ("tional", "tion"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ative", ""),
        ("ical", "ic"),
        ("ness", ""),
        ("ful", ""),
    ]);
    let Some((suffix, with)) = word.lookup(SUFFIXES) else { return };
    if word.in_r1(suffix.len()) && (!word.ends(const { end("ative") }) || word.in_r2(suffix.len())) {
        word.replace(suffix.len(), with);
    }
}

/// Step 4.
fn residual_suffix(word: &mut Buffer) {
    const SUFFIXES: &[Ending] = &ends([
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
        "al", "er", "ic",
    ]);
    let Some(suffix) = word.ending(SUFFIXES) else { return };
    let applies = !word.ends(const { end("ion") }) || matches!(word.last(4), b's' | b't');
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
