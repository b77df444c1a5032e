//! How much of a story does a page repeat?

/// The statistics on which a verdict stands. Shares are 0–1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Content stems of the original.
    pub original_stems: usize,
    /// Sentences of the original's body.
    pub original_sentences: usize,
    /// Sentences of the page's body.
    pub page_sentences: usize,
    /// Groups with both sides, in order.
    pub aligned_in_order: usize,
    /// Idf mass of the original that aligned sentences keep ÷ idf mass of the original.
    pub kept: f32,
    /// The same, quotations left out on both sides.
    pub kept_outside_quotations: f32,
    /// Share of the page's idf mass that stands in reused passages.
    pub page_reused: f32,
    /// Share of the original's word tokens outside quotations in common runs of at least three.
    pub tiled_outside_quotations: f32,
}
