//! Is this word one of those?
//!
//! A table of texts costs eight bytes a text beside its letters, in the file and in memory. A list in one string costs one,
//! and reads better.
//!
//! Most words that are asked for are on no list: [`Shapes`] tell them at a glance, and [`Beginnings`] those that begin with none.

/// Texts in one string, with a separator between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    texts: &'static str,
    separator: u8,
    is_sorted: bool,
    shapes: Shapes<2>,
    /// Of how many first bytes of each text the shapes are.
    glance: u8,
}

/// The ends and lengths of words, as `64 * N` bits: a word whose bit is not set is none of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shapes<const N: usize>([u64; N]);

impl<const N: usize> Shapes<N> {
    /// Of no word.
    pub(crate) const NONE: Self = Self([0; N]);

    /// Of one word more.
    pub(crate) const fn with(mut self, word: &[u8]) -> Self {
        let shape = Self::shape(word);
        self.0[shape / 64] |= 1 << (shape % 64);
        self
    }

    /// Whether this can be one of the words.
    pub(crate) const fn may_hold(&self, word: &[u8]) -> bool {
        let shape = Self::shape(word);
        self.0[shape / 64] >> (shape % 64) & 1 == 1
    }

    const fn shape(word: &[u8]) -> usize {
        let ends = if word.is_empty() { 0 } else { word[0] as usize * 37 + word[word.len() - 1] as usize * 5 };
        (ends + word.len()) % (64 * N)
    }
}

impl List {
    /// Words with spaces between them.
    pub(crate) const fn words(texts: &'static str) -> Self {
        Self::of(texts, b' ', u8::MAX)
    }

    /// Phrases with `|` between them.
    pub(crate) const fn phrases(texts: &'static str) -> Self {
        Self::of(texts, b'|', u8::MAX)
    }

    /// Phrases of two bytes or more with `|` between them, with which lines begin; see [`opening_of`](Self::opening_of).
    pub(crate) const fn openings(texts: &'static str) -> Self {
        Self::of(texts, b'|', 2)
    }

    const fn of(texts: &'static str, separator: u8, glance: u8) -> Self {
        let bytes = texts.as_bytes();
        let shapes = shapes(Shapes::NONE, bytes, separator, glance as usize);
        Self { texts, separator, is_sorted: is_sorted(bytes, separator), shapes, glance }
    }

    /// The shapes of its texts beside others: finer than its own, for a long list that is asked of every word.
    pub(crate) const fn shapes<const N: usize>(self, others: Shapes<N>) -> Shapes<N> {
        shapes(others, self.texts.as_bytes(), self.separator, self.glance as usize)
    }

    /// The texts in their order.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> {
        // By hand: the library's search for a sign costs more than these few letters.
        let mut rest = Some(self.texts);
        std::iter::from_fn(move || {
            let texts = rest?;
            let end = texts.bytes().position(|byte| byte == self.separator);
            rest = end.and_then(|end| texts.get(end + 1..));
            texts.get(..end.unwrap_or(texts.len()))
        })
    }

    /// The first of the list's [`openings`](Self::openings) with which a line begins as `begins` says, in any case of
    /// ASCII letters. Most lines begin with none: their first two bytes say so, and which openings need not be asked.
    pub(crate) fn opening_of(self, line: &str, begins: &dyn Fn(&str) -> bool) -> Option<&'static str> {
        let first = line.as_bytes().first_chunk::<2>()?.map(|byte| byte.to_ascii_lowercase());
        let may_begin =
            |opening: &&str| opening.as_bytes().get(..2).is_some_and(|own| own.eq_ignore_ascii_case(&first));
        self.shapes.may_hold(&first).then(|| self.iter().find(|opening| may_begin(opening) && begins(opening)))?
    }

    /// Whether a text is on the list: in a sorted one, which is asked of every word of a page, by halving.
    pub(crate) fn has(&self, text: &str) -> bool {
        let glance = text.as_bytes().get(..usize::from(self.glance)).unwrap_or(text.as_bytes());
        if text.is_empty() || !self.shapes.may_hold(glance) {
            return false;
        }
        if !self.is_sorted {
            return self.iter().any(|one| one == text);
        }
        let (texts, text, separator) = (self.texts.as_bytes(), text.as_bytes(), self.separator);
        let (mut start, mut end) = (0, texts.len());
        while start < end {
            // The text around the middle.
            let mut first = start + (end - start) / 2;
            while first > start && texts[first - 1] != separator {
                first -= 1;
            }
            // How far the two are alike, and what comes then; nothing comes after the end of either.
            let alike = |at: &usize| texts[first + at] == text[*at] && text[*at] != separator;
            let same = (0..text.len().min(end - first)).take_while(alike).count();
            let mut after = first + same;
            let mine = texts.get(after).filter(|byte| **byte != separator);
            match mine.cmp(&text.get(same)) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => {
                    while after < end && texts[after] != separator {
                        after += 1;
                    }
                    start = after + 1;
                }
                std::cmp::Ordering::Greater => end = first.saturating_sub(1),
            }
        }
        false
    }
}

/// Texts of three bytes or more with which words begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beginnings {
    list: List,
    /// With which three or four bytes the texts begin, roughly.
    starts: [u64; 64],
}

