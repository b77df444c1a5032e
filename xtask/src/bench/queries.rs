//! What would a page look like that was made from this story?
//!
//! Stories are taken from a pack with text and changed as rewriters, quoting pages and careless readers of pages change
//! them. A word replaced shares nothing with the one before it, names and figures among them, where a rewriter keeps
//! those: so this is harder than what it stands for. The same seed gives the same pages.

use crate::random::Random;
use anyhow::Result;
use copytaster::index::Pack;
use copytaster::story::{Document, Role};
use copytaster::text::{lexicon, sentence, stem, token};
use std::collections::HashMap;
use std::ops::Range;

/// Words that a story has at least, to be made into a page.
pub(super) const SHORTEST: usize = 80;

/// Words at least this rare carry the content; the commoner ones are those of every text.
const CONTENT: f32 = 6.0;

/// Sentences of an excerpt.
const EXCERPT: usize = 3;

/// Headlines of other stories that a site puts beside its own.
const TEASERS: usize = 8;

/// A way to make a page of a story.
pub(super) struct Kind {
    /// What was done.
    pub(super) name: &'static str,
    /// The share of pages whose story has to be among the first sixteen, 0–1; 0 where none was set.
    pub(super) target: f64,
    make: fn(&Stories, usize, &mut Random) -> String,
}

/// The ways in which pages are made.
pub(super) const KINDS: [Kind; 13] = [
    Kind { name: "the story as it is", target: 0.0, make: |all, story, _| all.texts[story].clone() },
    Kind {
        name: "half of its content words dropped",
        target: 0.0,
        make: |all, story, random| all.changed(&all.texts[story], 0.5, false, random),
    },
    Kind {
        name: "69 % of its content words kept",
        target: 0.99,
        make: |all, story, random| all.replaced(&all.texts[story], 0.69, random),
    },
    Kind { name: "57 % kept", target: 0.98, make: |all, story, random| all.replaced(&all.texts[story], 0.57, random) },
    Kind {
        name: "57 % kept, every third sentence dropped",
        target: 0.98,
        make: |all, story, random| all.replaced(&shortened(&all.texts[story], random), 0.57, random),
    },
    Kind {
        name: "57 % kept, a site's furniture around",
        target: 0.98,
        make: |all, story, random| {
            let text = all.replaced(&all.texts[story], 0.57, random);
            all.furnished(&text, random)
        },
    },
    Kind { name: "half kept", target: 0.0, make: |all, story, random| all.replaced(&all.texts[story], 0.5, random) },
    Kind {
        name: "a third kept",
        target: 0.0,
        make: |all, story, random| all.replaced(&all.texts[story], 0.33, random),
    },
    Kind { name: "three sentences", target: 0.95, make: |all, story, random| excerpt(&all.texts[story], random) },
    Kind {
        name: "three sentences, 69 % kept",
        target: 0.0,
        make: |all, story, random| all.replaced(&excerpt(&all.texts[story], random), 0.69, random),
    },
    Kind {
        name: "three sentences, half kept",
        target: 0.0,
        make: |all, story, random| all.replaced(&excerpt(&all.texts[story], random), 0.5, random),
    },
    Kind {
        name: "three sentences inside another story",
        target: 0.95,
        make: |all, story, random| {
            let host = &all.texts[random.below(all.texts.len())];
            inside(host, &excerpt(&all.texts[story], random), random)
        },
    },
    Kind {
        name: "three sentences, a site's furniture around",
        target: 0.95,
        make: |all, story, random| {
            let text = excerpt(&all.texts[story], random);
            all.furnished(&text, random)
        },
    },
];

impl Kind {
    /// The pages of some stories, each with the number of its story.
    pub(super) fn pages(&self, all: &Stories, stories: &[usize]) -> Vec<(usize, Document)> {
        let mut random = Random::new(2);
        let mut page = |&story: &usize| (story, document(&(self.make)(all, story, &mut random)));
        stories.iter().map(&mut page).collect()
    }
}

