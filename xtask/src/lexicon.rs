//! Where does the table of word frequencies come from?
//!
//! `cargo xtask lexicon` packs `src/text/lexicon.tsv` into `src/text/lexicon.bin`. With the path of a list of words and
//! counts ("the 23135851162" a line) it makes the readable table anew before.

use copytaster::text::{lexicon, stem};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::{fs, io, path::Path};

/// How many stems the table holds: more would cost a byte and a half each in the extension and change little.
const STEMS: usize = 8_000;

const HEAD: &str = "\
# The commonest English stems and their level of frequency, 0 (commonest) to 15; see lexicon.rs.
# Made by `cargo xtask lexicon WORDS` from frequency_dictionary_en_82_765.txt as the Python package symspellpy 6.10.1
# distributes it (MIT; Wolf Garbe, SymSpell; its README names Google Books Ngram data, CC BY 3.0, and SCOWL as sources, but
# its counts read like those of web pages). No count is kept here, only a level.
";

/// Writes both forms of the table under `root`.
pub(crate) fn run(root: &Path, words: Option<&Path>) -> io::Result<()> {
    let folder = root.join("src/text");
    if let Some(words) = words {
        fs::write(folder.join("lexicon.tsv"), table(&fs::read_to_string(words)?))?;
    }
    let table = fs::read_to_string(folder.join("lexicon.tsv"))?;
    let entries: Vec<(u32, u8)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(stem, level)| Some((stem::hash_of_stem(stem), level.parse().ok()?)))
        .collect();
    fs::write(folder.join("lexicon.bin"), lexicon::pack(&entries))
}

/// The readable table: stems by their share of all running words.
fn table(words: &str) -> String {
    let mut counts: HashMap<String, f64> = HashMap::new();
    let mut total = 0.0;
    for line in words.lines() {
        let mut fields = line.trim_start_matches('\u{feff}').split_whitespace();
        let (Some(word), Some(count)) = (fields.next(), fields.next().and_then(|count| count.parse::<f64>().ok()))
        else {
            continue;
        };
        *counts.entry(stem::stem(word)).or_default() += count;
        total += count;
    }
    let mut stems: Vec<(String, f64)> = counts.into_iter().collect();
    stems.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    stems.truncate(STEMS);
    let mut table = HEAD.to_owned();
    for (stem, count) in stems {
        let rarity = (total / count).ln() as f32;
        let _ = writeln!(table, "{stem}\t{}", lexicon::level_of_rarity(rarity));
    }
    table
}
