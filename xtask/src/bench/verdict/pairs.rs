//! Which pairs of texts repeat one another, and which do not?
//!
//! Labels come from how a pair was made, or from what five words in a row say where that leaves no doubt: the doubtful
//! middle is judged, but neither fitted nor counted as right or wrong.

use super::corpora::{self, Text};
use super::spin::{Spin, spun, spun_sentence};
use crate::random::Random;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

/// What a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Label {
    /// The page repeats the original.
    Repeat,
    /// The page repeats a part of at least four sentences inside its own text.
    Excerpt,
    /// It does not.
    Other,
    /// Nobody knows without reading; judged, not counted.
    Doubtful,
}

/// Two texts and what is known about them.
pub(super) struct Pair {
    /// Where it is from and how it was made.
    pub(super) kind: &'static str,
    pub(super) label: Label,
    pub(super) original: Arc<Text>,
    pub(super) page: Arc<Text>,
    /// Whether nothing was fitted on it.
    pub(super) held_out: bool,
}

impl Pair {
    fn new(kind: &'static str, label: Label, original: &Arc<Text>, page: &Arc<Text>) -> Self {
        let group = original.group.as_str().min(page.group.as_str());
        Self { kind, label, original: original.clone(), page: page.clone(), held_out: hash(&group) % 2 == 1 }
    }
}

/// Unrelated pairs that are judged for every text.
const UNRELATED: usize = 3;
/// Neighbours by topic that are judged for every modern story.
const NEIGHBOURS: usize = 6;
/// Passages of each kind taken from PAN.
const PASSAGES: usize = 300;
/// Pairs with little in common that are judged for each corpus.
const FEW_IN_COMMON: usize = 4000;

/// All pairs.
pub(super) fn all(folder: &Path) -> Result<Vec<Pair>> {
    let shared = |texts: Vec<Text>| texts.into_iter().map(Arc::new).collect::<Vec<_>>();
    let basil = shared(corpora::basil(folder)?);
    let fnc = shared(corpora::fnc(folder)?);
    let modern = shared(corpora::reuters_2017(folder)?);
    let wire = shared(corpora::reuters_21578(folder)?);
    let mut pairs = same_event(&basil);
    pairs.extend(by_containment(&fnc, "web", "web-low"));
    pairs.extend(wire_pairs(&wire));
    pairs.extend(neighbours(&modern));
    for texts in [&basil, &fnc, &modern, &wire] {
        pairs.extend(unrelated(texts));
    }
    pairs.extend(made(&modern));
    for reused in corpora::pan(folder, PASSAGES)? {
        let kind = match reused.kind {
            "copy" => "pan-copy",
            "shuffled" => "pan-shuffled",
            _ => "pan-translated",
        };
        pairs.push(Pair::new(kind, Label::Repeat, &Arc::new(reused.original), &Arc::new(reused.page)));
    }
    Ok(pairs)
}

/// Reporters who wrote independently of one another.
fn same_event(texts: &[Arc<Text>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (at, original) in texts.iter().enumerate() {
        for page in texts[at + 1..].iter().filter(|page| page.group == original.group) {
            pairs.push(Pair::new("same-event", Label::Other, original, page));
        }
    }
    pairs
}

/// Pairs of web news by the five-word runs that they share.
fn by_containment(texts: &[Arc<Text>], high: &'static str, low: &'static str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut few = 0;
    for (a, b, contained) in overlaps(texts) {
        let (kind, label) = match contained {
            0.5.. => (high, Label::Repeat),
            0.05.. => ("web-mid", Label::Doubtful),
            _ => (low, Label::Other),
        };
        few += usize::from(kind == low);
        if kind != low || few <= FEW_IN_COMMON {
            pairs.push(Pair::new(kind, label, &texts[a], &texts[b]));
        }
    }
    pairs
}

/// Updates, templates, and stories that share a paragraph or a phrase.
fn wire_pairs(texts: &[Arc<Text>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut few = 0;
    for (a, b, contained) in overlaps(texts) {
        let figures = common_figures(&texts[a].body(), &texts[b].body());
        let is_template = figures.is_some_and(|share| share < 0.3);
        let (kind, label) = match contained {
            0.05.. if is_template => ("template", Label::Other),
            0.5.. if figures.is_none_or(|share| share >= 0.6) => ("update", Label::Repeat),
            0.15.. => ("wire-mid", Label::Doubtful),
            0.05.. => ("wire-background", Label::Doubtful),
            _ => ("wire-phrase", Label::Other),
        };
        few += usize::from(kind == "wire-phrase");
        if kind != "wire-phrase" || few <= FEW_IN_COMMON {
            pairs.push(Pair::new(kind, label, &texts[a], &texts[b]));
        }
    }
    pairs
}

/// The share of the figures of two digits or more that both texts hold, of those that the poorer one holds; none where
/// one has fewer than five.
fn common_figures(a: &str, b: &str) -> Option<f64> {
    let figures = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '/' | '-'));
        let figures = words.map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()).to_owned());
        figures.filter(|figure| figure.bytes().filter(u8::is_ascii_digit).count() >= 2).collect()
    };
    let (a, b) = (figures(a), figures(b));
    let fewer = a.len().min(b.len());
    (fewer >= 5).then(|| a.intersection(&b).count() as f64 / fewer as f64)
}

