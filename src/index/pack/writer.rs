//! How does a pack come about?

use super::about::About;
use super::fields::{day_number, with_table};
use super::header::{self, Contents, Section};
use super::stories::StoryRecord;
use super::{PackError, link, texts, tier1};
use crate::index::terms;
use crate::story::Story;
use std::collections::HashMap;

/// What a pack is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackOptions {
    /// The agency whose stories they are, as readers know it.
    pub agency: String,
    /// The hosts on which a story's address may stand; subdomains count.
    pub hosts: Vec<String>,
    /// Whether to hold headlines. A search at the agency needs them.
    pub headlines: bool,
    /// Whether to hold the stories' text: a local pack, which is not to be passed on. It holds headlines too.
    pub text: bool,
}

/// Collects stories and writes a pack. The same stories give the same bytes, in whatever order they come.
#[derive(Debug)]
pub struct PackWriter {
    options: PackOptions,
    stories: Vec<Pending>,
    by_id: HashMap<String, usize>,
}

/// What became of a story that was added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The pack had a story of this id already; the newer one was kept, of two of a day the later added.
    pub same_id: bool,
    /// The story's address is not https, or not on one of the pack's hosts, and was left out.
    pub link_refused: bool,
}

/// A story as it will be written.
#[derive(Debug)]
struct Pending {
    day: u32,
    id: String,
    record: Vec<u8>,
    text: Vec<u8>,
    terms: Vec<u32>,
}

impl PackWriter {
    /// An empty pack.
    pub fn new(options: PackOptions) -> Self {
        Self { options, stories: Vec::new(), by_id: HashMap::new() }
    }

    /// Adds a story. Its agency is the pack's, whatever it says itself.
    pub fn add(&mut self, story: &Story) -> Added {
        let day = day_number(story.version_created);
        let url = story.url.clone().filter(|url| link::is_allowed(url, &self.options.hosts));
        let link_refused = story.url.is_some() && url.is_none();
        let known = self.by_id.get(&story.id).copied();
        let is_older = known.and_then(|place| self.stories.get(place)).is_some_and(|known| known.day > day);
        if is_older {
            return Added { same_id: true, link_refused };
        }
        let record = StoryRecord {
            id: story.id.clone(),
            headline: (self.options.headlines || self.options.text).then(|| story.headline.clone()),
            byline: story.byline.clone(),
            url,
            version_created: story.version_created,
        };
        let pending = Pending {
            day,
            id: story.id.clone(),
            record: record.write(),
            text: if self.options.text { texts::write(&story.document) } else { Vec::new() },
            terms: terms::rarest(&story.document),
        };
        match known.and_then(|place| self.stories.get_mut(place)) {
            Some(place) => *place = pending,
            None => {
                self.by_id.insert(story.id.clone(), self.stories.len());
                self.stories.push(pending);
            }
        }
        Added { same_id: known.is_some(), link_refused }
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// The pack's bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, PackError> {
        self.stories.sort_unstable_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        let stories = u32::try_from(self.stories.len()).map_err(|_| PackError::TooLarge)?;
        let pairs = self
            .stories
            .iter()
            .zip(0..)
            .flat_map(|(story, number)| story.terms.iter().map(move |term| (*term, number)))
            .collect();
        let about = About { agency: self.options.agency, hosts: self.options.hosts };
        let too_large = || PackError::TooLarge;
        let mut sections = vec![
            (Section::About, about.write()),
            (Section::Tier1, tier1::write(pairs, stories).ok_or_else(too_large)?),
            (Section::Stories, with_table(self.stories.iter().map(|s| s.record.as_slice())).ok_or_else(too_large)?),
        ];
        if self.options.text {
            let texts = with_table(self.stories.iter().map(|s| s.text.as_slice())).ok_or_else(too_large)?;
            sections.push((Section::Text, texts));
        }
        let days = || self.stories.iter().map(|story| story.day).filter(|day| *day > 0);
        let contents = Contents {
            stories,
            first_day: days().min().unwrap_or_default(),
            last_day: days().max().unwrap_or_default(),
            headlines: self.options.headlines || self.options.text,
            text: self.options.text,
        };
        Ok(header::write(contents, &sections))
    }
}
