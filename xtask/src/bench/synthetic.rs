//! What are a million stories, without anybody's text?
//!
//! Words are drawn as a wire uses them: function words and everyday words by their frequency in English (the lexicon's
//! levels), words of the story's subject, and the names of its event, which a few stories share. Frequencies of
//! subjects, of their words and of names follow Zipf's law (G. K. Zipf, 1949), so that there are always new names, however
//! many stories there are. What is said is nonsense; which words stand together, and how often, is not.

use crate::random::Random;
use copytaster::story::{Document, Story};
use copytaster::text::date::Date;
use copytaster::text::lexicon::LEVELS;

/// The table behind the lexicon, a word and its level a line.
const LEXICON: &str = include_str!("../../../src/text/lexicon.tsv");

/// Natural logarithm of how much rarer each level is than the one before.
const STEP: f64 = 0.6;

/// From this level on a word says something of a subject.
const CONTENT_LEVEL: usize = 8;

/// Subjects on which stories are written.
const SUBJECTS: usize = 600;

/// Words of a subject.
const SUBJECT_WORDS: usize = 500;

/// Words outside the lexicon that subjects may use.
const TERMS: usize = 60_000;

/// Persons, places and companies that ever make news.
const NAMES: usize = 2_000_000;

/// Names that recur within a subject.
const SUBJECT_NAMES: usize = 3_000;

/// Stories on one event.
const STORIES_OF_EVENT: u64 = 4;

/// Stories a day: what a large wire sends.
const STORIES_OF_DAY: u64 = 2_000;

/// Makes stories by their number, always the same.
pub(super) struct Synthetic {
    levels: [Vec<&'static str>; LEVELS],
    /// Bounds of the levels' shares of running words, ascending to 1.
    bounds: [f64; LEVELS],
}

/// What stories on one event have in common.
struct Event {
    subject: u64,
    names: Vec<String>,
    terms: Vec<String>,
}

impl Synthetic {
    /// Reads the lexicon.
    pub(super) fn new() -> Self {
        let mut levels = [const { Vec::new() }; LEVELS];
        for line in LEXICON.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, level)) = line.split_once('\t') else { continue };
            if let Some(words) = level.parse().ok().and_then(|level: usize| levels.get_mut(level)) {
                words.push(word);
            }
        }
        let mut bounds = [0.0; LEVELS];
        let mut sum = 0.0;
        for (level, words) in levels.iter().enumerate() {
            sum += words.len() as f64 * (-STEP * level as f64).exp();
            bounds[level] = sum;
        }
        bounds.iter_mut().for_each(|bound| *bound /= sum);
        Self { levels, bounds }
    }

    /// A story.
    pub(super) fn story(&self, number: u64) -> Story {
        let event = self.event(number / STORIES_OF_EVENT);
        let random = &mut Random::new(number ^ 0x5707_1e50);
        let length = 120 + random.below(280) + random.below(280);
        let mut paragraphs: Vec<String> = Vec::new();
        let mut words = 0;
        while words < length {
            let sentence = 8 + random.below(26);
            paragraphs.push(self.sentence(&event, sentence, random));
            words += sentence;
        }
        let headline = self.sentence(&event, 9, random).trim_end_matches('.').to_owned();
        let document = Document::from_paragraphs(&headline, paragraphs.iter().map(String::as_str));
        Story {
            id: id(number),
            agency: "Examplewire".to_owned(),
            url: Some(format!("https://www.examplewire.example/world/{}", headline.to_lowercase().replace(' ', "-"))),
            headline,
            version_created: Some(Date::from_day_number(19_000 + (number / STORIES_OF_DAY) as i64)),
            document,
            ..Story::default()
        }
    }

    fn event(&self, number: u64) -> Event {
        let random = &mut Random::new(number ^ 0x0e7e_0000);
        let subject = zipf(SUBJECTS, random) as u64;
        let names = (0..5 + random.below(8)).map(|_| match random.below(100) {
            ..55 => name(subject * 7919 + zipf(SUBJECT_NAMES, random) as u64),
            _ => name(1 << 32 | zipf(NAMES, random) as u64),
        });
        let names = names.collect();
        let terms = (0..12).map(|_| self.subject_word(subject, random)).collect();
        Event { subject, names, terms }
    }

    fn sentence(&self, event: &Event, words: usize, random: &mut Random) -> String {
        let mut sentence = String::new();
        for at in 0..words {
            let word = match random.below(100) {
                ..68 => self.word(0, random).to_owned(),
                68..82 => self.subject_word(event.subject, random),
                82..90 => random.one_of(&event.terms).cloned().unwrap_or_default(),
                90..98 => random.one_of(&event.names).cloned().unwrap_or_default(),
                _ => figure(random),
            };
            if at == 0 {
                let mut letters = word.chars();
                sentence.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                sentence.push_str(letters.as_str());
            } else {
                sentence.push(' ');
                sentence.push_str(&word);
            }
        }
        sentence + "."
    }

    /// A word of the language, of this level at least, by its frequency.
    fn word(&self, least: usize, random: &mut Random) -> &'static str {
        let floor = least.checked_sub(1).map_or(0.0, |level| self.bounds[level]);
        let at = floor + (1.0 - floor) * random.below(1 << 30) as f64 / f64::from(1 << 30);
        let level = self.bounds.iter().position(|bound| at < *bound).unwrap_or(LEVELS - 1);
        random.one_of(&self.levels[level]).copied().unwrap_or("the")
    }

    /// A word of a subject: half of them in the lexicon, half not.
    fn subject_word(&self, subject: u64, random: &mut Random) -> String {
        let rank = zipf(SUBJECT_WORDS, random) as u64;
        let own = &mut Random::new(subject << 20 | rank);
        match own.below(2) {
            0 => self.word(CONTENT_LEVEL, own).to_owned(),
            _ => invented(2 << 32 | zipf(TERMS, own) as u64),
        }
    }
}

/// The id of the story of this number.
pub(super) fn id(number: u64) -> String {
    format!("synthetic-{number:08}")
}

/// A rank below `count`, by Zipf's law with exponent 1.
fn zipf(count: usize, random: &mut Random) -> usize {
    let share = random.below(1 << 30) as f64 / f64::from(1 << 30);
    ((count as f64 + 1.0).powf(share) - 1.0) as usize
}

/// A name: a number's always the same.
fn name(number: u64) -> String {
    let word = invented(3 << 32 ^ number);
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A word that no language knows, of two to four syllables.
fn invented(number: u64) -> String {
    const ONSETS: [&str; 16] = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "t", "v", "z", "st", "kr"];
    const RHYMES: [&str; 16] =
        ["a", "e", "i", "o", "u", "an", "el", "ir", "ov", "usk", "ak", "enz", "im", "ol", "ur", "ey"];
    let random = &mut Random::new(number);
    let syllables = 3 + random.below(2);
    (0..syllables).map(|_| [ONSETS[random.below(16)], RHYMES[random.below(16)]].concat()).collect()
}

fn figure(random: &mut Random) -> String {
    match random.below(3) {
        0 => (1 + random.below(30)).to_string(),
        1 => format!("{}.{}", random.below(60), random.below(10)),
        _ => format!("{},{:03}", 1 + random.below(90), random.below(1000)),
    }
}
