//! Which stories share the page's rarest words?

use super::{Pack, QueryTerms};

/// A story that a page may repeat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The pack's place in the slice that was searched.
    pub pack: usize,
    /// The story's number in its pack.
    pub story: usize,
    /// Sum of the idf of the shared terms: ranks, decides nothing.
    pub score: f32,
}

/// The best candidates over all packs, best first, at most `limit`.
pub fn search(_packs: &[Pack], _terms: &QueryTerms, _limit: usize) -> Vec<Candidate> {
    Vec::new()
}