/// The nearest stories by topic of each (cosine of tf-idf), which are other stories where few words run together.
fn neighbours(texts: &[Arc<Text>]) -> Vec<Pair> {
    // Ordered maps: floating-point sums in another order would pair other texts from run to run.
    let bags: Vec<BTreeMap<String, f64>> = texts.iter().map(|text| bag(&text.body())).collect();
    let mut documents: HashMap<&str, f64> = HashMap::new();
    for word in bags.iter().flat_map(BTreeMap::keys) {
        *documents.entry(word).or_default() += 1.0;
    }
    let weigh = |bag: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
        let weight = |(word, count): (&String, &f64)| {
            (word.clone(), count.sqrt() * (texts.len() as f64 / documents[word.as_str()]).ln())
        };
        let weighed: BTreeMap<String, f64> = bag.iter().map(weight).collect();
        let norm = weighed.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        weighed.into_iter().map(|(word, weight)| (word, weight / norm)).collect()
    };
    let vectors: Vec<BTreeMap<String, f64>> = bags.iter().map(weigh).collect();
    let mut postings: HashMap<&str, Vec<(usize, f64)>> = HashMap::new();
    for (at, vector) in vectors.iter().enumerate() {
        for (word, weight) in vector {
            postings.entry(word).or_default().push((at, *weight));
        }
    }
    let shingled: Vec<BTreeSet<u64>> = texts.iter().map(|text| shingles(&text.body())).collect();
    let mut pairs = Vec::new();
    for (at, vector) in vectors.iter().enumerate() {
        let mut cosine = vec![0.0; texts.len()];
        for (word, weight) in vector {
            for (other, other_weight) in &postings[word.as_str()] {
                cosine[*other] += weight * other_weight;
            }
        }
        let mut others: Vec<usize> = (0..texts.len()).filter(|other| *other != at).collect();
        others.sort_by(|a, b| cosine[*b].total_cmp(&cosine[*a]).then(a.cmp(b)));
        for other in others.into_iter().take(NEIGHBOURS) {
            let common = shingled[at].intersection(&shingled[other]).count() as f64;
            let (kind, label) = match common / shingled[at].len().min(shingled[other].len()).max(1) as f64 {
                0.5.. => ("same-story", Label::Repeat),
                0.05.. => ("topic-background", Label::Doubtful),
                _ => ("same-topic", Label::Other),
            };
            pairs.push(Pair::new(kind, label, &texts[at], &texts[other]));
        }
    }
    pairs
}

/// Texts that have nothing to do with one another.
fn unrelated(texts: &[Arc<Text>]) -> Vec<Pair> {
    let mut random = Random::new(10);
    let mut pairs = Vec::new();
    for original in texts {
        for _ in 0..UNRELATED {
            let page = &texts[random.below(texts.len())];
            if page.group != original.group && shingles(&page.body()).is_disjoint(&shingles(&original.body())) {
                pairs.push(Pair::new("unrelated", Label::Other, original, page));
            }
        }
    }
    pairs
}

