//! Is the page that this script runs in a wire story?

use super::value;
use crate::detect::{self, Finding};
use crate::index::QueryTerms;
use crate::page::{self, Extract, Selection, Snapshot};
use crate::protocol::{self, Candidates};
use crate::report::{Report, Subject};
use crate::story::Story;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// One page on its way from snapshot to report.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PageCheck {
    snapshot: Snapshot,
    /// What was found for the article, until that is put together.
    selection: RefCell<Option<Selection>>,
    /// Made when it is first asked for: a page has its turn before.
    extract: OnceCell<Extract>,
}

#[wasm_bindgen]
impl PageCheck {
    /// Takes what `extension/reader.js` read.
    #[wasm_bindgen(constructor)]
    pub fn new(page: &JsValue) -> PageCheck {
        Self {
            snapshot: protocol::snapshot(value::read(page)),
            selection: RefCell::default(),
            extract: OnceCell::new(),
        }
    }

    /// Finds the blocks of the article. Everything else does so where it has not been done; a page has its turn in between.
    pub fn select(&self) {
        self.selection.replace(Some(Selection::of(&self.snapshot)));
    }

    /// The numbers of the blocks on which the article stands.
    pub fn stands(&self) -> Vec<u32> {
        self.extract().stands_on().map(|block| block as u32).collect()
    }

    /// The hashed terms for the look-up; empty where the page holds no article.
    pub fn terms(&self) -> Vec<u32> {
        QueryTerms::of(&self.extract().article.document).0
    }

    /// Judges the page against the candidates of an answer to `look-up`; gives the report. Of a page that was read plainly
    /// there is none where it may repeat a story or teach one: that is for a close reading to say.
    pub fn judge(&self, candidates: &JsValue) -> Result<JsValue, JsValue> {
        let snapshot = &self.snapshot;
        let Known { known_stories, stories, own } = self.known(candidates);
        if snapshot.is_plain && detect::may_repeat(&self.extract().article, self.host(), &stories) {
            return Ok(JsValue::NULL);
        }
        let (extract, finding) = self.finding(stories);
        let article = &extract.article;
        let lesson = detect::learn(snapshot, article, &finding, own.as_ref());
        if snapshot.is_plain && lesson.is_ok() {
            return Ok(JsValue::NULL);
        }
        let subject = Subject { finding: &finding, article, known_stories };
        let report = Report::of(subject, |span| extract.locate(snapshot, span));
        value::write(&protocol::write_report(report, finding.story.as_ref(), Some(lesson)))
    }

    /// The same for the compare page: both texts side by side, and the evidence to be exported.
    pub fn compare(&self, candidates: &JsValue) -> Result<JsValue, JsValue> {
        let Known { known_stories, stories, .. } = self.known(candidates);
        let (extract, finding) = self.finding(stories);
        let subject = Subject { finding: &finding, article: &extract.article, known_stories };
        value::write(&protocol::write_comparison(subject))
    }
}

/// What the page may repeat.
struct Known {
    /// How many stories are known in all.
    known_stories: usize,
    stories: Vec<Story>,
    /// What was learned from this page before, which it is and does not repeat.
    own: Option<Story>,
}

impl PageCheck {
    fn extract(&self) -> &Extract {
        self.extract.get_or_init(|| {
            let selection = self.selection.take().unwrap_or_else(|| Selection::of(&self.snapshot));
            selection.extract(&self.snapshot)
        })
    }

    fn known(&self, candidates: &JsValue) -> Known {
        let Candidates { known: known_stories, mut stories } = Candidates::read(value::read(candidates));
        let own = self.snapshot.url.as_deref().map(detect::copy_id);
        let own = stories.iter().position(|story| Some(&story.id) == own.as_ref());
        let own = own.map(|at| stories.remove(at));
        Known { known_stories, stories, own }
    }

    fn host(&self) -> Option<&str> {
        self.snapshot.url.as_deref().and_then(page::host)
    }

    /// What was found, over the article as it was read for that.
    fn finding(&self, stories: Vec<Story>) -> (Extract, Finding) {
        let mut extract = self.extract().clone();
        let credit = page::credit(&extract.article, Some(&self.snapshot));
        let finding = detect::judge_page(&mut extract, &self.snapshot, credit, self.host(), stories);
        (extract, finding)
    }
}
