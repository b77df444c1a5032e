//! What does a page ask for?

use crate::story::Document;

/// The hashed stems of a page: all that look-up gets to see of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryTerms(pub Vec<u32>);

impl QueryTerms {
    /// The terms of a document, each once.
    pub fn of(_document: &Document) -> Self {
        Self::default()
    }
}
