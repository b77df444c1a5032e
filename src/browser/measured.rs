//! What do comparing and look-up alone cost in wasm? (`cargo xtask bench align` and `bench index --stories N`; no build that
//! is published has this file)

use crate::compare::{Side, compare};
use crate::index::{self, Pack, QueryTerms};
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

/// The heads of packs, as the background holds them.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct MeasuredHeads(Vec<Pack>);

#[wasm_bindgen]
impl MeasuredHeads {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens one more; says whether it is one.
    pub fn add(&mut self, head: Vec<u8>) -> bool {
        Pack::open(head).map(|head| self.0.push(head)).is_ok()
    }

    /// Looks a page's terms up, as the background does: how many candidates there are.
    pub fn look_up(&self, terms: Vec<u32>) -> usize {
        index::search(&self.0, &QueryTerms(terms), 16).len()
    }
}
