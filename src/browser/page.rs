//! Is the page that this script runs in a wire story?

use super::value;
use crate::detect;
use crate::index::QueryTerms;
use crate::page::{self, Extract, Snapshot};
use crate::protocol::{self, Candidates, Value};
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
        Self::of(protocol::snapshot(value::read(page)))
    }

    /// The hashed terms for the look-up; empty where the page holds no article.
    pub fn terms(&self) -> Vec<u32> {
        self.query().0
    }

    /// Judges the page against the candidates of an answer to `look-up`; gives the report.
    pub fn judge(&self, candidates: &JsValue) -> Result<JsValue, JsValue> {
        let Candidates { known, stories } = Candidates::read(value::read(candidates));
        value::write(&self.report(stories, known))
    }
}

impl PageCheck {
    pub(super) fn of(snapshot: Snapshot) -> Self {
        let extract = page::extract(&snapshot);
        Self { snapshot, extract }
    }

    pub(super) fn query(&self) -> QueryTerms {
        QueryTerms::of(&self.extract.article.document)
    }

    pub(super) fn report(&self, candidates: Vec<Story>, known_stories: usize) -> Value {
        let (snapshot, mut extract) = (&self.snapshot, self.extract.clone());
        let credit = page::credit(&extract.article, Some(snapshot));
        let host = snapshot.url.as_deref().and_then(host);
        let finding = detect::judge_page(&mut extract, snapshot, credit, host, candidates);
        let subject = Subject { finding: &finding, article: &extract.article, known_stories };
        protocol::write_report(Report::of(subject, |span| extract.locate(snapshot, span)))
    }
}

/// The host of an http(s) address, without its port.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    Some(host.split(':').next().unwrap_or(host)).filter(|host| !host.is_empty())
}
