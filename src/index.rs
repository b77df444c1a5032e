//! Which known stories could this be?
//!
//! A [`Pack`] holds stories and the postings of their rarest stems; a page's [`QueryTerms`] find the best
//! [`Candidate`]s in it. Updates, corrections and withdrawals have a posting under their family as well, so that they are
//! found whatever words they have. Scores here only rank: whether a page repeats a story is decided by comparing the two.

mod pack;
mod search;
mod terms;

pub use pack::{
    Added, MAGIC, MergeError, Merged, Pack, PackError, PackInfo, PackOptions, PackWriter, PreparedStory, Storage,
    StoredPack, Target, VERSION, is_host, merge, merge_stored, merge_without,
};
pub use search::{Candidate, is_taken_back, later_versions, search};
pub use terms::QueryTerms;
