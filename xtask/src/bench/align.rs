//! Does the cost of comparing grow with the length of the texts, and not with its square?
//!
//! The texts are generated, so that anybody can repeat the measurement: sentences of invented words whose frequencies
//! follow Zipf's law, the page being the original with every third sentence replaced and every fifth word exchanged.

use copytaster::compare::{Side, compare};
use copytaster::story::Document;
use std::fmt::Write as _;
use std::time::Instant;

/// The lengths that are measured, in words.
const LENGTHS: [usize; 6] = [1_000, 5_000, 20_000, 50_000, 100_000, 200_000];

/// How many different words the generated language has.
const WORDS: u64 = 30_000;

/// Prints a line for each length: words, milliseconds, microseconds a thousand words, and what was found.
pub(crate) fn run() {
    println!("{:>8} {:>10} {:>12} {:>9}", "words", "ms", "µs/1000 words", "passages");
    for length in LENGTHS {
        let (original, page) = pair(length);
        let side = |document| Side { document, published: None };
        let start = Instant::now();
        let found = compare(side(&original), side(&page));
        let spent = start.elapsed();
        let thousands = length as f64 / 1_000.0;
        println!(
            "{length:>8} {:>10.1} {:>12.0} {:>9}",
            spent.as_secs_f64() * 1e3,
            spent.as_secs_f64() * 1e6 / thousands,
            found.passages.len()
        );
    }
}

/// An original of about so many words, and a page that repeats most of it.
fn pair(words: usize) -> (Document, Document) {
    let mut random = Random(words as u64 | 1);
    let (mut original, mut page) = (String::new(), String::new());
    let mut written = 0;
    while written < words {
        let length = 8 + random.below(20) as usize;
        let sentence: Vec<u64> = (0..length).map(|_| random.word()).collect();
        let replaced = random.below(3) == 0;
        let changed: Vec<u64> =
            sentence.iter().map(|word| if replaced || random.below(5) == 0 { random.word() } else { *word }).collect();
        write_sentence(&sentence, &mut original);
        write_sentence(&changed, &mut page);
        written += length;
        let end = if random.below(3) == 0 { "\n\n" } else { " " };
        original.push_str(end);
        page.push_str(end);
    }
    (Document::from_plain_text(original), Document::from_plain_text(page))
}

fn write_sentence(words: &[u64], text: &mut String) {
    for (at, word) in words.iter().enumerate() {
        let _ = write!(text, "{}{word:x}", if at == 0 { "W" } else { " w" });
    }
    text.push('.');
}

/// A generator of random numbers: xorshift64 (G. Marsaglia, "Xorshift RNGs", 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// A word's rank: half of all words lie among the first few hundred, as in a language.
    fn word(&mut self) -> u64 {
        let share = self.below(1_000_000) as f64 / 1_000_000.0;
        (WORDS as f64).powf(share) as u64
    }
}
