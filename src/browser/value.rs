//! How do values cross the border to JavaScript?

use crate::protocol::Value;
use js_sys::{Array, Object};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// How deep a message may be nested; what lies deeper reads as nothing. Ours have six levels.
const DEEPEST: usize = 16;

/// Reads a message. What JSON does not know reads as nothing.
pub(super) fn read(value: &JsValue) -> Value {
    read_at(value, DEEPEST)
}

fn read_at(value: &JsValue, depth: usize) -> Value {
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(truth) = value.as_bool() {
        Value::Truth(truth)
    } else if !value.is_object() || depth == 0 {
        Value::Nothing
    } else if Array::is_array(value) {
        Value::List(Array::from(value).iter().map(|item| read_at(&item, depth - 1)).collect())
    } else {
        let members = Object::entries(value.unchecked_ref());
        let member = |member: JsValue| {
            let member = Array::from(&member);
            (member.get(0).as_string().unwrap_or_default(), read_at(&member.get(1), depth - 1))
        };
        Value::Record(members.iter().map(member).collect())
    }
}

/// Writes a message as plain objects, which survive every way of sending them.
pub(super) fn write(message: &Value) -> Result<JsValue, JsValue> {
    message.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// An error as JavaScript throws it.
pub(super) fn error(text: impl ToString) -> JsValue {
    js_sys::Error::new(&text.to_string()).into()
}