/// The stories of a pack with text, ready to be changed.
pub(super) struct Stories {
    texts: Vec<String>,
    headlines: Vec<String>,
    /// The first story with the same body, for each story: the wire sends some twice.
    first: Vec<usize>,
    /// Words of the stories, to put in place of others.
    words: Vec<String>,
}

impl Stories {
    /// Reads them.
    pub(super) fn of(pack: &Pack) -> Result<Self> {
        let (mut texts, mut headlines) = (Vec::new(), Vec::new());
        for number in 0..pack.len() {
            let story = pack.story(number)?;
            texts.push(story.document.of_role(Role::Body).collect::<Vec<_>>().join("\n\n"));
            headlines.push(story.headline);
        }
        Ok(Self::new(texts, headlines))
    }

    fn new(texts: Vec<String>, headlines: Vec<String>) -> Self {
        let mut firsts: HashMap<&str, usize> = HashMap::new();
        let first = texts.iter().enumerate().map(|(number, text)| *firsts.entry(text).or_insert(number)).collect();
        let words = texts.iter().step_by(20).flat_map(|text| content_words(text)).collect();
        Self { texts, headlines, first, words }
    }

    /// Some stories that are long enough, drawn at random: those at these places of the draw, fewer where it ends before.
    pub(super) fn sample(&self, places: Range<usize>) -> Vec<usize> {
        let is_long = |number: &usize| token::words(&self.texts[*number]).count() >= SHORTEST;
        let mut long: Vec<usize> = (0..self.texts.len()).filter(is_long).collect();
        let mut random = Random::new(1);
        let end = places.end.min(long.len());
        for at in 0..end {
            let other = at + random.below(long.len() - at);
            long.swap(at, other);
        }
        long[places.start.min(end)..end].to_vec()
    }

    /// Whether two stories have the same body.
    pub(super) fn are_same(&self, a: usize, b: usize) -> bool {
        self.first[a] == self.first[b]
    }

    /// The text with about this share of its content words, the others replaced by those of other stories.
    fn replaced(&self, text: &str, kept: f64, random: &mut Random) -> String {
        self.changed(text, kept, true, random)
    }

    /// A text that keeps about this share of its content words; the others are dropped, or replaced.
    fn changed(&self, text: &str, kept: f64, replace: bool, random: &mut Random) -> String {
        let mut changed = String::new();
        let mut end = 0;
        for span in token::words(text) {
            changed.push_str(&text[end..span.start]);
            end = span.end;
            let word = span.of(text);
            if !is_content(word) || random.chance(kept) {
                changed.push_str(word);
            } else if replace {
                changed.push_str(random.one_of(&self.words).map_or("", String::as_str));
            }
        }
        changed + &text[end..]
    }

    /// A text with all around it that a site has there, where nothing of it was told from the article.
    fn furnished(&self, text: &str, random: &mut Random) -> String {
        let teasers: Vec<&str> =
            (0..TEASERS).filter_map(|_| random.one_of(&self.headlines)).map(String::as_str).collect();
        let read_next = ["Read next", &teasers.join("\n\n")].join("\n\n");
        [MENU, COOKIES, text, SHARE, &read_next, NEWSLETTER, FOOTER].join("\n\n")
    }
}

const MENU: &str = "Home\n\nWorld\n\nPolitics\n\nBusiness\n\nMarkets\n\nTechnology\n\nSport\n\nCulture\n\nWeather\n\n\
    Podcasts\n\nVideo\n\nSign in\n\nSubscribe";
const COOKIES: &str = "We and our 212 partners store cookies on your device to measure our audience, to remember your \
    preferences and to show advertising that suits you. You can accept all of them, refuse those that are not \
    necessary, or change your choice at any time in our privacy settings.";
const SHARE: &str = "Share this article\n\nCopy link\n\nFacebook\n\nWhatsApp\n\nEmail\n\nPrint\n\nLeave a comment";
const NEWSLETTER: &str = "Get the morning briefing: the stories that matter, in your inbox before breakfast. By signing \
    up you agree to our terms of use and confirm that you have read our privacy policy.";
