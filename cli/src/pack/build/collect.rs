//! What goes into the pack, whose is it, and what is there already?

use super::USUAL_AGENCY;
use crate::fingerprint;
use copytaster::index::{PackOptions, PackWriter, PreparedStory};
use copytaster::story::{Role, Status, Story, agency};
use copytaster::text::date::Date;
use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::OnceLock;

/// Stories that are looked at to find out whose they are, when the user does not say.
const LOOKED_AT: usize = 1000;

/// A story on its way into the pack.
#[derive(Debug)]
pub(super) struct Ready {
    story: Made,
    agency: String,
    id: u64,
    words: Option<Words>,
}

#[derive(Debug)]
enum Made {
    /// It came before it was known whose pack it is.
    Story(Box<Story>),
    Prepared(Box<PreparedStory>),
}

/// What two copies of a story have in common: the day, what the agency says of it, and all words. Copies of different
/// days are kept, so that packs of days merge to what a month built at once holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Words {
    day: Option<Date>,
    status: Status,
    fingerprint: u64,
}

/// A pack in the making.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    /// What the pack is to hold, once it is known whose it is.
    options: &'a OnceLock<PackOptions>,
    wanted: PackOptions,
    /// Stories that wait for that.
    waiting: Vec<Ready>,
    pub(super) writer: Option<PackWriter>,
    /// The id of the story that has these words.
    known: HashMap<Words, u64>,
    pub(super) counts: Counts,
}

/// What is said at the end.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Stories with the id and version of another.
    pub(super) same_id: usize,
    /// Stories with the words of another of the same day.
    pub(super) same_words: usize,
    pub(super) refused_links: usize,
    /// Stories that the pack neither links nor names.
    pub(super) unnamed: usize,
    /// How many stories credit other agencies.
    pub(super) others: BTreeMap<String, usize>,
}

/// Does all that can be done for a story by itself, on any thread.
pub(super) fn prepare(story: Box<Story>, options: &OnceLock<PackOptions>) -> Ready {
    Ready {
        id: fingerprint::of(story.id.bytes()),
        words: Words::of(&story),
        agency: story.agency.clone(),
        story: match options.get() {
            Some(options) => Made::Prepared(Box::new(options.prepare(&story))),
            None => Made::Story(story),
        },
    }
}

impl Words {
    /// None for a story without words, and for a notice that withdraws one: such notices read alike. White space does
    /// not count: it differs between formats.
    fn of(story: &Story) -> Option<Self> {
        if story.status == Status::Withdrawn {
            return None;
        }
        let parts = [Role::Headline, Role::Body].into_iter().flat_map(|role| story.document.of_role(role));
        let mut bytes = parts.flat_map(str::bytes).filter(|byte| !byte.is_ascii_whitespace()).peekable();
        bytes.peek()?;
        Some(Self { day: story.version_created, status: story.status, fingerprint: fingerprint::of(bytes) })
    }
}

impl<'a> Collector<'a> {
    /// A pack as `wanted`; without an agency, it is whose most of the first stories are.
    pub(super) fn new(wanted: PackOptions, options: &'a OnceLock<PackOptions>) -> Self {
        let named = !wanted.agency.is_empty();
        let mut collector = Self {
            options,
            wanted,
            waiting: Vec::new(),
            writer: None,
            known: HashMap::new(),
            counts: Counts::default(),
        };
        if named {
            collector.decide();
        }
        collector
    }

    /// Takes a story.
    pub(super) fn add(&mut self, ready: Ready) {
        let Some(writer) = &mut self.writer else {
            self.waiting.push(ready);
            if self.waiting.len() == LOOKED_AT {
                self.decide();
            }
            return;
        };
        if let Some(words) = ready.words
            && *self.known.entry(words).or_insert(ready.id) != ready.id
        {
            self.counts.same_words += 1;
            return;
        }
        if !ready.agency.is_empty() && ready.agency != self.wanted.agency {
            *self.counts.others.entry(ready.agency).or_default() += 1;
        }
        let added = match ready.story {
            Made::Prepared(prepared) => writer.insert(*prepared),
            Made::Story(story) => writer.add(&story),
        };
        self.counts.same_id += usize::from(added.same_id);
        self.counts.refused_links += usize::from(added.link_refused);
        self.counts.unnamed += usize::from(added.unnamed);
    }

