//! What does comparing alone cost in wasm? (`cargo xtask bench align`; no build that is published has this file)

use crate::compare::{Side, compare};
use crate::story::Document;
use wasm_bindgen::prelude::wasm_bindgen;

/// Two texts, read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct MeasuredPair {
    original: Document,
    page: Document,
}

#[wasm_bindgen]
impl MeasuredPair {
    /// Reads two plain texts.
    #[wasm_bindgen(constructor)]
    pub fn new(original: String, page: String) -> Self {
        Self { original: Document::from_plain_text(original), page: Document::from_plain_text(page) }
    }

    /// Compares them and lists the edits: how many there are.
    pub fn compare(&self) -> usize {
        let side = |document| Side { document, published: None };
        compare(side(&self.original), side(&self.page)).edits.len()
    }
}
