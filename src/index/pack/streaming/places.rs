//! Which stories stay, and where does each of them go?
//!
//! Of each story 16 bytes are held while those with the same id and version are looked for (8 of a hash, 8 of where it
//! stands), afterwards 8. What was sent twice is read again and compared byte by byte, so a hash decides nothing.

use super::super::PackError;
use super::super::assembly::tables;
use super::super::error::MergeError;
use super::super::header::Section;
use super::super::storage::{Records, StoredPack};
use super::super::stories::Head;
use super::super::tombstones::Tombstones;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// No place: the story does not stay.
const GONE: u32 = u32::MAX;

/// The place is that of another story, which has the same bytes.
const TWIN: u32 = u32::MAX - 1;

/// Where the stories of all packs go.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// For each story of each pack, or [`GONE`].
    places: Vec<Vec<u32>>,
    /// For each place the pack that its story comes from. A pack's stories keep their order.
    pub(super) order: Vec<u32>,
    /// The first and the last day, 0 where none is known.
    pub(super) days: (u32, u32),
    /// Stories that are left out because another has their id and version.
    pub(super) same: usize,
}

impl Places {
    /// Keeps one story of each id and version, leaves out what is taken back, and puts the others in order.
    pub(super) fn of(packs: &[StoredPack<'_>], tombstones: &Tombstones, window: usize) -> Result<Self, MergeError> {
        let mut places = Self::default();
        let twins = places.choose(packs, window)?;
        places.arrange(packs, tombstones, window)?;
        for [twin, kept] in twins {
            places.places[twin.0 as usize][twin.1 as usize] = places.places[kept.0 as usize][kept.1 as usize];
        }
        Ok(places)
    }

    /// Where a story goes; none where it does not stay. One whose bytes are those of another goes where that goes.
    pub(super) fn of_story(&self, pack: usize, number: u32) -> Option<u32> {
        self.places.get(pack)?.get(number as usize).copied().filter(|place| *place != GONE)
    }

    /// Marks what does not stay since another has its id and version; gives those that have the same bytes as the one
    /// that stays, with that one: a pack without text may know two such stories by different stems, and is to find them by
    /// those of both.
    fn choose(&mut self, packs: &[StoredPack<'_>], window: usize) -> Result<Vec<[Story; 2]>, MergeError> {
        let mut stories: Vec<(u64, Story)> = Vec::new();
        for (pack, stored) in (0..).zip(packs) {
            let mut records = stored.records(Section::Stories, window)?;
            self.places.push(vec![0; stored.header.stories as usize]);
            stories.reserve_exact(stored.header.stories as usize);
            for number in 0..stored.header.stories {
                let head = head(records.next()?.unwrap_or_default())?;
                let mut hasher = DefaultHasher::new();
                (head.id, head.version).hash(&mut hasher);
                stories.push((hasher.finish(), (pack, number)));
            }
        }
        stories.sort_unstable();
        let mut twins = Vec::new();
        for same in stories.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let mut kept: Vec<Kept> = Vec::new();
            for (_, story) in same {
                let record = packs[story.0 as usize].record(Section::Stories, story.1)?;
                self.offer(packs, &mut kept, *story, record)?;
            }
            twins.extend(kept.iter().flat_map(|kept| kept.twins.iter().map(|twin| [*twin, kept.story])));
        }
        for [twin, _] in &twins {
            self.places[twin.0 as usize][twin.1 as usize] = TWIN;
        }
        Ok(twins)
    }

    /// Keeps a story, or leaves it out, or another one that it is better than.
    fn offer(
        &mut self,
        packs: &[StoredPack<'_>],
        kept: &mut Vec<Kept>,
        story: Story,
        record: Vec<u8>,
    ) -> Result<(), MergeError> {
        let own = head(&record)?;
        let mut known = None;
        for (at, other) in kept.iter().enumerate() {
            if head(&other.record)?.is_same_version(&own) {
                known = Some(at);
            }
        }
        let Some(known) = known.map(|at| &mut kept[at]) else {
            kept.push(Kept { story, record, twins: Vec::new() });
            return Ok(());
        };
        self.same += 1;
        let use_of = own.cmp_use(&head(&known.record)?);
        let by_bytes = match use_of {
            Ordering::Equal => records(packs, story)?.cmp(&records(packs, known.story)?),
            decided => decided,
        };
        match by_bytes {
            Ordering::Less => self.places[story.0 as usize][story.1 as usize] = GONE,
            Ordering::Equal => known.twins.push(story),
            Ordering::Greater => {
                for (pack, number) in known.twins.drain(..).chain([known.story]) {
                    self.places[pack as usize][number as usize] = GONE;
                }
                (known.story, known.record) = (story, record);
            }
        }
        Ok(())
    }

    /// Gives each story that stays its place: as in the packs, by day, id and version.
    fn arrange(&mut self, packs: &[StoredPack<'_>], tombstones: &Tombstones, window: usize) -> Result<(), MergeError> {
        let mut next = BinaryHeap::new();
        let mut queues = Vec::new();
        for (pack, stored) in packs.iter().enumerate() {
            queues.push(Queue { records: stored.records(Section::Stories, window)?, number: 0, before: None });
            next.extend(queues[pack].next(&mut self.places[pack], tombstones)?.map(|own| Reverse((own, pack))));
        }
        while let Some(Reverse((Own { day, .. }, pack))) = next.pop() {
            let place = u32::try_from(self.order.len()).ok().filter(|place| *place < TWIN);
            let queue = &mut queues[pack];
            self.places[pack][queue.number as usize - 1] = place.ok_or(PackError::TooLarge)?;
            self.order.push(pack as u32);
            if day > 0 {
                // Days come in order.
                self.days = (if self.days.0 == 0 { day } else { self.days.0 }, day);
            }
            next.extend(queue.next(&mut self.places[pack], tombstones)?.map(|own| Reverse((own, pack))));
        }
        Ok(())
    }
}

/// A story by its pack and its number there.
type Story = (u32, u32);

/// The best story of an id and version so far.
struct Kept {
    story: Story,
    /// Its bytes in the table of stories.
    record: Vec<u8>,
    /// Others with the same bytes.
    twins: Vec<Story>,
}

/// What stories of several packs are ordered by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Own {
    day: u32,
    id: String,
    version: u32,
}

/// The stories of a pack that are to come.
struct Queue<'a> {
    records: Records<'a>,
    /// The number of the one that is read next.
    number: u32,
    before: Option<Own>,
}

impl Queue<'_> {
    /// The next story that stays; marks those between that are taken back.
    fn next(&mut self, places: &mut [u32], tombstones: &Tombstones) -> Result<Option<Own>, MergeError> {
        while let Some(record) = self.records.next()? {
            let head = head(record)?;
            let own = Own { day: head.day, id: head.id.to_owned(), version: head.version };
            if self.before.as_ref().is_some_and(|before| *before > own) {
                return Err(damaged());
            }
            let place = places.get_mut(self.number as usize).ok_or_else(damaged)?;
            self.number += 1;
            self.before = Some(own.clone());
            if tombstones.take_back(&head) && *place != TWIN {
                *place = GONE;
            }
            if *place == 0 {
                return Ok(Some(own));
            }
        }
        Ok(None)
    }
}

fn head(record: &[u8]) -> Result<Head<'_>, MergeError> {
    Head::of(record).ok_or_else(damaged)
}

/// All of a story's bytes.
fn records(packs: &[StoredPack<'_>], story: Story) -> Result<Vec<Vec<u8>>, MergeError> {
    let pack = &packs[story.0 as usize];
    tables(pack.header.has_text()).iter().map(|kind| pack.record(*kind, story.1)).collect()
}

fn damaged() -> MergeError {
    PackError::Damaged(Section::Stories.name()).into()
}