    /// Settles whose stories they are, and takes in those that waited.
    pub(super) fn decide(&mut self) {
        if self.writer.is_some() {
            return;
        }
        let named = mem::take(&mut self.wanted.agency);
        let name = if named.is_empty() { self.most_credited().unwrap_or(USUAL_AGENCY.to_owned()) } else { named };
        let known = agency::by_name(&name);
        self.wanted.agency = known.map_or(name, |agency| agency.name.to_owned());
        let known = known.map_or(&[][..], |agency| agency.hosts);
        self.wanted.hosts.extend(known.iter().map(|host| (*host).to_owned()));
        self.writer = Some(PackWriter::new(self.wanted.clone()));
        let _ = self.options.set(self.wanted.clone());
        for ready in mem::take(&mut self.waiting) {
            self.add(ready);
        }
    }

    /// The agency of the pack, once it is known.
    pub(super) fn agency(&self) -> &str {
        &self.wanted.agency
    }

    fn most_credited(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for story in self.waiting.iter().filter(|story| !story.agency.is_empty()) {
            *counts.entry(&story.agency).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use copytaster::index::Pack;
    use copytaster::story::Document;

    fn built(agency: &str, stories: Vec<Story>) -> (Pack, Counts) {
        let options = OnceLock::new();
        let wanted = PackOptions { agency: agency.to_owned(), ..PackOptions::default() };
        let mut collector = Collector::new(wanted, &options);
        stories.into_iter().for_each(|story| collector.add(prepare(Box::new(story), &options)));
        collector.decide();
        let pack = Pack::open(collector.writer.take().unwrap().finish().unwrap()).unwrap();
        (pack, collector.counts)
    }

    fn agency(named: &str, credits: &[&str]) -> String {
        let story = |(number, credit): (usize, &&str)| Story {
            id: number.to_string(),
            agency: (*credit).to_owned(),
            ..Story::default()
        };
        built(named, credits.iter().enumerate().map(story).collect()).0.info().agency
    }

    #[test]
    fn stories_belong_to_whom_most_of_them_credit() {
        assert_eq!(agency("", &["AFP", "", "AP", "AFP"]), "AFP");
        assert_eq!(agency("", &["", ""]), "Reuters");
        assert_eq!(agency("reuters", &["AFP"]), "Reuters");
        assert_eq!(agency("Lowhaven Wire", &["AFP"]), "Lowhaven Wire");
    }

    fn story(id: &str, day: u8, text: &str) -> Story {
        let document = Document::from_paragraphs("Ferry returns", [text]);
        Story { id: id.to_owned(), version_created: Date::new(2024, 5, day), document, ..Story::default() }
    }

    fn check(others: Vec<Story>, stories: usize, same_words: usize) {
        let all = [vec![story("a", 3, "It sailed\non Friday.")], others].concat();
        let (pack, counts) = built("AFP", all);
        assert_eq!((pack.len(), counts.same_words), (stories, same_words));
    }

    #[test]
    fn copies_of_a_day_are_kept_once() {
        check(vec![story("b", 3, "It sailed on Friday."), story("c", 3, "It sailed  on Friday.")], 1, 2);
        check(vec![story("b", 4, "It sailed on Friday.")], 2, 0);
        check(vec![story("b", 3, "It sailed on Sunday.")], 2, 0);
        let withdrawn = Story { status: Status::Withdrawn, ..story("b", 3, "It sailed on Friday.") };
        check(vec![withdrawn], 2, 0);
        // The same id again is a matter of versions.
        check(vec![story("a", 3, "It sailed on Friday.")], 1, 0);
        let version = Story { version: 2, ..story("a", 3, "It sailed on Friday.") };
        check(vec![version], 2, 0);
    }

    #[test]
    fn stories_without_words_are_no_copies() {
        let empty = |id: &str| Story { document: Document::default(), ..story(id, 3, "") };
        check(vec![empty("b"), empty("c")], 3, 0);
    }
}