const FOOTER: &str = "About us\n\nContact the newsroom\n\nCorrections\n\nCareers\n\nAdvertise with us\n\nTerms of use\n\n\
    Privacy policy\n\nAll rights reserved. No part of this site may be reproduced without written permission.";

fn document(text: &str) -> Document {
    Document::from_paragraphs("", text.split("\n\n"))
}

/// A text without about a third of its sentences.
fn shortened(text: &str, random: &mut Random) -> String {
    let sentences = sentence::sentences(text);
    let kept: Vec<&str> = sentences.iter().filter(|_| !random.chance(1.0 / 3.0)).map(|span| span.of(text)).collect();
    kept.join(" ")
}

/// Sentences that follow one another.
fn excerpt(text: &str, random: &mut Random) -> String {
    let sentences = sentence::sentences(text);
    let start = random.below((sentences.len() + 1).saturating_sub(EXCERPT).max(1));
    let some = &sentences[start..(start + EXCERPT).min(sentences.len())];
    some.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
}

/// A passage as a paragraph of another text.
fn inside(host: &str, passage: &str, random: &mut Random) -> String {
    let mut paragraphs: Vec<&str> = host.split("\n\n").collect();
    paragraphs.insert(random.below(paragraphs.len() + 1), passage);
    paragraphs.join("\n\n")
}

fn content_words(text: &str) -> Vec<String> {
    token::words(text).map(|span| span.of(text).to_owned()).filter(|word| is_content(word)).collect()
}

fn is_content(word: &str) -> bool {
    let mut folded = String::new();
    token::normalize(word, &mut folded);
    lexicon::rarity(stem::hash(&folded)) >= CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fifty stories of a hundred words of content each, none of which is in two, and a copy of the first.
    fn stories() -> Stories {
        let sentence = |story: usize, number: usize| {
            let words: Vec<String> = (0..10).map(|word| format!("zq{story}x{number}x{word}")).collect();
            format!("The {}.", words.join(" "))
        };
        let text = |story: usize| (0..10).map(|number| sentence(story, number)).collect::<Vec<_>>().join(" ");
        let texts = (0..50).chain([0]).map(text).collect();
        Stories::new(texts, vec!["Ferries return".to_owned()])
    }

    fn kind(name: &str) -> &'static Kind {
        KINDS.iter().find(|kind| kind.name == name).unwrap()
    }

    #[test]
    fn the_same_pages_are_made_again() {
        for kind in &KINDS {
            assert_eq!(kind.pages(&stories(), &[3, 4]), kind.pages(&stories(), &[3, 4]), "{}", kind.name);
        }
    }

    #[test]
    fn about_the_share_named_is_kept() {
        let (stories, mut kept) = (stories(), 0);
        for (story, page) in kind("69 % of its content words kept").pages(&stories, &stories.sample(0..40)) {
            let own = format!("zq{story}x");
            kept += content_words(&page.text).iter().filter(|word| word.starts_with(&own)).count();
        }
        assert!((2_600..2_950).contains(&kept), "{kept} of 4,000");
    }

    #[test]
    fn an_excerpt_is_three_sentences_of_the_story() {
        let stories = stories();
        for (story, page) in kind("three sentences").pages(&stories, &stories.sample(0..40)) {
            assert!(stories.texts[story].contains(&page.text));
            assert_eq!(sentence::sentences(&page.text).len(), EXCERPT);
        }
    }

    #[test]
    fn samples_of_other_places_have_nothing_in_common() {
        let stories = stories();
        let (some, others) = (stories.sample(0..20), stories.sample(20..40));
        assert!(some.len() == 20 && others.iter().all(|story| !some.contains(story)));
        assert_eq!(stories.sample(50..90).len(), 1, "there are no more");
    }

    #[test]
    fn copies_are_the_same_story() {
        let stories = stories();
        assert!(stories.are_same(0, 50) && !stories.are_same(0, 1));
    }
}
