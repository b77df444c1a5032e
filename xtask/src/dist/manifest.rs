//! How does one manifest serve two browsers?

use serde_json::Value;

/// Applies a JSON merge patch (RFC 7396): objects are merged key by key, `null` removes, everything else replaces.
pub(super) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Default::default());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::merge;
    use serde_json::{Value, json};

    fn check(mut target: Value, patch: Value, expected: Value) {
        merge(&mut target, &patch);
        assert_eq!(target, expected);
    }

    #[test]
    fn objects_are_merged() {
        check(json!({"a": {"b": 1, "c": 2}}), json!({"a": {"c": 3}}), json!({"a": {"b": 1, "c": 3}}));
    }

    #[test]
    fn null_removes() {
        check(json!({"a": 1, "b": 2}), json!({"a": null, "never": null}), json!({"b": 2}));
    }

    #[test]
    fn lists_are_replaced() {
        check(json!({"a": [1, 2]}), json!({"a": [3]}), json!({"a": [3]}));
    }

    #[test]
    fn a_patch_inside_nothing_leaves_no_nulls() {
        check(json!({}), json!({"a": {"b": 1, "c": null}}), json!({"a": {"b": 1}}));
    }
}