impl Beginnings {
    /// Beginnings with spaces between them.
    pub(crate) const fn words(texts: &'static str) -> Self {
        let (list, bytes) = (List::words(texts), texts.as_bytes());
        let (mut starts, mut sum, mut length, mut at) = ([0; 64], 0, 0, 0);
        while at <= bytes.len() {
            let is_end = at == bytes.len() || bytes[at] == b' ';
            assert!(!is_end || length == 0 || length > 2, "a beginning is too short");
            if length == 4 || length == 3 && is_end {
                starts[sum / 64] |= 1 << (sum % 64);
            }
            (sum, length) = if is_end { (0, 0) } else { (Self::sum(sum, bytes[at]), length + 1) };
            at += 1;
        }
        Self { list, starts }
    }

    const fn sum(sum: usize, byte: u8) -> usize {
        (sum * 61 + byte as usize) % 4096
    }

    /// The place in the list of the first with which a word begins.
    pub(crate) fn position_of(&self, word: &Word<impl Iterator<Item = u8> + Clone>) -> Option<usize> {
        let may_begin = word.starts.iter().any(|&start| self.starts[start / 64] >> (start % 64) & 1 == 1);
        let begins =
            |text: &str| text.bytes().next() == word.first && word.bytes.clone().take(text.len()).eq(text.bytes());
        may_begin.then(|| self.list.iter().position(begins))?
    }
}

/// A word that is held against [`Beginnings`].
pub(crate) struct Word<I> {
    bytes: I,
    first: Option<u8>,
    /// Its first three and its first four bytes, roughly.
    starts: [usize; 2],
}

impl<I: Iterator<Item = u8> + Clone> Word<I> {
    /// The word of these bytes; none where it is shorter than every beginning.
    pub(crate) fn of(bytes: I) -> Option<Self> {
        let mut rest = bytes.clone();
        let first = rest.next()?;
        let three = [first, rest.next()?, rest.next()?].into_iter().fold(0, Beginnings::sum);
        let starts = [three, rest.next().map_or(three, |fourth| Beginnings::sum(three, fourth))];
        Some(Self { bytes, first: Some(first), starts })
    }
}

/// The shapes of all texts, each up to so many bytes, and others.
const fn shapes<const N: usize>(mut shapes: Shapes<N>, texts: &[u8], separator: u8, most: usize) -> Shapes<N> {
    let (mut start, mut at) = (0, 0);
    while at <= texts.len() {
        if at == texts.len() || texts[at] == separator {
            if at > start {
                let end = if at - start > most { start + most } else { at };
                shapes = shapes.with(texts.split_at(end).0.split_at(start).1);
            }
            start = at + 1;
        }
        at += 1;
    }
    shapes
}

/// Whether each text is greater than the one before it, byte by byte.
const fn is_sorted(texts: &[u8], separator: u8) -> bool {
    let (mut last, mut start) = (0, 0);
    while start < texts.len() {
        // Whether the text from `start` is greater than the one from `last`.
        let mut at = 0;
        loop {
            let mine = if start + at < texts.len() { texts[start + at] } else { separator };
            let other = if start == 0 { separator } else { texts[last + at] };
            match (mine == separator, other == separator) {
                (true, true) => return start == 0 && at == 0 && texts.is_empty(),
                (true, false) => return false,
                (false, true) => break,
                (false, false) if mine < other => return false,
                (false, false) if mine > other => break,
                _ => at += 1,
            }
        }
        last = start;
        while start < texts.len() && texts[start] != separator {
            start += 1;
        }
        start += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const SORTED: List = List::words("a an and be by can ü");
    const UNSORTED: List = List::phrases("told us|also read|a");

    #[test]
    fn what_is_listed_is_found_and_nothing_else() {
        for list in [SORTED, UNSORTED] {
            assert!(list.iter().all(|text| list.has(text)), "{list:?}");
            for other in ["", " ", "|", "z", "Z", "am", "ande", "an and", "us", "b", "can ü"] {
                assert!(!list.has(other), "{list:?} {other}");
            }
        }
    }

    #[test]
    fn one_and_two_are_lists_too() {
        assert!(List::words("one").has("one") && !List::words("one").has("on"));
        assert!(List::words("one two").has("one") && List::words("one two").has("two"));
        assert!(!List::words("").has("one"));
    }

    #[test]
    fn words_begin_with_the_first_that_fits() {
        const LIST: Beginnings = Beginnings::words("cta share sharing tagés");
        for (word, place) in [
            ("cta", Some(0)),
            ("ctabox", Some(0)),
            ("shared", Some(1)),
            ("sharing", Some(2)),
            ("tagés", Some(3)),
            ("shar", None),
            ("tag", None),
            ("ct", None),
            ("", None),
            ("xcta", None),
        ] {
            let found = Word::of(word.bytes()).and_then(|word| LIST.position_of(&word));
            assert_eq!(found, place, "{word}");
        }
    }

    #[test]
    fn order_is_seen() {
        for (texts, sorted) in [("a b c", true), ("a ab b", true), ("b a", false), ("ab a", false), ("a a", false)] {
            assert_eq!(List::words(texts).is_sorted, sorted, "{texts}");
        }
    }
}
