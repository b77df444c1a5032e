//! How would a rewriter change this text?
//!
//! Without a dictionary: words of content are replaced by other words of the same corpus, left out, or change places
//! with their neighbour, sentences are dropped, and clauses change places. A replaced word shares nothing with the
//! original, where a real synonym sometimes does, so this is harder than what it stands for. Names, figures and
//! quotations stay, as rewriters leave them.

use super::corpora::{Text, sentences};
use crate::random::Random;

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
