//! How would a rewriter change this text?
//!
//! Without a dictionary: words of content are replaced by other words of the same corpus, left out, or change places
//! with their neighbour, sentences are dropped, and clauses change places. A replaced word shares nothing with the
//! original, where a real synonym sometimes does, so this is harder than what it stands for. Names, figures and
//! quotations stay, as rewriters leave them.

use super::corpora::{Text, sentences};

/// A small generator of the same numbers on every machine (G. Marsaglia, "Xorshift RNGs", 2003).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`, which is at least 1.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    pub(super) fn chance(&mut self, share: f64) -> bool {
        (self.below(1 << 20) as f64) < share * f64::from(1 << 20)
    }
}

/// How much is changed, as shares.
#[derive(Clone, Copy)]
pub(super) struct Spin {
    /// Words of content replaced.
    pub(super) replaced: f64,
    /// Words of content left out.
    pub(super) left_out: f64,
    /// Sentences dropped.
    pub(super) dropped: f64,
}

/// A text spun; `words` are those that replace others.
pub(super) fn spun(text: &Text, spin: Spin, words: &[String], random: &mut Random) -> Text {
    let mut kept = Vec::new();
    for sentence in sentences(&text.body()) {
        if !random.chance(spin.dropped) {
            kept.push(spun_sentence(&sentence, spin, words, random));
        }
    }
    Text {
        name: format!("{} spun", text.name),
        group: text.group.clone(),
        headline: spun_sentence(&text.headline, spin, words, random),
        paragraphs: kept.chunks(2).map(|pair| pair.join(" ")).collect(),
    }
}

/// A sentence spun.
pub(super) fn spun_sentence(sentence: &str, spin: Spin, words: &[String], random: &mut Random) -> String {
    let mut quoted = false;
    let mut out: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        quoted ^= word.starts_with(['"', '“']) && !word.ends_with(['"', '”']);
        let is_content = word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase());
        if !quoted && is_content && random.chance(spin.replaced) && !words.is_empty() {
            out.push(words[random.below(words.len())].clone());
        } else if quoted || !is_content || !random.chance(spin.left_out) {
            out.push(word.to_owned());
        }
        quoted &= !word.ends_with(['"', '”', ',']) || word.ends_with(',') && !word.ends_with("\",");
    }
    if random.chance(spin.replaced)
        && let Some((first, second)) = out.join(" ").split_once(", ")
        && !sentence.contains(['"', '“'])
    {
        return format!("{}, {first}.", second.trim_end_matches('.'));
    }
    out.join(" ")
}
