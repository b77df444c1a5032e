//! What has the agency said of the story since?
//!
//! The versions of a story are a family. A page is compared with the one that it is closest to; whether that one still
//! stands, the others say.

use crate::story::{Status, Story};
use crate::text::date::Date;

/// That there is a later version of a story, or that it was withdrawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// The gravest of what the later versions are; [`Status::Usable`] where they only update it.
    pub status: Status,
    /// The newest of them; none where the story itself is the one that was withdrawn.
    pub newest: Option<Story>,
}

/// What the versions of a story among these say of it.
pub(super) fn since<'a>(story: &Story, others: impl Iterator<Item = &'a Story>) -> Option<Since> {
    let is_later = |other: &&Story| {
        // Without a family there is an id, which an archive may have given twice.
        let is_version = other.family.is_some() || other.version > 1 || other.status != Status::Usable;
        let is_same = (&other.agency, other.family_id()) == (&story.agency, story.family_id());
        is_version && is_same && age(other) > age(story)
    };
    let (mut status, mut newest) = (story.status, None::<&Story>);
    for later in others.filter(is_later) {
        status = if newest.is_some() { status.max(later.status) } else { later.status };
        newest = newest.filter(|newest| age(newest) > age(later)).or(Some(later));
    }
    (newest.is_some() || status == Status::Withdrawn).then(|| Since { status, newest: newest.cloned() })
}

/// Versions by age: a story that was withdrawn comes back under another id.
fn age(story: &Story) -> (bool, Option<Date>, u32, Status) {
    (story.status == Status::Withdrawn, story.version_created, story.version, story.status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: &str, day: u8, version: u32, status: Status) -> Story {
        Story {
            id: id.to_owned(),
            family: Some("ferry".to_owned()),
            version,
            status,
            version_created: Date::new(2031, 3, day),
            ..Story::default()
        }
    }

    fn check(story: &Story, others: &[Story], expected: Option<(Status, Option<&str>)>) {
        let found = since(story, others.iter());
        let found = found.as_ref().map(|since| (since.status, since.newest.as_ref().map(|newest| newest.id.as_str())));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_newest_version_says_nothing() {
        let story = version("2", 2, 2, Status::Corrected);
        check(&story, &[version("1", 2, 0, Status::Usable), story.clone()], None);
    }

    #[test]
    fn an_update_a_correction_and_a_withdrawal_are_told_apart() {
        let story = version("1", 2, 0, Status::Usable);
        let update = version("2", 2, 2, Status::Usable);
        let corrected = version("3", 2, 0, Status::Corrected);
        let kill = version("4", 2, 0, Status::Withdrawn);
        check(&story, std::slice::from_ref(&update), Some((Status::Usable, Some("2"))));
        check(&story, &[corrected.clone(), update.clone()], Some((Status::Corrected, Some("2"))));
        check(&story, &[kill.clone(), corrected.clone(), update.clone()], Some((Status::Withdrawn, Some("4"))));
        check(&corrected, &[story.clone(), update], Some((Status::Usable, Some("2"))));
        check(&kill, &[story], Some((Status::Withdrawn, None)));
    }

    #[test]
    fn an_id_that_was_given_twice_is_no_family() {
        let story = Story { family: None, ..version("1", 2, 0, Status::Usable) };
        let other = Story { family: None, ..version("1", 3, 0, Status::Usable) };
        check(&story, std::slice::from_ref(&other), None);
        check(&story, &[Story { version: 2, ..other }], Some((Status::Usable, Some("1"))));
    }

    #[test]
    fn other_stories_are_not_asked() {
        let story = version("1", 2, 0, Status::Usable);
        let other = Story { family: Some("bees".to_owned()), ..version("2", 3, 2, Status::Withdrawn) };
        let foreign = Story { agency: "AP".to_owned(), ..version("3", 3, 2, Status::Withdrawn) };
        check(&story, &[other, foreign], None);
    }
}
