//! What are the settings?
//!
//! Every number that comparison depends on, in one place. The same values serve every kind of text.

/// The length in words of the documents for which a stem's inverse document frequency is meant: a wire story.
pub(super) const DOCUMENT_WORDS: f32 = 400.0;

/// Sentences that share at least this much of their idf mass (Dice coefficient) belong together on their own evidence.
pub(super) const ALIGN_MIN: f32 = 0.24;

/// Sentences that share at least this much belong together where their neighbours do.
pub(super) const ALIGN_MIN_BETWEEN: f32 = 0.12;

/// Sentences out of order need to share this much to be called moved.
pub(super) const MOVED_MIN: f32 = 0.45;

/// A merge of two sentences has to earn this much more than its parts, as a factor.
pub(super) const MERGE_FACTOR: f32 = 0.92;

/// A shared idf mass below this says nothing, however short the sentences: one word that is not very rare.
pub(super) const ALIGN_MIN_MASS: f32 = 4.0;

/// Stems that stand in more than this many sentences of one side are not used to find candidates.
pub(super) const CANDIDATE_SENTENCES: usize = 12;

/// How many best candidates a sentence keeps.
pub(super) const CANDIDATES: usize = 6;

/// Aligned sentences that share at least this much are edited; below, rewritten.
pub(super) const EDITED_MIN: f32 = 0.62;

/// Up to this many sentences without partner between two aligned ones are compared each with each.
pub(super) const GAP_SENTENCES: usize = 8;

/// Sentences this much alike are taken one to one: no merge is tried with their neighbours.
pub(super) const MERGE_UNLESS: f32 = 0.8;

/// Aligned sentences with up to this many sentences without partner between them are one passage.
pub(super) const PASSAGE_GAP: usize = 1;

/// Stems with at least this inverse document frequency carry content: fewer than half of all stories hold them.
pub(super) const CONTENT_IDF: f32 = 0.7;

/// Up to this many words in quotation marks are a term; more are a statement.
pub(super) const STATEMENT_WORDS: usize = 3;

/// A merge needs this score: two sentences share more than one by chance.
pub(super) const MERGE_MIN: f32 = 0.42;

/// A merge of two sentences with two needs this score.
pub(super) const DOUBLE_MERGE_MIN: f32 = 0.55;
