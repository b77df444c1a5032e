//! Is the page that this script runs in a wire story?

use super::value;
use crate::detect::{self, Finding};
use crate::index::QueryTerms;
use crate::page::{self, Extract, Snapshot};
use crate::protocol::{self, Candidates};
use crate::report::{Report, Subject};
use crate::story::Story;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// One page on its way from snapshot to report.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PageCheck {
    snapshot: Snapshot,
    extract: Extract,
}

#[wasm_bindgen]
impl PageCheck {
    /// Takes what `extension/reader.js` read.
    #[wasm_bindgen(constructor)]
    pub fn new(page: &JsValue) -> PageCheck {
        let snapshot = protocol::snapshot(value::read(page));
        let extract = page::extract(&snapshot);
        Self { snapshot, extract }
    }

    /// The hashed terms for the look-up; empty where the page holds no article.
    pub fn terms(&self) -> Vec<u32> {
        QueryTerms::of(&self.extract.article.document).0
    }

    /// Judges the page against the candidates of an answer to `look-up`; gives the report.
    pub fn judge(&self, candidates: &JsValue) -> Result<JsValue, JsValue> {
        let snapshot = &self.snapshot;
        let (extract, finding, known_stories, own) = self.finding(candidates);
        let article = &extract.article;
        let lesson = detect::learn(snapshot, article, &finding, own.as_ref());
        let subject = Subject { finding: &finding, article, known_stories };
        let report = Report::of(subject, |span| extract.locate(snapshot, span));
        value::write(&protocol::write_report(report, finding.story.as_ref(), Some(lesson)))
    }

    /// The same for the compare page: both texts side by side, and the evidence to be exported.
    pub fn compare(&self, candidates: &JsValue) -> Result<JsValue, JsValue> {
        let (extract, finding, known_stories, _) = self.finding(candidates);
        let subject = Subject { finding: &finding, article: &extract.article, known_stories };
        value::write(&protocol::write_comparison(subject))
    }
}

impl PageCheck {
    /// What was found, over the article as it was read for that; last what was learned from this page before, which it is
    /// and does not repeat.
    fn finding(&self, candidates: &JsValue) -> (Extract, Finding, usize, Option<Story>) {
        let Candidates { known, mut stories } = Candidates::read(value::read(candidates));
        let own = self.snapshot.url.as_deref().map(detect::copy_id);
        let own = stories.iter().position(|story| Some(&story.id) == own.as_ref());
        let own = own.map(|at| stories.remove(at));
        let mut extract = self.extract.clone();
        let credit = page::credit(&extract.article, Some(&self.snapshot));
        let host = self.snapshot.url.as_deref().and_then(page::host);
        let finding = detect::judge_page(&mut extract, &self.snapshot, credit, host, stories);
        (extract, finding, known, own)
    }
}
