//! `copytaster pack audit`: what could be rebuilt of the stories in a pack?
//!
//! Two things are measured. Chains: the longest runs of words that stand in the pack in their order. Guesses: how many
//! of the hashed stems somebody learns who hashes a dictionary; a hash that several words of the dictionary have is told
//! apart from one that only one has, and what a hash made at random would give is said beside, since a large dictionary
//! has a word for most of the 65,536 short hashes, right or wrong. With a local pack of the same stories (`--text`) the
//! guesses are checked.

mod dictionary;

use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::show;
use copytaster::index::{Pack, PackError};
use copytaster::story::sketch::Sketch;
use copytaster::story::{Role, Story};
use copytaster::text::token;
use dictionary::Dictionary;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::PathBuf;

/// Say what could be rebuilt of the stories in packs
#[derive(Debug, clap::Args)]
#[command(after_help = AUDIT_HELP)]
pub(crate) struct Args {
    /// The words that are hashed, one a line, the commonest first [default: the 8,000 commonest stems of English]
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// A local pack of the same stories, to see which guesses are right
    #[arg(long, value_name = "PACK")]
    text: Option<String>,
    #[command(flatten)]
    format: show::FormatArg,
    /// Packs
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<String>,
}

const AUDIT_HELP: &str = "\
Chains are words that stand in the pack in their order: a name, an amount with its unit, a headline where the pack holds
headlines, an address that spells the headline. Guesses are what hashing a dictionary gives away of the hashed stems:
that a sentence holds a word, not where, nor what it says.

Examples:
  copytaster pack audit wire.pack
  copytaster pack audit --words /usr/share/dict/words --text local.pack --format json wire.pack";

/// What was found in a pack.
#[derive(Debug, Default, Serialize)]
struct Audit<'a> {
    pack: &'a str,
    stories: usize,
    /// Whether the whole text stands there, so that nothing needs to be rebuilt.
    text: bool,
    chains: Chains,
    /// Words of a story's body, on average.
    words: f64,
    /// Words of its facts, which stand in clear, on average.
    words_in_clear: f64,
    /// Stems in the dictionary.
    dictionary: usize,
    sketches: Guesses,
    tier1: Guesses,
}

/// Words in their order, by where they stand.
#[derive(Debug, Default, Serialize)]
struct Chains {
    facts: Chain,
    headlines: Chain,
    bylines: Chain,
    addresses: Chain,
    ids: Chain,
}

#[derive(Debug, Default, Serialize)]
struct Chain {
    /// Words of the longest.
    longest: usize,
    /// The longest.
    example: String,
    /// How many have five words or more.
    of_five_or_more: usize,
}

/// What a dictionary gives away of hashed stems; shares are 0–1.
#[derive(Debug, Default, Serialize)]
struct Guesses {
    /// How many stems there are, each once a sentence in sketches, once a pack in tier 1.
    stems: usize,
    /// The share of which some word of the dictionary has the hash.
    guessed: f64,
    /// The share of which exactly one stem of the dictionary has it.
    unambiguous: f64,
    /// The share that a hash made at random would be guessed with.
    by_chance: f64,
    /// The share of which the commonest word with the hash stands in the story; none without the text.
    right: Option<f64>,
}

