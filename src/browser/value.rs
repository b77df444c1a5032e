//! How do values cross the border to JavaScript?

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// Reads a message; the error names what was wrong with it.
pub(super) fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}

/// Writes a message as plain objects, which survive every way of sending them.
pub(super) fn write<T: Serialize>(message: &T) -> Result<JsValue, JsValue> {
    message.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// An error as JavaScript throws it.
pub(super) fn error(text: impl ToString) -> JsValue {
    js_sys::Error::new(&text.to_string()).into()
}
