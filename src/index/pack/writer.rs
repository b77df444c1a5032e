//! How does a pack come about?

use super::about::About;
use super::assembly::{self, Entry, Frame, MOST_TABLES};
use super::stories::{self, Head};
use super::tombstones::Tombstones;
use super::{PackError, facts, link, sketches, texts};
use crate::index::terms;
use crate::order::order_numbers;
use crate::story::sketch::Sketch;
use crate::story::{Status, Story};
use crate::text::date::Date;
use std::cmp::Ordering;
use std::collections::HashMap;

/// What a pack is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackOptions {
    /// The agency whose stories they are, as readers know it.
    pub agency: String,
    /// The hosts on which a story's address may stand; subdomains count. What is no host with a dot is left out.
    pub hosts: Vec<String>,
    /// Whether to hold headlines, as a public pack may where the agency allows it. A story's own address needs none; a
    /// search at the agency does.
    pub headlines: bool,
    /// Whether to hold the stories' text: a local pack, which is not to be passed on, with headlines. A public pack holds
    /// [sketches](crate::story::sketch) instead.
    pub text: bool,
}

/// A story as a pack will hold it: what costs time is done.
///
/// Made by [`PackOptions::prepare`], on any thread.
#[derive(Debug)]
pub struct PreparedStory {
    id: String,
    version: u32,
    records: [Vec<u8>; MOST_TABLES],
    terms: Vec<u32>,
    link_refused: bool,
    unnamed: bool,
}

/// Collects stories and writes a pack. The same stories give the same bytes, in whatever order they come.
#[derive(Debug)]
pub struct PackWriter {
    options: PackOptions,
    stories: Vec<PreparedStory>,
    /// The places of stories by id and version.
    places: HashMap<(String, u32), usize>,
    tombstones: Tombstones,
    /// What the stories that were added take.
    bytes: usize,
}

/// What a story takes besides its bytes, about: what holds them, its place, and what ordering the stems of all takes.
const OVERHEAD: usize = 512;

/// What became of a story that was added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The pack had a story of this id and version already; the newer one was kept, of two of a day a correction, else
    /// the longer.
    pub same_id: bool,
    /// The story's address is not https, or not on one of the pack's hosts, and was left out.
    pub link_refused: bool,
    /// The pack holds of the story neither words nor address nor headline: a reader is led nowhere.
    pub unnamed: bool,
}

impl PackOptions {
    /// Does what can be done for a story without knowing the others. Its agency is the pack's, whatever it says itself.
    pub fn prepare(&self, story: &Story) -> PreparedStory {
        let url = story.url.as_deref().filter(|url| link::is_allowed(url, &self.hosts));
        let mut records = [const { Vec::new() }; MOST_TABLES];
        records[0] = stories::write(story, self.headlines || self.text, url);
        if self.text {
            records[1] = texts::write(&story.document);
        } else {
            // Of a story out of a public pack there is a sketch and no more.
            let known = story.sketch.as_ref().filter(|_| story.document.parts.is_empty());
            let sketch = known.cloned().unwrap_or_else(|| Sketch::of(&story.document));
            records[1] = sketches::write(&sketch);
            records[2] = facts::write(&sketch.facts);
        }
        let mut terms = terms::rarest(&story.document);
        // A notice that a story is withdrawn often has no words of its own.
        if story.version > 1 || story.status != Status::Usable {
            terms.push(terms::of_family(story.family_id()));
        }
        // Many stories wait for their pack, each with what it was made in: several times what it is.
        terms.shrink_to_fit();
        records.iter_mut().for_each(Vec::shrink_to_fit);
        PreparedStory {
            id: story.id.clone(),
            version: story.version,
            records,
            terms,
            link_refused: story.url.is_some() && url.is_none(),
            unnamed: !self.text && url.is_none() && (!self.headlines || story.headline.is_empty()),
        }
    }
}

