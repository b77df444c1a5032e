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

/// Stems with at least this inverse document frequency carry content: fewer than half of all stories hold them.
pub(super) const CONTENT_IDF: f32 = 0.7;

/// Up to this many words in quotation marks are a term; more are a statement.
pub(super) const STATEMENT_WORDS: usize = 3;

/// A merge needs this score: two sentences share more than one by chance.
pub(super) const MERGE_MIN: f32 = 0.42;

/// A merge of two sentences with two needs this score.
pub(super) const DOUBLE_MERGE_MIN: f32 = 0.55;

/// Runs of this many equal words are copied.
pub(super) const RUN_WORDS: usize = 6;

/// Runs with up to this many other words between them, on both sides, are one chain.
pub(super) const RUN_GAP: usize = 4;

/// The page's places that are tried for words which stand there many times.
pub(super) const RUN_PLACES: usize = 8;

/// How many chains are looked through for the one that a run goes on.
pub(super) const OPEN_CHAINS: usize = 32;

/// A chain with this share of equal words is a copy.
pub(super) const COPY_EQUAL: f32 = 0.9;

/// A copy has at least this many characters.
pub(super) const COPY_CHARS: usize = 150;

/// A copy is only part of a passage that is longer than it by this factor.
pub(super) const COPY_OF_MORE: f32 = 1.4;

/// Sentences with fewer words are no seeds.
pub(super) const SEED_WORDS: usize = 4;

/// Sentences are seeds when the cosine of their vectors is higher than this …
pub(super) const SEED_COSINE: f32 = 0.15;

/// … and their Dice coefficient than this.
pub(super) const SEED_DICE: f32 = 0.10;

/// Seeds with up to this many words between them, on both sides, are one candidate.
pub(super) const SEED_GAP: usize = 30;

/// How far back on the page, in words, neighbours of a seed are looked for: a gap and a long sentence.
pub(super) const SEED_REACH: usize = 150;

/// Stems in more sentences than this are too common to look up: they would make long texts quadratic.
pub(super) const SEED_POSTINGS: u32 = 100;

/// How many seeds a sentence of the page keeps: its best.
pub(super) const SEEDS_A_SENTENCE: usize = 12;

/// How many candidates of a kind are refined, at least …
pub(super) const REFINED: usize = 60;

/// … or, on a long page, one in this many sentences.
pub(super) const REFINED_SENTENCES: usize = 4;

/// How often the sides take turns.
pub(super) const REFINE_ROUNDS: usize = 4;

/// How far, in words, an end may move in a turn.
pub(super) const REFINE_WINDOW: usize = 80;

/// How many words of ordinary English the lexicon stands for beside the words of the pair.
pub(super) const BACKGROUND_WORDS: f32 = 300.0;

/// The share of kept words is estimated as if this many had been seen as kept, and as many as not.
pub(super) const KEPT_PRIOR: f32 = 0.5;

/// The estimate is taken a little lower than measured: the ends of a passage keep less than its middle.
pub(super) const KEPT_CAUTION: f32 = 0.9;

/// The least share of kept words that is believed of a passage.
pub(super) const KEPT_MIN: f32 = 0.45;

/// The greatest: even copies have a changed word.
pub(super) const KEPT_MAX: f32 = 0.97;

/// The most that one shared word is worth, in nats: the rarest word may be a topic's.
pub(super) const HIT_MAX: f32 = 2.7;

/// Each further hit of the same word is worth this much of the one before.
pub(super) const REPEAT_FACTOR: f32 = 0.7;

/// A hit beyond as many of the word as the other side holds is worth this much: each word answers for one.
pub(super) const UNMATCHED_FACTOR: f32 = 0.5;

/// Hits this many words apart no longer count as repeated.
pub(super) const REPEAT_REACH: usize = 80;

/// What every word costs, in nats, so that a range ends rather than drifts.
pub(super) const WORD_COST: f32 = 0.06;

/// What an end at a line break is worth, in nats.
pub(super) const END_LINE: f32 = 0.5;

/// What an end at the end of a sentence is worth.
pub(super) const END_SENTENCE: f32 = 3.0;

/// What an end at the end of a paragraph is worth.
pub(super) const END_PARAGRAPH: f32 = 3.5;

/// The least evidence for a passage, in nats.
pub(super) const EVIDENCE: f32 = 43.0;

/// A passage needs this share of the best one's evidence …
pub(super) const EVIDENCE_OF_BEST: f32 = 0.25;

/// … but never more than this much, nor, beside a copy, more than the copy has words.
pub(super) const EVIDENCE_PLENTY: f32 = 200.0;

/// A passage needs this much evidence where the original's words stand elsewhere on the page already: few pages use the
/// same words twice.
pub(super) const EVIDENCE_TWICE: f32 = 120.0;

/// The share of a passage's words of the original that stand in a better passage for it to be the second.
pub(super) const TWICE_SHARED: f32 = 0.2;

/// The least length of a passage, in characters, on each side.
pub(super) const PASSAGE_CHARS: usize = 120;

/// Passages with up to this many words between them, on both sides, are one.
pub(super) const MERGE_GAP: usize = 30;

/// The share of a summary's words that are taken from what it summarises.
pub(super) const SUMMARY_KEPT: f32 = 0.55;

/// What an end at the end of a paragraph is worth for a summary.
pub(super) const SUMMARY_END_PARAGRAPH: f32 = 13.0;

/// A summary is shorter than what it summarises by at least this factor.
pub(super) const SUMMARY_SHORTER: f32 = 2.5;

/// Words that accident would share more often than this say nothing about a summary.
pub(super) const SUMMARY_COMMON: f32 = 0.5;

/// A summary stands among at least this many words that say what the page is about.
pub(super) const SUMMARY_OUTSIDE: f32 = 150.0;

/// The share of a summary's words that come from the original is higher than that of the words around it …
pub(super) const SUMMARY_CONTRAST: f32 = 0.45;

/// … taken this many times: around the lead of another report of the same event it is a quarter, around a summary next
/// to nothing.
pub(super) const SUMMARY_SURROUNDINGS: f32 = 2.0;

/// The share of a summary's words, those left out that its best local explanation has, that come from the original.
pub(super) const SUMMARY_DRAWN: f32 = 0.3;

/// Words that accident would share less often than this are rare: they say where a summary has been.
pub(super) const SUMMARY_RARE: f32 = 0.2;

/// With fewer rare words left open a stretch is explained locally; it is a summary where several passages explain it.
pub(super) const SUMMARY_OPEN_WORDS: usize = 5;

/// A merge is tried where one of its sentences alone has this score.
pub(super) const MERGE_FROM: f32 = 0.15;

/// Passages that share at least this much of their words, common ones included, are edited; below, rewritten.
pub(super) const EDITED_WORDS: f32 = 0.75;
