//! How does a report travel?

use super::{Value, write_story};
use crate::detect::{Lesson, NotLearned};
use crate::report::{self, Action, Argument, Badge, Element, Message, Node, Report};
use crate::story::Story;

/// Writes a [`Report`] on its way to the renderer.
///
/// Text is a string, a message is `{message, count, arguments}`, an element `{tag, class, attributes, show, compare,
/// children}`. `story` names the story that was found, and says whether its words were at hand; `lesson` is `{story, known}`,
/// or `{why}` where the page teaches nothing.
pub fn write_report(report: Report, story: Option<&Story>, lesson: Option<Result<Lesson, NotLearned>>) -> Value {
    let story = story.map(|story| {
        let has_words = Value::Truth(story.sketch_alone().is_none());
        Value::record([
            ("id", story.id.as_str().into()),
            ("version", (story.version as usize).into()),
            ("headline", story.headline.as_str().into()),
            ("agency", story.agency.as_str().into()),
            ("url", story.url.clone().into()),
            ("hasWords", has_words),
        ])
    });
    let piece = |piece: crate::page::SourceSpan| Value::list([piece.block, piece.start, piece.end], Value::from);
    let lesson = lesson.map(|lesson| match lesson {
        Ok(Lesson { story, known }) => {
            let known =
                known.map(|(id, version)| Value::record([("id", id.into()), ("version", (version as usize).into())]));
            Value::record([("story", write_story(story)), ("known", known.into())])
        }
        Err(why) => Value::record([("why", why.name().into())]),
    });
    Value::record([
        ("kind", "report".into()),
        ("verdict", report.verdict.name().into()),
        ("credited", Value::Truth(report.credited)),
        ("edits", report.edits.into()),
        ("badge", report.badge.map(badge).into()),
        ("chip", report.chip.map(element).into()),
        ("panel", element(report.panel)),
        ("story", story.into()),
        ("lesson", lesson.into()),
        ("passages", Value::list(report.passages, |passage| Value::list(passage, piece))),
    ])
}

fn badge(Badge { text, tone, title }: Badge) -> Value {
    Value::record([("text", text.into()), ("tone", tone.name().into()), ("title", message(title))])
}

fn node(node: Node) -> Value {
    match node {
        Node::Text(text) => text.into(),
        Node::Message(text) => message(text),
        Node::Element(child) => element(child),
    }
}

/// Writes an element; see [`write_report`].
pub(super) fn element(Element { tag, class, attributes, action, children }: Element) -> Value {
    Value::record([
        ("tag", tag.into()),
        ("class", class.into()),
        ("attributes", Value::list(attributes, |(name, value)| Value::List(vec![name.into(), attribute(value)]))),
        ("show", if let Some(Action::Show(passage)) = action { passage.into() } else { Value::Nothing }),
        ("compare", if action == Some(Action::Compare) { Value::Truth(true) } else { Value::Nothing }),
        ("children", Value::list(children, node)),
    ])
}

fn attribute(value: report::Value) -> Value {
    match value {
        report::Value::Text(text) => text.into(),
        report::Value::Message(text) => message(text),
    }
}

pub(super) fn message(Message { key, arguments, count }: Message) -> Value {
    let arguments = Value::list(arguments, argument);
    Value::record([("message", key.into()), ("count", count.into()), ("arguments", arguments)])
}

fn argument(argument: Argument) -> Value {
    match argument {
        Argument::Text(text) => text.into(),
        Argument::Number(number) => Value::record([("number", number.into())]),
        Argument::Percent(share) => Value::record([("percent", Value::Number(share.into()))]),
        Argument::Day(day) => {
            let numbers = [f64::from(day.year), f64::from(day.month), f64::from(day.day)];
            Value::record([("day", Value::list(numbers, Value::Number))])
        }
        Argument::List(items) => Value::record([("list", Value::list(items, self::argument))]),
        Argument::Message(text) => message(text),
    }
}
