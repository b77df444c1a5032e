//! Which leaves does a JSON-LD script have?

use serde_json::Value;

/// Adds every leaf of a script with its path; broken JSON says nothing. serde_json refuses values that nest deeper than
/// 128, so walking them cannot exhaust the stack.
pub(super) fn leaves(script: &str, into: &mut Vec<(String, String)>) {
    if let Ok(value) = serde_json::from_str(script.trim()) {
        walk(&value, "", into);
    }
}

fn walk(value: &Value, path: &str, into: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, path, into)),
        Value::Object(members) => {
            let start =
                if path.is_empty() { members.get("@type").and_then(first_text).unwrap_or_default() } else { path };
            for (key, member) in members {
                match (key.as_str(), member) {
                    ("@graph", Value::Array(items)) => items.iter().for_each(|item| walk(item, "", into)),
                    _ if start.is_empty() => walk(member, key, into),
                    _ => walk(member, &format!("{start}.{key}"), into),
                }
            }
        }
        Value::Null => {}
        _ if path.is_empty() => {}
        Value::String(text) => into.push((path.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => into.push((path.to_owned(), value.to_string())),
    }
}

/// A type, or the first of several.
fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.iter().find_map(Value::as_str),
        _ => None,
    }
}
