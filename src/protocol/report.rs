//! How does a report travel?

use crate::page::SourceSpan;
use crate::report::{Action, Argument, Badge, Element, Message, Node, Report, Value};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A [`Report`] on its way to the renderer.
///
/// Text is a string, a message is `{message, count, arguments}`, an element `{tag, class, attributes, action, children}`.
#[derive(Debug)]
pub struct ReportMessage(pub Report);

impl Serialize for ReportMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = &self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("verdict", report.verdict.name())?;
        map.serialize_entry("credited", &report.credited)?;
        map.serialize_entry("edits", &report.edits)?;
        map.serialize_entry("badge", &report.badge.as_ref().map(Wire))?;
        map.serialize_entry("chip", &report.chip.as_ref().map(Wire))?;
        map.serialize_entry("panel", &Wire(&report.panel))?;
        map.serialize_entry("passages", &Sequence(&report.passages))?;
        map.end()
    }
}

/// A borrowed part of a report, to give it its serialised shape here and not where it is defined.
struct Wire<'a, T>(&'a T);

/// Several of them.
struct Sequence<'a, T>(&'a [T]);

impl<'a, T> Serialize for Sequence<'a, T>
where
    Wire<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Wire))
    }
}

impl Serialize for Wire<'_, Badge> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", &self.0.text)?;
        map.serialize_entry("tone", self.0.tone.name())?;
        map.serialize_entry("title", &Wire(&self.0.title))?;
        map.end()
    }
}

impl Serialize for Wire<'_, Node> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Node::Text(text) => serializer.serialize_str(text),
            Node::Message(message) => Wire(message).serialize(serializer),
            Node::Element(element) => Wire(element).serialize(serializer),
        }
    }
}

impl Serialize for Wire<'_, Element> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Element { tag, class, attributes, action, children } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tag", tag)?;
        map.serialize_entry("class", class)?;
        map.serialize_entry("attributes", &Sequence(attributes))?;
        if let Some(Action::Show(passage)) = action {
            map.serialize_entry("show", passage)?;
        }
        map.serialize_entry("children", &Sequence(children))?;
        map.end()
    }
}

impl Serialize for Wire<'_, (&'static str, Value)> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_seq(Some(2))?;
        pair.serialize_element(self.0.0)?;
        match &self.0.1 {
            Value::Text(text) => pair.serialize_element(text)?,
            Value::Message(message) => pair.serialize_element(&Wire(message))?,
        }
        pair.end()
    }
}

impl Serialize for Wire<'_, Message> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("message", self.0.key)?;
        if let Some(count) = self.0.count {
            map.serialize_entry("count", &count)?;
        }
        map.serialize_entry("arguments", &Sequence(&self.0.arguments))?;
        map.end()
    }
}

impl Serialize for Wire<'_, Argument> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Argument::Text(text) => serializer.serialize_str(text),
            Argument::Number(number) => serializer.collect_map([("number", number)]),
            Argument::Percent(share) => serializer.collect_map([("percent", share)]),
            Argument::Day(day) => serializer.collect_map([("day", (day.year, day.month, day.day))]),
            Argument::List(list) => serializer.collect_map([("list", Sequence(list))]),
            Argument::Message(message) => Wire(message).serialize(serializer),
        }
    }
}

impl Serialize for Wire<'_, Vec<SourceSpan>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|span| (span.block, span.start, span.end)))
    }
}
