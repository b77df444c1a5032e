//! What goes into the pack, whose is it, and what is there already?

use super::USUAL_AGENCY;
use super::segments::Segments;
use crate::fingerprint;
use copytaster::index::{MergeError, PackOptions, PackWriter, PreparedStory, Target};
use copytaster::story::{Role, Status, Story, agency};
use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::OnceLock;

/// Stories that are looked at to find out whose they are, when the user does not say.
const LOOKED_AT: usize = 1000;

/// Stories are put aside when they take so many bytes of memory, as the writer counts them; making a pack of them takes as
/// much again.
const SEGMENT: usize = 32 << 20;

/// A story on its way into the pack.
#[derive(Debug)]
pub(super) struct Ready {
    story: Made,
    agency: String,
    id: u64,
    words: Option<u64>,
}

#[derive(Debug)]
enum Made {
    /// It came before it was known whose pack it is.
    Story(Box<Story>),
    Prepared(Box<PreparedStory>),
}

/// A pack in the making.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    /// What the pack is to hold, once it is known whose it is.
    options: &'a OnceLock<PackOptions>,
    wanted: PackOptions,
    /// Stories that wait for that.
    waiting: Vec<Ready>,
    writer: Option<PackWriter>,
    /// Stories that are put aside.
    segments: Segments,
    /// How many bytes of stories are not.
    most: usize,
    /// The id of the story that has these [`words`]: some 40 bytes a story, the one thing here that grows with their number.
    known: HashMap<u64, u64>,
    counts: Counts,
    /// Why no more stories can be taken.
    failed: Option<MergeError>,
}

/// All stories, collected.
#[derive(Debug)]
pub(super) struct Collected {
    pub(super) counts: Counts,
    /// Whose they are.
    pub(super) agency: String,
    pub(super) pack: Unwritten,
}

/// A pack that is still to be written.
#[derive(Debug)]
pub(crate) enum Unwritten {
    Bytes(Vec<u8>),
    Segments(Segments),
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
        words: words(&story),
        agency: story.agency.clone(),
        story: match options.get() {
            Some(options) => Made::Prepared(Box::new(options.prepare(&story))),
            None => Made::Story(story),
        },
    }
}

/// What two copies of a story have in common: the day, what the agency says of it, and all words. Copies of different
/// days are kept, so that packs of days merge to what a month built at once holds.
///
/// None for a story without words, and for a notice that withdraws one: such notices read alike. White space does not
/// count: it differs between formats.
fn words(story: &Story) -> Option<u64> {
    if story.status == Status::Withdrawn {
        return None;
    }
    let parts = [Role::Headline, Role::Body].into_iter().flat_map(|role| story.document.of_role(role));
    let mut bytes = parts.flat_map(str::bytes).filter(|byte| !byte.is_ascii_whitespace()).peekable();
    bytes.peek()?;
    let day = story.version_created.map_or(i64::MIN, |day| day.day_number());
    Some(fingerprint::of(bytes.chain(day.to_le_bytes()).chain([story.status as u8])))
}

impl Unwritten {
    /// Writes it; says how many stories were left out because another has their id and version.
    pub(crate) fn write(self, out: &mut dyn Target) -> Result<usize, MergeError> {
        match self {
            Self::Bytes(bytes) => {
                out.write_all(&bytes)?;
                Ok(0)
            }
            Self::Segments(segments) => segments.merge(out).map(|merged| merged.same_id),
        }
    }
}

impl<'a> Collector<'a> {
    /// A pack as `wanted`; without an agency, it is whose most of the first stories are.
    ///
    /// What is more than the memory holds waits in `segments`.
    pub(super) fn new(wanted: PackOptions, options: &'a OnceLock<PackOptions>, segments: Segments) -> Self {
        let named = !wanted.agency.is_empty();
        let mut collector = Self {
            options,
            wanted,
            waiting: Vec::new(),
            writer: None,
            segments,
            most: SEGMENT,
            known: HashMap::new(),
            counts: Counts::default(),
            failed: None,
        };
        if named {
            collector.decide();
        }
        collector
    }

