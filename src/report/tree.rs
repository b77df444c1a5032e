//! What is a report made of?
//!
//! Elements, text and messages. A [`Message`] is a key of `_locales/*/messages.json` with its arguments, so that wording,
//! plural forms, numbers and dates are left to the reader's language, and the tree to tests.

use crate::text::date::Date;

/// A piece of what is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Text as it lies: a headline, an excerpt.
    Text(String),
    /// Text in the reader's language.
    Message(Message),
    /// An element and what stands in it.
    Element(Element),
}

/// An element. Only the renderer's short list of tags and attributes is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// The HTML tag.
    pub tag: &'static str,
    /// What the style sheet calls it; may be empty.
    pub class: &'static str,
    /// Further attributes by name; `href` holds nothing but https addresses.
    pub attributes: Vec<(&'static str, Value)>,
    /// What a click on it does.
    pub action: Option<Action>,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// An attribute's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// As it lies.
    Text(String),
    /// In the reader's language.
    Message(Message),
}

/// What a click does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Scrolls to a passage of [`Report::passages`](super::Report::passages) and highlights it.
    Show(usize),
    /// Opens page and original side by side.
    Compare,
}

/// A text in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The key in `_locales/*/messages.json`. Where a [`count`](Self::count) is given, the plural category follows it:
    /// `edits` stands for `edits_one`, `edits_other` ….
    pub key: &'static str,
    /// What stands for `$1`, `$2` ….
    pub arguments: Vec<Argument>,
    /// The number by which the plural form is chosen.
    pub count: Option<usize>,
}

/// An argument of a message, written in the reader's language by the renderer.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Text as it lies.
    Text(String),
    /// A number.
    Number(usize),
    /// A share, 0–1.
    Percent(f32),
    /// A day.
    Day(Date),
    /// Several, joined as the language joins them.
    List(Vec<Argument>),
    /// Another message.
    Message(Message),
}

/// An element of this tag, to build on.
pub fn element(tag: &'static str, class: &'static str) -> Element {
    Element { tag, class, ..Element::default() }
}

/// The message of this key, to build on.
pub fn message(key: &'static str) -> Message {
    Message { key, arguments: Vec::new(), count: None }
}

impl Element {
    /// With something more in it.
    pub fn with(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// With several things more in it.
    pub fn with_all(mut self, children: impl IntoIterator<Item = impl Into<Node>>) -> Self {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// With an attribute.
    pub fn attribute(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With what a click does.
    pub fn on_click(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }
}

impl Message {
    /// With one more argument.
    pub fn with(mut self, argument: impl Into<Argument>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// With the number by which the plural form is chosen; it becomes the next argument too.
    pub fn counting(mut self, count: usize) -> Self {
        self.count = Some(count);
        self.with(Argument::Number(count))
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<Message> for Node {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Argument {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}
