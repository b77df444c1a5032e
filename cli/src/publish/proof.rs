//! By what does a reader's browser see that a list works?
//!
//! A pack can be whole and signed and still be of no use: made by a program with another stemmer, or read by an engine with a
//! fault. So a list says of some stories under which stems they are looked up, and a browser asks its packs for them
//! before it switches.

use super::manifest::Test;
use copytaster::index::{self, Pack, PackError, QueryTerms};

/// So many tests are enough; the newest segments are tested.
const MOST_TESTS: usize = 16;

/// Stories of a segment that are tried: one without words is found under nothing.
const TRIED: usize = 16;

/// The candidates among which the browser has to find the story: as many as it compares with a page.
const CANDIDATES: usize = 16;

/// What is known of a list's packs without holding their stories.
#[derive(Debug, Default)]
pub(super) struct Proof {
    heads: Vec<Pack>,
    possible: Vec<Possible>,
}

/// A test that the list may have.
#[derive(Debug)]
struct Possible {
    /// The place of the pack, and of the story in it.
    found: (usize, usize),
    /// A pack of that story alone.
    part: Pack,
    test: Test,
}

impl Proof {
    /// Takes in the next pack of a list.
    pub(super) fn add(&mut self, pack: &Pack) -> Result<(), PackError> {
        let place = self.heads.len();
        self.heads.push(Pack::open(pack.head()?)?);
        let middle = pack.len() / 2;
        let mut tried = (middle..pack.len()).chain(0..middle).take(TRIED);
        let test = tried.find_map(|number| {
            let terms = pack.stems_of(number);
            let part = Pack::open(pack.part(number..number + 1).ok()?).ok().filter(|_| !terms.is_empty())?;
            let story = part.story(0).ok()?.id;
            Some(Possible { found: (place, number), part, test: Test { terms, story } })
        });
        self.possible.extend(test);
        Ok(())
    }

    /// Tests that all packs together pass, for the newest of them.
    pub(super) fn tests(mut self) -> Vec<Test> {
        let heads = &self.heads;
        self.possible.retain(|possible| {
            let found = index::search(heads, &QueryTerms(possible.test.terms.clone()), CANDIDATES);
            let is_found = found.iter().any(|found| (found.pack, found.story) == possible.found);
            is_found && !index::is_taken_back(heads, &possible.part, 0)
        });
        let surplus = self.possible.len().saturating_sub(MOST_TESTS);
        self.possible.drain(..surplus);
        self.possible.into_iter().map(|possible| possible.test).collect()
    }

    /// Whether these packs pass a test, as a browser would see it; `packs` are those that were added, in their order.
    pub(super) fn passes(&self, test: &Test, story_id: impl Fn(usize, usize) -> Option<String>) -> bool {
        let found = index::search(&self.heads, &QueryTerms(test.terms.clone()), CANDIDATES);
        found.iter().any(|found| story_id(found.pack, found.story).as_deref() == Some(&test.story))
    }
}