    /// Takes a story; says whether more can be taken.
    pub(super) fn add(&mut self, ready: Ready) -> bool {
        let Some(writer) = &mut self.writer else {
            self.waiting.push(ready);
            if self.waiting.len() == LOOKED_AT {
                self.decide();
            }
            return self.failed.is_none();
        };
        if let Some(words) = ready.words
            && *self.known.entry(words).or_insert(ready.id) != ready.id
        {
            self.counts.same_words += 1;
            return true;
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
        if writer.bytes() >= self.most && self.failed.is_none() {
            self.failed = self.put_aside().err();
        }
        self.failed.is_none()
    }

    /// Makes room for more stories.
    fn put_aside(&mut self) -> Result<(), MergeError> {
        if let Some(writer) = self.writer.replace(PackWriter::new(self.wanted.clone())) {
            self.segments.push(&writer.finish()?)?;
        }
        Ok(())
    }

    /// All stories; none where there is none.
    pub(super) fn finish(mut self) -> Result<Option<Collected>, MergeError> {
        self.decide();
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        let pack = if !self.segments.is_empty() {
            self.put_aside()?;
            Unwritten::Segments(self.segments)
        } else {
            match self.writer.filter(|writer| !writer.is_empty()) {
                Some(writer) => Unwritten::Bytes(writer.finish()?),
                None => return Ok(None),
            }
        };
        Ok(Some(Collected { counts: self.counts, agency: self.wanted.agency, pack }))
    }

    /// Settles whose stories they are, and takes in those that waited.
    fn decide(&mut self) {
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
    use copytaster::text::date::Date;
    use std::fs::File;

    fn built(agency: &str, stories: Vec<Story>) -> (Pack, Counts) {
        let (bytes, counts) = built_holding(SEGMENT, agency, stories);
        (Pack::open(bytes).unwrap(), counts)
    }

    /// The same with so many bytes of stories held in memory.
    fn built_holding(most: usize, agency: &str, stories: Vec<Story>) -> (Vec<u8>, Counts) {
        let folder = tempfile::tempdir().unwrap();
        let options = OnceLock::new();
        let wanted = PackOptions { agency: agency.to_owned(), ..PackOptions::default() };
        let mut collector = Collector::new(wanted, &options, Segments::new(folder.path().to_owned()));
        collector.most = most;
        for story in stories {
            assert!(collector.add(prepare(Box::new(story), &options)));
        }
        let Collected { mut counts, pack, .. } = collector.finish().unwrap().unwrap();
        let path = folder.path().join("wire.pack");
        let mut file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
        counts.same_id += pack.write(&mut file).unwrap();
        // What waited has no name, or goes with its file.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        (std::fs::read(path).unwrap(), counts)
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

    #[test]
    fn the_pack_does_not_depend_on_how_much_the_memory_holds() {
        // Copies, versions of one day and of several, ids that come again with other words, withdrawals.
        let stories = || {
            (0..300_u32).map(|number| {
                let text = format!("The ferry sailed {} times from pier {}.", number % 3, number % 7);
                Story {
                    version: number % 2,
                    status: if number % 17 == 0 { Status::Withdrawn } else { Status::Usable },
                    family: (number % 4 == 0).then(|| format!("family {}", number % 5)),
                    ..story(&(number % 11).to_string(), (number % 5) as u8 + 1, &text)
                }
            })
        };
        let (bytes, counts) = built_holding(SEGMENT, "AFP", stories().collect());
        assert!(counts.same_id > 10 && counts.same_words > 1);
        for most in [1, 1000, 5000, 20_000] {
            let (other, other_counts) = built_holding(most, "AFP", stories().collect());
            assert_eq!((other_counts.same_id, other_counts.same_words), (counts.same_id, counts.same_words), "{most}");
            assert!(other == bytes, "{most}");
        }
    }

    #[test]
    fn what_cannot_be_put_aside_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let options = OnceLock::new();
        let wanted = PackOptions { agency: "AFP".to_owned(), ..PackOptions::default() };
        let mut collector = Collector::new(wanted, &options, Segments::new(folder.path().join("nowhere")));
        collector.most = 1;
        assert!(!collector.add(prepare(Box::new(story("a", 3, "It sailed.")), &options)));
        assert!(matches!(collector.finish(), Err(MergeError::Storage(_))));
    }
}
