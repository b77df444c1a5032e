//! Which stories of all packs have a stem?

use super::super::error::MergeError;
use super::super::storage::{Records, StoredPack};
use super::super::tier1::Layout;
use super::places::Places;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// The stems of all packs in ascending order, each with its stories by their new places.
pub(super) struct Lists<'a> {
    packs: Vec<Stems<'a>>,
    /// The next stem of each pack that has one, with the pack.
    next: BinaryHeap<Reverse<(u32, usize)>>,
    places: &'a Places,
    /// What went wrong, after which nothing comes.
    failed: Option<MergeError>,
}

impl<'a> Lists<'a> {
    pub(super) fn of(packs: &[StoredPack<'a>], places: &'a Places, window: usize) -> Result<Self, MergeError> {
        let mut lists = Self { packs: Vec::new(), next: BinaryHeap::new(), places, failed: None };
        for (pack, stored) in packs.iter().enumerate() {
            let (layout, buckets) = stored.buckets(window)?;
            let stories = stored.header.stories;
            lists.packs.push(Stems { layout, buckets, number: 0, stories, read: VecDeque::new() });
            lists.note_next(pack)?;
        }
        Ok(lists)
    }

    /// Whether all went well.
    pub(super) fn end(self) -> Result<(), MergeError> {
        self.failed.map_or(Ok(()), Err)
    }

    fn note_next(&mut self, pack: usize) -> Result<(), MergeError> {
        let stem = self.packs[pack].peek()?;
        self.next.extend(stem.map(|stem| Reverse((stem, pack))));
        Ok(())
    }

    fn try_next(&mut self) -> Result<Option<(u32, Vec<u32>)>, MergeError> {
        while let Some(&Reverse((stem, _))) = self.next.peek() {
            let mut list = Vec::new();
            while let Some(&Reverse((_, pack))) = self.next.peek().filter(|next| next.0.0 == stem) {
                self.next.pop();
                let own = self.packs[pack].read.pop_front().map(|(_, own)| own).unwrap_or_default();
                list.extend(own.into_iter().filter_map(|number| self.places.of_story(pack, number)));
                self.note_next(pack)?;
            }
            // All stories of the stem may be gone.
            if !list.is_empty() {
                list.sort_unstable();
                list.dedup();
                return Ok(Some((stem, list)));
            }
        }
        Ok(None)
    }
}

impl Iterator for Lists<'_> {
    type Item = (u32, Vec<u32>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed.is_some() {
            return None;
        }
        self.try_next().unwrap_or_else(|error| {
            self.failed = Some(error);
            None
        })
    }
}

/// The stems of a pack that are to come.
struct Stems<'a> {
    layout: Layout,
    buckets: Records<'a>,
    /// The bucket that is read next.
    number: usize,
    stories: u32,
    /// Those of the bucket read last, with their stories.
    read: VecDeque<(u32, Vec<u32>)>,
}

impl Stems<'_> {
    fn peek(&mut self) -> Result<Option<u32>, MergeError> {
        while self.read.is_empty() {
            let Some(bucket) = self.buckets.next()? else { return Ok(None) };
            let stems = self.layout.read(self.number, bucket, self.stories);
            self.read.extend(stems.map(|(stem, stories)| (stem, stories.collect())));
            self.number += 1;
        }
        Ok(self.read.front().map(|(stem, _)| *stem))
    }
}