/// Audits every pack.
pub(super) fn run(args: &Args) -> Ended {
    let dictionary = match &args.words {
        Some(path) => Dictionary::read(path).map_err(Failure::Work)?,
        None => Dictionary::of_lexicon(),
    };
    let texts = args.text.as_deref().map(texts).transpose().map_err(Failure::Work)?;
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Complete;
    for path in &args.packs {
        let opened = super::open(path).map_err(|error| error.to_string());
        let audited = opened.and_then(|pack| {
            audit(path, &pack, &dictionary, texts.as_ref()).map_err(|error: PackError| error.to_string())
        });
        match audited {
            Ok(audit) if args.format.is_json() => show::json_line(&mut out, &audit)?,
            Ok(audit) => text(&mut out, &audit)?,
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}

/// The stems of stories by id and version.
type Texts = HashMap<(String, u32), HashSet<u32>>;

fn texts(path: &str) -> Result<Texts, String> {
    let pack = super::open(path).map_err(|error| format!("{path}: {error}"))?;
    if !pack.info().text {
        return Err(format!("{path}: this pack holds no text to check guesses with; build it with --with-text"));
    }
    let stems = |story: &Story| -> HashSet<u32> {
        let parts = story.document.parts.iter().filter(|part| matches!(part.role, Role::Headline | Role::Body));
        parts.flat_map(|part| token::tokenize(part.span.of(&story.document.text))).map(|token| token.stem).collect()
    };
    (0..pack.len())
        .map(|number| pack.story(number).map(|story| ((story.id.clone(), story.version), stems(&story))))
        .collect::<Result<_, _>>()
        .map_err(|error| format!("{path}: {error}"))
}

fn audit<'a>(
    path: &'a str,
    pack: &Pack,
    dictionary: &Dictionary,
    texts: Option<&Texts>,
) -> Result<Audit<'a>, PackError> {
    let mut audit = Audit {
        pack: path,
        stories: pack.len(),
        text: pack.info().text,
        dictionary: dictionary.len(),
        ..Audit::default()
    };
    let mut sketches = Tally::default();
    for number in 0..pack.len() {
        let story = pack.story(number)?;
        let own = texts.and_then(|texts| texts.get(&(story.id.clone(), story.version)));
        audit.words += f64::from(story.word_count);
        audit.chains.add(&story);
        let sketch = story.sketch.unwrap_or_default();
        for fact in &sketch.facts {
            audit.chains.facts.add(&fact.text);
            audit.words_in_clear += token::words(&fact.text).count() as f64;
        }
        for stem in stems(&sketch) {
            sketches.add(dictionary.with_short_hash(stem), own);
        }
    }
    let mut tier1 = Tally::default();
    for (stem, _) in pack.stems() {
        // Which stories it stands for is known, but a hash of 32 bits is right or unknown.
        tier1.add(dictionary.with_hash(stem), None);
    }
    let each = pack.len().max(1) as f64;
    audit.words = rounded(audit.words / each, 10.0);
    audit.words_in_clear = rounded(audit.words_in_clear / each, 10.0);
    audit.sketches = sketches.guesses(dictionary.share_of_short_hashes(), texts.is_some());
    audit.tier1 = tier1.guesses(dictionary.len() as f64 / 2_f64.powi(32), false);
    Ok(audit)
}

/// The stems that a sketch lists by their hashes, sentence by sentence.
fn stems(sketch: &Sketch) -> impl Iterator<Item = u16> {
    let bags = sketch.sentences.iter().flat_map(|sentence| [&sentence.said, &sentence.quoted]);
    bags.flat_map(|bag| bag.stems.iter().copied())
}

impl Chains {
    /// What a story has in clear besides its facts.
    fn add(&mut self, story: &Story) {
        self.headlines.add(&story.headline);
        self.bylines.add(story.byline.as_deref().unwrap_or_default());
        let spelled = |address: &str| -> Vec<String> {
            address.split(['/', '?', '&', '=', ':']).map(|part| part.replace(['-', '_', '+'], " ")).collect()
        };
        spelled(story.url.as_deref().unwrap_or_default()).iter().for_each(|part| self.addresses.add(part));
        spelled(&story.id).iter().for_each(|part| self.ids.add(part));
    }
}

impl Chain {
    fn add(&mut self, text: &str) {
        let words = token::words(text).count();
        self.of_five_or_more += usize::from(words >= 5);
        if words > self.longest {
            (self.longest, self.example) = (words, text.to_owned());
        }
    }
}

