//! What do two lines have in common, and where do sentences end?

use crate::order::order_numbers;
use crate::text::case::lowercase;
use crate::text::stem::hash_of_stem;

/// How many sentences end in a text: full stops and their like, before white space or the end.
pub(super) fn ends_of_sentences(text: &str) -> usize {
    let mut count = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let wide = matches!(c, '。' | '！' | '？' | '।' | '؟');
        if wide {
            count += 1;
        } else if matches!(c, '.' | '!' | '?' | '…') {
            while chars.peek().is_some_and(|&next| matches!(next, '"' | '\'' | '”' | '’' | ')' | '»' | '.' | '!' | '?'))
            {
                chars.next();
            }
            count += usize::from(chars.peek().is_none_or(|next| next.is_whitespace()));
        }
    }
    count
}

/// The share of the words of `a` that are words of `b`, 0–1, without case and signs.
pub(super) fn same_words(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> Vec<u32> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut words: Vec<u32> = words.map(|word| hash_of_stem(&lowercase(word))).collect();
        order_numbers(&mut words);
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    a.iter().filter(|word| b.binary_search(word).is_ok()).count() as f32 / a.len().max(1) as f32
}

/// A text on one line, white space folded to single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