/// Spun copies, excerpts inside another story, a story's quotations inside another.
fn made(texts: &[Arc<Text>]) -> Vec<Pair> {
    let mut random = Random::new(22);
    let words: Vec<String> = bag(&texts.iter().step_by(9).map(|text| text.body()).collect::<String>())
        .into_keys()
        .filter(|word| word.len() > 3)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let spins = [
        ("spun-lightly", Spin { replaced: 0.05, left_out: 0.03, dropped: 0.05 }),
        ("spun", Spin { replaced: 0.2, left_out: 0.05, dropped: 0.1 }),
        ("spun-half", Spin { replaced: 0.4, left_out: 0.1, dropped: 0.2 }),
        ("spun-hard", Spin { replaced: 0.55, left_out: 0.1, dropped: 0.3 }),
    ];
    let mut pairs = Vec::new();
    for (at, original) in texts.iter().enumerate() {
        let (kind, spin) = spins[at % spins.len()];
        let page = Arc::new(spun(original, spin, &words, &mut random));
        pairs.push(Pair::new(kind, Label::Repeat, original, &page));
        let host = &texts[(at * 7 + 13) % texts.len()];
        if host.group == original.group {
            continue;
        }
        pairs.extend(excerpt(original, host, at, &words, &mut random));
        pairs.extend(quotations(original, host));
    }
    pairs
}

/// Some consecutive sentences, lightly changed, inside another story.
fn excerpt(original: &Arc<Text>, host: &Text, at: usize, words: &[String], random: &mut Random) -> Option<Pair> {
    let sentences = corpora::sentences(&original.body());
    let (kind, label, taken) =
        [("excerpt-3", Label::Doubtful, 3), ("excerpt-4", Label::Excerpt, 4), ("excerpt-6", Label::Excerpt, 6)][at % 3];
    let first = random.below(sentences.len().checked_sub(taken + 1)?);
    let light = Spin { replaced: 0.05, left_out: 0.0, dropped: 0.0 };
    let passage: Vec<String> =
        sentences[first..first + taken].iter().map(|s| spun_sentence(s, light, words, random)).collect();
    let mut paragraphs = host.paragraphs.clone();
    paragraphs.insert(random.below(paragraphs.len()), passage.join(" "));
    let page = Text { name: format!("{} in {}", original.name, host.name), paragraphs, ..host.clone() };
    Some(Pair::new(kind, label, original, &Arc::new(page)))
}

/// A story's quotations inside another story.
fn quotations(original: &Arc<Text>, host: &Text) -> Option<Pair> {
    let body = original.body();
    let quotations: Vec<String> = copytaster::text::quotation::quotations(&body)
        .iter()
        .map(|quotation| quotation.inner.of(&body))
        .filter(|words| words.len() >= 40)
        .map(|words| format!("“{}” he said.", words.trim_end_matches(['.', ','])))
        .collect();
    if quotations.len() < 2 {
        return None;
    }
    let mut paragraphs = host.paragraphs.clone();
    for (number, quotation) in quotations.into_iter().enumerate() {
        paragraphs.insert((2 * number + 1).min(paragraphs.len()), quotation);
    }
    let page = Text { name: format!("{} quoted in {}", original.name, host.name), paragraphs, ..host.clone() };
    Some(Pair::new("quotations", Label::Other, original, &Arc::new(page)))
}

/// Pairs that share a run of five words, with the share of the shorter one's runs that both have.
fn overlaps(texts: &[Arc<Text>]) -> Vec<(usize, usize, f64)> {
    let shingled: Vec<BTreeSet<u64>> = texts.iter().map(|text| shingles(&text.body())).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, shingles) in shingled.iter().enumerate() {
        for shingle in shingles {
            holders.entry(*shingle).or_default().push(at);
        }
    }
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for holders in holders.values().filter(|holders| holders.len() < 40) {
        for (place, a) in holders.iter().enumerate() {
            for b in &holders[place + 1..] {
                *common.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let contained = |((a, b), common): ((usize, usize), usize)| {
        let fewer = shingled[a].len().min(shingled[b].len());
        (fewer >= 80).then(|| (a, b, common as f64 / fewer as f64))
    };
    let mut found: Vec<(usize, usize, f64)> = common.into_iter().filter_map(contained).collect();
    // In no order of place, so that the first few are a fair sample.
    found.sort_unstable_by_key(|(a, b, _)| (hash(&(a, b)), *a, *b));
    found
}

/// The hashes of all runs of five words.
fn shingles(text: &str) -> BTreeSet<u64> {
    let words: Vec<String> = words(text).collect();
    words.windows(5).map(|run| hash(&run)).collect()
}

fn bag(text: &str) -> BTreeMap<String, f64> {
    let mut bag = BTreeMap::new();
    for word in words(text).filter(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())) {
        *bag.entry(word).or_default() += 1.0;
    }
    bag
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
