//! How do packs become one: hours a day, days a month?
//!
//! Nothing but the packs' bytes is needed: records are copied as they are, and the stems of the stories follow from the
//! postings, which are read in order from all packs at once and never stand in memory together. Besides the packs and the
//! merged one, it takes some 150 bytes a story.
//!
//! Merging packs gives the bytes of the pack that would have been built at once, in whatever order and steps. Here they stand
//! in memory, as in the browser; where they do not, `streaming` gives the same bytes.

use super::assembly::{self, Entry, Frame};
use super::tier1::{self, Postings};
use super::{About, Header, Pack, PackError, Section, Tombstones};
use crate::order::order_numbers;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::Peekable;

/// Merges packs, which should be [verified](Pack::verify) before.
///
/// They are of one agency, and either all hold text or none does. Of stories with the same id and version one stays; what
/// a tombstone of any of them takes back goes; the tombstones stay.
pub fn merge(packs: &[Pack]) -> Result<Vec<u8>, PackError> {
    merge_without(packs, &|_, _| false)
}

/// As [`merge`], but leaves out the stories that are named by the place of their pack and their number there. Nothing of
/// them stays, as it would with a tombstone.
pub fn merge_without(packs: &[Pack], is_left_out: &dyn Fn(usize, usize) -> bool) -> Result<Vec<u8>, PackError> {
    let frame = frame(&packs.iter().map(|pack| (&pack.header, &pack.about, &pack.tombstones)).collect::<Vec<_>>())?;
    let mut entries = entries(packs)?;
    entries.retain(|entry| !is_left_out(entry.pack, entry.number));
    let twins = assembly::settle(&mut entries, &frame.tombstones);
    let mut places: Vec<Vec<Option<u32>>> = packs.iter().map(|pack| vec![None; pack.len()]).collect();
    for (place, entry) in (0..).zip(&entries) {
        places[entry.pack][entry.number] = Some(place);
    }
    for [twin, kept] in twins {
        places[twin.pack][twin.number] = places[kept.pack][kept.number];
    }
    let stems = Lists::of(packs, &places)?.count();
    assembly::assemble(&frame, &entries, stems, Lists::of(packs, &places)?)
}

/// What a merged pack says of itself, from what each pack does.
pub(super) fn frame(packs: &[(&Header, &About, &Tombstones)]) -> Result<Frame, PackError> {
    let mut about = packs.first().map(|pack| pack.1.clone()).unwrap_or_default();
    let mut tombstones = Tombstones::default();
    for (_, own, taken_back) in packs {
        if own.agency != about.agency {
            return Err(PackError::OtherAgency { one: about.agency, other: own.agency.clone() });
        }
        about.hosts.extend(own.hosts.iter().cloned());
        tombstones.extend(taken_back);
    }
    let with_text = packs.iter().filter(|pack| pack.0.has_text()).count();
    if with_text != 0 && with_text != packs.len() {
        return Err(PackError::TextInSome);
    }
    Ok(Frame {
        about: About::new(about.agency, about.hosts),
        headlines: packs.iter().any(|pack| pack.0.has_headlines()),
        text: with_text > 0,
        tombstones,
    })
}

fn entries(packs: &[Pack]) -> Result<Vec<Entry<'_>>, PackError> {
    let mut entries = Vec::with_capacity(packs.iter().map(Pack::len).sum());
    for (place, pack) in packs.iter().enumerate() {
        for number in 0..pack.len() {
            entries.push(Entry { pack: place, ..pack.entry(number)? });
        }
    }
    Ok(entries)
}

/// The stems of all packs in ascending order, each with its stories by their new places.
struct Lists<'a, I: Iterator<Item = (u32, Postings<'a>)>> {
    packs: Vec<Peekable<I>>,
    /// The next stem of each pack that has one, with the pack.
    next: BinaryHeap<Reverse<(u32, usize)>>,
    places: &'a [Vec<Option<u32>>],
}