/// Guesses, counted.
#[derive(Debug, Default)]
struct Tally {
    stems: usize,
    guessed: usize,
    unambiguous: usize,
    right: usize,
}

impl Tally {
    /// A stem, with those of the dictionary that have its hash, the commonest first.
    fn add(&mut self, candidates: &[u32], own: Option<&HashSet<u32>>) {
        self.stems += 1;
        self.guessed += usize::from(!candidates.is_empty());
        self.unambiguous += usize::from(candidates.len() == 1);
        let is_right = own.zip(candidates.first()).is_some_and(|(own, first)| own.contains(first));
        self.right += usize::from(is_right);
    }

    fn guesses(&self, by_chance: f64, checked: bool) -> Guesses {
        let share = |count: usize| rounded(count as f64 / self.stems.max(1) as f64, 1000.0);
        Guesses {
            stems: self.stems,
            guessed: share(self.guessed),
            unambiguous: share(self.unambiguous),
            by_chance: rounded(by_chance, 1000.0),
            right: checked.then(|| share(self.right)),
        }
    }
}

fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

/// The same for a person.
fn text(out: &mut impl Write, audit: &Audit<'_>) -> io::Result<()> {
    writeln!(out, "{}: {} stories of {} words", audit.pack, audit.stories, audit.words)?;
    if audit.text {
        writeln!(out, "  text      all of it: nothing needs to be rebuilt; this pack is not to be passed on")?;
    }
    writeln!(out, "  in clear  {} words a story, in figures, dates and names", audit.words_in_clear)?;
    let chains = &audit.chains;
    for (name, chain) in [
        ("facts", &chains.facts),
        ("headlines", &chains.headlines),
        ("bylines", &chains.bylines),
        ("addresses", &chains.addresses),
        ("ids", &chains.ids),
    ] {
        if chain.longest > 0 {
            let Chain { longest, example, of_five_or_more } = chain;
            writeln!(out, "  in order  {name}: {longest} words (“{example}”); {of_five_or_more} of 5 or more")?;
        }
    }
    for (name, guesses) in [("sketches", &audit.sketches), ("tier1", &audit.tier1)] {
        let percent = |share: f64| rounded(share * 100.0, 10.0);
        let right = guesses.right.map_or(String::new(), |right| format!(", {} % right", percent(right)));
        writeln!(
            out,
            "  guessed   {name}: {} % of {} stems by a dictionary of {}{right}; {} % by one word of it alone, {} % of \
             hashes made at random",
            percent(guesses.guessed),
            guesses.stems,
            audit.dictionary,
            percent(guesses.unambiguous),
            percent(guesses.by_chance)
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use copytaster::story::sketch::short;

    #[test]
    fn an_address_that_spells_the_headline_is_a_chain() {
        let mut chains = Chains::default();
        let url = Some("https://www.agency.example/world/ferry-returns-to-lowhaven-2024-05-03/".to_owned());
        chains.add(&Story { url, id: "urn:7".to_owned(), ..Story::default() });
        assert_eq!((chains.addresses.longest, chains.addresses.of_five_or_more), (7, 1));
        assert_eq!(chains.addresses.example, "ferry returns to lowhaven 2024 05 03");
        assert_eq!(chains.ids.longest, 1);
    }

    #[test]
    fn a_guess_is_right_when_the_story_has_the_commonest_word() {
        let own = HashSet::from([7]);
        let mut tally = Tally::default();
        for candidates in [&[7][..], &[7, 8], &[8, 7], &[]] {
            tally.add(candidates, Some(&own));
        }
        let guesses = tally.guesses(0.5, true);
        assert_eq!((guesses.guessed, guesses.unambiguous, guesses.right), (0.75, 0.25, Some(0.5)));
    }

    #[test]
    fn short_hashes_are_guessed() {
        let ferry = copytaster::text::stem::hash("ferry");
        assert!(Dictionary::of_lexicon().with_short_hash(short(ferry)).contains(&ferry));
    }
}
