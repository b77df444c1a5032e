//! What does the compare page show and export?
//!
//! Everything that a verdict rests on, so that somebody else can check it: both texts, the edits and the reused passages
//! with their places. Offsets are Unicode characters of the texts beside them, end-exclusive, as in the program's output.

use super::Value;
use super::report::{element, message, write_report};
use crate::compare::Excerpt;
use crate::report::{Report, Subject, note, sides};
use crate::text::Span;
use crate::text::date::Date;

/// Writes what became of a pasted text, `{report, view}`: the report as of a page, whose passages are nowhere, and the view as in
/// [`write_comparison`].
pub fn write_pasted(subject: Subject<'_>) -> Value {
    let report = write_report(Report::of(subject, |_| Vec::new()), None, None);
    Value::record([("report", report), ("view", sides(subject).map(element).into())])
}

/// Writes `{view, evidence}`. The view is a tree as in a report, nothing where the original's words are not at hand; the
/// evidence is `{title, published, text, original: {id, version, text}, verdict, certainty, kept, edits, passages}`. What is
/// noted of an edit is a message, for the page to say.
pub fn write_comparison(subject: Subject<'_>) -> Value {
    let (finding, article) = (subject.finding, subject.article);
    let text = article.document.text.as_str();
    let mut original = Value::Nothing;
    let mut original_text = "";
    if let Some(story) = &finding.story {
        original_text = &story.document.text;
        let version = ("version", (story.version as usize).into());
        original = Value::record([("id", story.id.as_str().into()), version, ("text", original_text.into())]);
    }
    let excerpt = |excerpt: &Option<Excerpt>, text: &str| {
        let Some(excerpt) = excerpt else { return Value::Nothing };
        Value::record([("span", span(text, excerpt.span)), ("text", excerpt.text.as_str().into())])
    };
    let (mut edits, mut passages) = (Vec::new(), Vec::new());
    if let Some(comparison) = &finding.comparison {
        for edit in &comparison.edits {
            edits.push(Value::record([
                ("kind", edit.kind.name().into()),
                ("seriousness", edit.seriousness.name().into()),
                ("note", note(&edit.note).map(message).into()),
                ("original", excerpt(&edit.original, original_text)),
                ("page", excerpt(&edit.page, text)),
            ]));
        }
        for passage in &comparison.passages {
            passages.push(Value::record([
                ("original", span(original_text, passage.original)),
                ("page", span(text, passage.page)),
                ("relation", passage.relation.name().into()),
            ]));
        }
    }
    let evidence = Value::record([
        ("title", article.title.as_str().into()),
        ("published", article.published_time.clone().into()),
        ("text", text.into()),
        ("original", original),
        ("verdict", finding.verdict.name().into()),
        ("certainty", Value::Number(finding.certainty.into())),
        ("kept", Value::Number(finding.kept().into())),
        ("edits", Value::List(edits)),
        ("passages", Value::List(passages)),
    ]);
    Value::record([("view", sides(subject).map(element).into()), ("evidence", evidence)])
}

/// A span in characters.
fn span(text: &str, span: Span) -> Value {
    let at = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    Value::List(vec![at(span.start).into(), at(span.end).into()])
}

/// A day as `[year, month, day]`.
pub(super) fn day(day: Date) -> Value {
    Value::List([f64::from(day.year), f64::from(day.month), f64::from(day.day)].map(Value::Number).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Side;
    use crate::detect::Finding;
    use crate::page::from_plain_text;
    use crate::story::Story;

    #[test]
    fn places_count_characters() {
        let original = from_plain_text("Zażółć rates\n\nThe bank held rates at 2.5 percent on Friday.".to_owned());
        let article = from_plain_text("Zażółć rates\n\nThe bank held rates at 3.5 percent on Friday.".to_owned());
        let side = |document| Side { document, published: None };
        let comparison = Some(crate::compare::compare(side(&original.document), side(&article.document)));
        let story = Some(Story { document: original.document, ..Story::default() });
        let finding = Finding { comparison, story, ..Finding::default() };
        let subject = Subject { finding: &finding, article: &article, known_stories: 1 };
        let json = serde_json::to_value(write_comparison(subject)).unwrap()["evidence"].take();
        let texts = [("original", &json["original"]["text"]), ("page", &json["text"])];
        let edit = &json["edits"][0];
        for (side, text) in texts {
            let [start, end] = [0, 1].map(|at| edit[side]["span"][at].as_f64().unwrap() as usize);
            let words: String = text.as_str().unwrap().chars().take(end).skip(start).collect();
            assert_eq!(Some(words.as_str()), edit[side]["text"].as_str());
        }
        assert_eq!(edit["kind"], "figure-changed");
    }
}