impl PackOptions {
    /// The bytes of a pack of one story, as [`PackWriter`] would write it.
    pub fn pack_of(self, story: &Story) -> Result<Vec<u8>, PackError> {
        let prepared = self.prepare(story);
        let mut terms = prepared.terms.clone();
        order_numbers(&mut terms);
        terms.dedup();
        let (stems, lists) = (terms.len(), terms.into_iter().map(|term| (term, vec![0])));
        let entries: Vec<Entry<'_>> = prepared.entry(0).into_iter().collect();
        assembly::assemble(&self.frame(Tombstones::default()), &entries, stems, lists)
    }

    fn frame(self, tombstones: Tombstones) -> Frame {
        let Self { agency, hosts, headlines, text } = self;
        Frame { about: About::new(agency, hosts), headlines: headlines || text, text, tombstones }
    }
}

impl PackWriter {
    /// An empty pack.
    pub fn new(options: PackOptions) -> Self {
        Self { options, stories: Vec::new(), places: HashMap::new(), tombstones: Tombstones::default(), bytes: 0 }
    }

    /// Adds a story.
    pub fn add(&mut self, story: &Story) -> Added {
        self.insert(self.options.prepare(story))
    }

    /// Adds a story that was prepared with the options of this pack.
    pub fn insert(&mut self, story: PreparedStory) -> Added {
        let PreparedStory { link_refused, unnamed, .. } = story;
        self.bytes += OVERHEAD + story.terms.len() * 4 + story.records.iter().map(Vec::len).sum::<usize>();
        let known = self.places.get(&(story.id.clone(), story.version)).copied();
        match known.and_then(|place| self.stories.get_mut(place)) {
            Some(kept) => match story.cmp_use(kept) {
                Ordering::Less => {}
                Ordering::Equal => kept.terms.extend(story.terms),
                Ordering::Greater => *kept = story,
            },
            None => {
                self.places.insert((story.id.clone(), story.version), self.stories.len());
                self.stories.push(story);
            }
        }
        Added { same_id: known.is_some(), link_refused, unnamed }
    }

    /// Takes back every story of this id or family published up to that day, or whenever: here, and in packs beside
    /// this one or merged with it.
    pub fn withdraw(&mut self, id: &str, until: Option<Date>) {
        self.tombstones.add(id, until);
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// How many bytes of memory the stories take that were added, about; finishing takes half as much beside them.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The pack's bytes.
    pub fn finish(self) -> Result<Vec<u8>, PackError> {
        let Self { options, stories, places, tombstones, .. } = self;
        drop(places);
        let entries = stories.iter().enumerate();
        let mut entries: Vec<Entry<'_>> = entries.filter_map(|(number, story)| story.entry(number)).collect();
        assembly::settle(&mut entries, &tombstones);
        let terms = |entry: &Entry<'_>| stories.get(entry.number).map_or(&[][..], |story| story.terms.as_slice());
        let mut pairs: Vec<(u32, u32)> = (0..)
            .zip(&entries)
            .flat_map(|(place, entry)| terms(entry).iter().map(move |term| (*term, place)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let lists = pairs.chunk_by(|a, b| a.0 == b.0);
        let stems = lists.clone().count();
        let lists = lists.map(|list| (list[0].0, list.iter().map(|pair| pair.1).collect()));
        assembly::assemble(&options.frame(tombstones), &entries, stems, lists)
    }
}

impl PreparedStory {
    /// Which of two with the same id and version is kept: the greater one.
    fn cmp_use(&self, other: &Self) -> Ordering {
        let [one, two] = [self, other].map(|story| Head::of(&story.records[0]));
        let by_head = one.zip(two).map_or(Ordering::Equal, |(one, two)| one.cmp_use(&two));
        by_head.then_with(|| self.records.cmp(&other.records))
    }

    fn entry(&self, number: usize) -> Option<Entry<'_>> {
        let records = self.records.each_ref().map(Vec::as_slice);
        Some(Entry { head: Head::of(&self.records[0])?, records, pack: 0, number })
    }
}
