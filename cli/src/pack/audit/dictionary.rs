//! Which words would somebody try who wants to know what a hash stands for?

use crate::input;
use copytaster::story::sketch::short;
use copytaster::text::{stem, token};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The commonest English stems, as the engine's table of frequencies names them.
const LEXICON: &str = include_str!("../../../../src/text/lexicon.tsv");

/// Stems by their hashes, the commonest first.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    all: HashSet<u32>,
    by_short_hash: HashMap<u16, Vec<u32>>,
}

impl Dictionary {
    /// The stems of the engine's own table.
    pub(super) fn of_lexicon() -> Self {
        let mut stems: Vec<(u32, u32)> = LEXICON
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(stem, level)| Some((level.parse().ok()?, stem::hash_of_stem(stem))))
            .collect();
        stems.sort_by_key(|(level, _)| *level);
        Self::of(stems.into_iter().map(|(_, stem)| stem))
    }

    /// The words of a file, one or more a line.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let name = path.display();
        let bytes = input::whole_file(&path.to_string_lossy()).map_err(|error| format!("{name}: {error}"))?;
        let text = String::from_utf8_lossy(&bytes);
        let dictionary = Self::of(token::tokenize(&text).into_iter().map(|token| token.stem));
        if dictionary.all.is_empty() { Err(format!("{name}: there is no word in it")) } else { Ok(dictionary) }
    }

    fn of(stems: impl Iterator<Item = u32>) -> Self {
        let mut dictionary = Self::default();
        for stem in stems {
            if dictionary.all.insert(stem) {
                dictionary.by_short_hash.entry(short(stem)).or_default().push(stem);
            }
        }
        dictionary
    }

    /// How many stems it has.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The stems with this short hash.
    pub(super) fn with_short_hash(&self, hash: u16) -> &[u32] {
        self.by_short_hash.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// The stem with this hash.
    pub(super) fn with_hash(&self, hash: u32) -> &[u32] {
        self.all.get(&hash).map_or(&[], std::slice::from_ref)
    }

    /// The share of all short hashes that some word has.
    pub(super) fn share_of_short_hashes(&self) -> f64 {
        self.by_short_hash.len() as f64 / 65_536.0
    }
}
