//! What does the compare page show of two pasted texts?

use super::value;
use crate::detect;
use crate::page;
use crate::protocol;
use crate::report::Subject;
use crate::story::agency::AGENCIES;
use crate::story::{Article, Document, Story};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Compares two pasted texts, headline first; gives `{report, view}`: the report that a page gets, and both texts side by side.
#[wasm_bindgen(js_name = compareTexts)]
pub fn compare_texts(original: String, page: String) -> Result<JsValue, JsValue> {
    let document = Document::from_plain_text(original);
    let story = Story {
        agency: agency_of(&document.text).to_owned(),
        headline: document.headline().to_owned(),
        document,
        ..Story::default()
    };
    let document = Document::from_plain_text(page);
    let article = Article { title: document.headline().to_owned(), document, ..Article::default() };
    let credit = page::credit(&article, None);
    let finding = detect::judge(&article, credit, None, vec![story]);
    let subject = Subject { finding: &finding, article: &article, known_stories: 1 };
    value::write(&protocol::write_pasted(subject))
}

/// The agency whose dateline mark stands in the text: "(Reuters)"; else the first that is known.
fn agency_of(text: &str) -> &'static str {
    let signs = |mark: &&str| text.contains(&format!("({mark})"));
    let agency = AGENCIES.iter().find(|agency| agency.marks.iter().any(&signs));
    agency.or(AGENCIES.first()).map_or("", |agency| agency.name)
}
