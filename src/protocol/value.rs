//! What can a message hold?
//!
//! What JSON can say, and no more: that survives every way in which browsers hand messages on. Messages are written into
//! a [`Value`] and read out of one by hand, so each direction is compiled once: derived for every type of message, it
//! cost 20 KB of wasm, gzipped.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A message, or a part of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, or a member that isn't there.
    #[default]
    Nothing,
    /// `true` or `false`.
    Truth(bool),
    /// A number, as JavaScript knows them.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Record(Vec<(String, Value)>),
}

impl Value {
    /// An object of those of these members that hold something.
    pub(super) fn record<const N: usize>(members: [(&str, Value); N]) -> Self {
        let mut record = Vec::new();
        for (name, value) in members {
            if value != Self::Nothing {
                record.push((name.to_owned(), value));
            }
        }
        Self::Record(record)
    }

    /// An array of what becomes of each of these.
    pub(super) fn list<T>(items: impl IntoIterator<Item = T>, value: impl FnMut(T) -> Value) -> Self {
        Self::List(items.into_iter().map(value).collect())
    }

    /// Takes a member out of an object; nothing where there is none.
    pub fn take(&mut self, name: &str) -> Self {
        let Self::Record(members) = self else { return Self::Nothing };
        let member = members.iter_mut().find(|(other, _)| other == name);
        member.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }

    /// The items of an array; none where it is no array.
    pub(super) fn items(self) -> Vec<Value> {
        if let Self::List(items) = self { items } else { Vec::new() }
    }

    /// The text of a string.
    pub fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A number.
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = *self { Some(number) } else { None }
    }

    /// A whole number that is not negative.
    pub(super) fn whole(&self) -> Option<usize> {
        let number = self.number()?;
        let whole = number as usize;
        (whole as f64 == number).then_some(whole)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, T::into)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Record(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Self {
        use serde_json::Value as Json;
        match json {
            Json::Null => Self::Nothing,
            Json::Bool(truth) => Self::Truth(truth),
            Json::Number(number) => Self::Number(number.as_f64().unwrap()),
            Json::String(text) => Self::Text(text),
            Json::Array(items) => Self::list(items, Self::from),
            Json::Object(members) => {
                Self::Record(members.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_written_as_json_writes_it() {
        let json = json!({"none": null, "yes": true, "count": 3.0, "text": "a", "list": [1.0, [], {}]});
        assert_eq!(serde_json::to_value(Value::from(json.clone())).unwrap(), json);
    }

    #[test]
    fn a_member_is_taken_once() {
        let mut value = Value::from(json!({"page": "a"}));
        assert_eq!(value.take("page").text().as_deref(), Some("a"));
        assert_eq!(value.take("page"), Value::Nothing);
        assert_eq!(Value::Nothing.take("page"), Value::Nothing);
    }

    #[test]
    fn only_whole_numbers_that_fit_are_whole() {
        assert_eq!(Value::Number(7.0).whole(), Some(7));
        for number in [-1.0, 0.5, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(Value::Number(number).whole(), None, "{number}");
        }
        assert_eq!(Value::from("7").whole(), None);
    }
}