impl<'a> Lists<'a, Box<dyn Iterator<Item = (u32, Postings<'a>)> + 'a>> {
    fn of(packs: &'a [Pack], places: &'a [Vec<Option<u32>>]) -> Result<Self, PackError> {
        let mut lists = Self { packs: Vec::new(), next: BinaryHeap::new(), places };
        for (number, pack) in packs.iter().enumerate() {
            let own = tier1::lists(pack.section(Section::Tier1)?, pack.header.stories);
            lists.packs.push((Box::new(own) as Box<dyn Iterator<Item = _>>).peekable());
            lists.note_next(number);
        }
        Ok(lists)
    }
}

impl<'a, I: Iterator<Item = (u32, Postings<'a>)>> Lists<'a, I> {
    fn note_next(&mut self, pack: usize) {
        let stem = self.packs.get_mut(pack).and_then(Peekable::peek).map(|(stem, _)| *stem);
        self.next.extend(stem.map(|stem| Reverse((stem, pack))));
    }
}

impl<'a, I: Iterator<Item = (u32, Postings<'a>)>> Iterator for Lists<'a, I> {
    type Item = (u32, Vec<u32>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Reverse((stem, _)) = *self.next.peek()?;
            let mut list = Vec::new();
            while let Some(&Reverse((other, pack))) = self.next.peek()
                && other == stem
            {
                self.next.pop();
                if let Some((_, postings)) = self.packs[pack].next() {
                    let places = &self.places[pack];
                    list.extend(postings.filter_map(|number| *places.get(number as usize)?));
                }
                self.note_next(pack);
            }
            // All stories of the stem may be gone.
            if !list.is_empty() {
                order_numbers(&mut list);
                list.dedup();
                return Some((stem, list));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{MergeError, Merged, PackOptions, PackWriter, QueryTerms, Storage, merge_stored, search};
    use crate::story::{Document, Status, Story};
    use crate::text::date::Date;
    use proptest::prelude::*;
    use std::io::Cursor;

    const WORDS: &[&str] =
        &["Lowhaven", "ferry", "swarms", "Quillon", "harbour", "bearing", "ballot", "Tarn", "crowns"];

    fn options() -> PackOptions {
        let hosts = ["b.example", "a.example"].map(str::to_owned).to_vec();
        PackOptions { agency: "Examplewire".to_owned(), hosts, headlines: true, text: false }
    }

    fn story(id: u8, version: u32, day: u8, words: &[usize]) -> Story {
        let text: Vec<&str> = words.iter().map(|word| WORDS[word % WORDS.len()]).collect();
        Story {
            id: format!("id{id}"),
            family: id.is_multiple_of(3).then(|| format!("family{}", id % 2)),
            version,
            status: if version > 1 { Status::Corrected } else { Status::Usable },
            version_created: Some(Date { year: 2024, month: 4, day }),
            document: Document::from_paragraphs("", [text.join(" ").as_str()]),
            ..Story::default()
        }
    }

    /// A pack of these, which takes these ids back.
    fn pack(stories: &[Story], withdrawn: &[(String, u8)], options: PackOptions) -> Pack {
        let mut writer = PackWriter::new(options);
        for story in stories {
            writer.add(story);
        }
        for (id, day) in withdrawn {
            writer.withdraw(id, (*day > 0).then_some(Date { year: 2024, month: 4, day: *day }));
        }
        opened(writer.finish().unwrap())
    }

    fn opened(bytes: Vec<u8>) -> Pack {
        let pack = Pack::open(bytes).unwrap();
        pack.verify().unwrap();
        pack
    }

    fn ids(pack: &Pack) -> Vec<String> {
        (0..pack.len()).map(|number| pack.story(number).unwrap().id).collect()
    }

    fn merged_where_they_lie(packs: &[Pack]) -> Result<(Vec<u8>, Merged), MergeError> {
        let stored: Vec<&dyn Storage> = packs.iter().map(|pack| pack as &dyn Storage).collect();
        let mut out = Cursor::new(Vec::new());
        let merged = merge_stored(&stored, &mut out)?;
        Ok((out.into_inner(), merged))
    }

    #[test]
    fn nothing_merges_to_nothing() {
        assert!(opened(merge(&[]).unwrap()).is_empty());
        assert!(opened(merged_where_they_lie(&[]).unwrap().0).is_empty());
    }

    #[test]
    fn a_merged_story_is_found() {
        let [one, two] = [1, 2].map(|id| pack(&[story(id, 0, id, &[0, usize::from(id)])], &[], options()));
        let merged = opened(merge(&[two, one]).unwrap());
        assert_eq!(ids(&merged), ["id1", "id2"]);
        let terms = QueryTerms::of(&Document::from_paragraphs("", [WORDS[2]]));
        let found: Vec<usize> = search(&[merged], &terms, 9).iter().map(|found| found.story).collect();
        assert_eq!(found, [1]);
    }

    #[test]
    fn nothing_stays_of_what_is_left_out() {
        let stories = [1, 2, 3].map(|id| story(id, 0, id, &[0, usize::from(id)]));
        let both = [pack(&stories[..2], &[], options()), pack(&stories[2..], &[], options())];
        let left = merge_without(&both, &|pack, number| (pack, number) == (0, 1)).unwrap();
        assert_eq!(left, pack(&[stories[0].clone(), stories[2].clone()], &[], options()).bytes);
    }

    #[test]
    fn a_tombstone_takes_back_what_came_before() {
        let wire = pack(&[story(1, 0, 5, &[0]), story(2, 0, 5, &[0]), story(3, 0, 5, &[0])], &[], options());
        for (withdrawn, left) in [
            (("id1", 5), vec!["id2", "id3"]),
            (("id1", 4), vec!["id1", "id2", "id3"]),
            (("id1", 0), vec!["id2", "id3"]),
            (("family1", 9), vec!["id1", "id2"]),
            (("elsewhere", 9), vec!["id1", "id2", "id3"]),
        ] {
            let tombs = pack(&[], &[(withdrawn.0.to_owned(), withdrawn.1)], options());
            let merged = opened(merge(&[tombs.clone(), wire.clone()]).unwrap());
            assert_eq!(ids(&merged), left, "{withdrawn:?}");
            assert_eq!(merged.tombstones().count(), 1);
            // Side by side it is the same.
            let both = [wire.clone(), tombs];
            let terms = QueryTerms::of(&Document::from_paragraphs("", [WORDS[0]]));
            let mut found: Vec<String> =
                search(&both, &terms, 9).iter().map(|found| both[found.pack].story(found.story).unwrap().id).collect();
            found.sort();
            assert_eq!(found, left, "{withdrawn:?}");
        }
    }

    #[test]
    fn of_two_tombstones_the_later_day_counts() {
        for (days, kept) in [([4, 9], 9), ([9, 4], 9), ([0, 9], 0), ([9, 0], 0)] {
            let packs = days.map(|day| pack(&[], &[("id1".to_owned(), day)], options()));
            let merged = opened(merge(&packs).unwrap());
            let until: Vec<u8> = merged.tombstones().map(|(_, until)| until.map_or(0, |date| date.day)).collect();
            assert_eq!(until, [kept], "{days:?}");
        }
    }

    #[test]
    fn what_packs_know_by_different_stems_is_found_by_those_of_both() {
        // No sketch has words that are so common, so the stories have the same bytes.
        let packs = ["the", "was"].map(|word| {
            let document = Document::from_paragraphs("", [word]);
            pack(&[Story { document, ..story(1, 0, 5, &[]) }], &[], options())
        });
        for merged in [merge(&packs).unwrap(), merged_where_they_lie(&packs).unwrap().0] {
            let merged = opened(merged);
            assert_eq!((merged.len(), merged.stems().count()), (1, 2));
        }
    }

    #[test]
    fn packs_longer_than_what_is_read_at_a_time_merge_to_the_pack_built_at_once() {
        let options = PackOptions { text: true, ..options() };
        let of = |part: Option<usize>| {
            let stories = (0..60).filter(|id| part.is_none_or(|part| *id % 2 == part));
            let long = |id: usize| {
                let words: Vec<String> = (0..900).map(|word| format!("w{}", id * 900 + word)).collect();
                let document = Document::from_paragraphs("", [words.join(" ").as_str()]);
                Story { document, ..story(id as u8, 0, 5, &[]) }
            };
            pack(&stories.map(long).collect::<Vec<_>>(), &[], options.clone())
        };
        // Stems in many buckets, and windows and buffers of 65,536 bytes that end inside a record.
        let (whole, parts) = (of(None).bytes, [of(Some(1)), of(Some(0))]);
        assert!(parts.iter().all(|part| part.bytes.len() > 2 << 16));
        assert!(merge(&parts).unwrap() == whole);
        assert!(merged_where_they_lie(&parts).unwrap().0 == whole);
    }

    #[test]
    fn copies_in_several_packs_are_counted() {
        let one = || pack(&[story(1, 0, 5, &[0]), story(2, 0, 5, &[1])], &[], options());
        let newer = pack(&[story(1, 0, 6, &[3])], &[], options());
        let (bytes, merged) = merged_where_they_lie(&[one(), one(), newer]).unwrap();
        assert_eq!(merged, Merged { stories: 2, same_id: 3 });
        assert_eq!(ids(&opened(bytes)), ["id2", "id1"]);
    }

    #[test]
    fn stories_out_of_order_are_damage_where_they_lie() {
        let mut bytes = pack(&[story(1, 0, 5, &[0]), story(2, 0, 5, &[0])], &[], options()).bytes;
        let at = |id: &[u8]| bytes.windows(3).position(|bytes| bytes == id).unwrap();
        let (one, two) = (at(b"id1"), at(b"id2"));
        (bytes[one + 2], bytes[two + 2]) = (b'2', b'1');
        let refused = merged_where_they_lie(&[Pack::open(bytes).unwrap()]).unwrap_err();
        assert!(matches!(refused, MergeError::Pack(PackError::Damaged("stories"))), "{refused:?}");
    }

    #[test]
    fn packs_that_do_not_belong_together_are_not_merged() {
        let one = pack(&[], &[], options());
        let other = pack(&[], &[], PackOptions { agency: "Otherwire".to_owned(), ..options() });
        let local = pack(&[], &[], PackOptions { text: true, ..options() });
        let refused = merge(&[one.clone(), other]).unwrap_err().to_string();
        assert!(refused.contains("Examplewire") && refused.contains("Otherwire"), "{refused}");
        assert_eq!(merge(&[one, local]), Err(PackError::TextInSome));
    }

    proptest! {
        /// Whatever is in which pack, and in whatever order and steps they are merged.
        #[test]
        fn a_merged_pack_is_the_pack_built_at_once(
            stories in proptest::collection::vec(
                ((0_u8..12, 0_u32..3, 1_u8..5), proptest::collection::vec(0_usize..9, 1..7), 0_usize..40), 0..40
            ),
            withdrawn in proptest::collection::vec((0_u8..12, 0_u8..5, 0_usize..40), 0..4),
            packs in 1_usize..40,
            text in any::<bool>(),
            in_steps in any::<bool>()
        ) {
            let options = PackOptions { text, ..options() };
            let of = |part: Option<usize>| {
                let is_in = |own: usize| part.is_none_or(|part| own % packs == part);
                let stories: Vec<Story> = stories
                    .iter()
                    .filter(|(_, _, own)| is_in(*own))
                    .map(|((id, version, day), words, _)| story(*id, *version, *day, words))
                    .collect();
                let withdrawn: Vec<(String, u8)> = withdrawn
                    .iter()
                    .filter(|(_, _, own)| is_in(*own))
                    .map(|(id, day, _)| (format!("id{id}"), *day))
                    .collect();
                pack(&stories, &withdrawn, options.clone())
            };
            let mut parts: Vec<Pack> = (0..packs).rev().map(|part| of(Some(part))).collect();
            if in_steps {
                let half = opened(merge(&parts.split_off(packs / 2)).unwrap());
                parts.push(half);
            }
            let whole = of(None).bytes;
            prop_assert!(merge(&parts).unwrap() == whole);
            prop_assert!(merged_where_they_lie(&parts).unwrap().0 == whole);
        }
    }
}
