//! Is every text said in every language, and none that nobody says?
#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test fails")]

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The languages, each with the plural categories that CLDR gives it for whole numbers.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("pt_BR", &["one", "many", "other"]),
];

/// Browsers cut a longer description, or refuse the extension.
const LONGEST_DESCRIPTION: usize = 132;

#[test]
fn every_language_has_a_row_here() {
    let folders = fs::read_dir(root().join("_locales")).unwrap();
    let found: BTreeSet<String> = folders.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let named: BTreeSet<String> = LANGUAGES.iter().map(|(language, _)| (*language).to_owned()).collect();
    assert_eq!(found, named);
}

#[test]
fn no_text_is_missing_in_any_language() {
    let english = messages("en");
    for (language, categories) in LANGUAGES {
        let mut expected = BTreeSet::new();
        for key in english.keys() {
            match plural(key, &english) {
                Some(base) => expected.extend(categories.iter().map(|category| format!("{base}_{category}"))),
                None => _ = expected.insert(key.clone()),
            }
        }
        let found: BTreeSet<String> = messages(language).keys().cloned().collect();
        let missing: Vec<_> = expected.difference(&found).collect();
        let unknown: Vec<_> = found.difference(&expected).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{language} lacks {missing:?}; English has no {unknown:?}");
    }
}

#[test]
fn every_language_says_the_same_arguments() {
    let english = messages("en");
    for (language, _) in LANGUAGES {
        for (key, message) in messages(language) {
            let source = english.get(&key).or_else(|| english.get(&key.replace("_many", "_other"))).unwrap();
            assert_eq!(places(&message), places(source), "{language}: {key}");
            assert!(!text(&message).trim().is_empty(), "{language}: {key} is empty");
        }
    }
}

#[test]
fn every_language_names_itself() {
    for (language, _) in LANGUAGES {
        let messages = messages(language);
        assert_eq!(text(&messages["language"]).replace('-', "_"), *language);
        assert!(["ltr", "rtl"].contains(&text(&messages["direction"])), "{language}");
        let length = text(&messages["description"]).chars().count();
        assert!(length <= LONGEST_DESCRIPTION, "{language}: a description of {length} characters");
    }
}

#[test]
fn no_text_is_said_by_nobody() {
    let english = messages("en");
    let sources = sources();
    let is_named = |key: &str| sources.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == key);
    let mut unused = Vec::new();
    for key in english.keys() {
        let base = plural(key, &english).unwrap_or(key);
        // Keys that are put together: `${message}Label` of one that is named, `compare_${kind}` of a kind.
        let label = base.strip_suffix("Label").is_some_and(is_named) && sources.contains("}Label`");
        let kind = base.split_once('_').is_some_and(|(first, _)| sources.contains(&format!("`{first}_${{")));
        let manifest = sources.contains(&format!("__MSG_{base}__"));
        if !is_named(base) && !label && !kind && !manifest {
            unused.push(key);
        }
    }
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn every_text_that_is_said_exists() {
    let english = messages("en");
    let sources = sources();
    for opening in
        ["data-say=\"", "data-say-label=\"", "data-message=\"", "{ message: \"", "ext.text(\"", " message(\""]
    {
        for rest in sources.split(opening).skip(1) {
            let key = rest.split('"').next().unwrap();
            let exists = english.contains_key(key) || english.contains_key(&format!("{key}_other"));
            let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            assert!(exists || !is_key, "`{key}` is said, and stands in no _locales/en/messages.json");
        }
    }
}

/// The key without its plural category, where it has one.
fn plural<'a>(key: &'a str, all: &Map<String, Value>) -> Option<&'a str> {
    let (base, category) = key.rsplit_once('_')?;
    let is_category = ["zero", "one", "two", "few", "many", "other"].contains(&category);
    (is_category && all.contains_key(&format!("{base}_other"))).then_some(base)
}

/// The places for arguments in a message.
fn places(message: &Value) -> BTreeSet<char> {
    text(message).split('$').skip(1).filter_map(|rest| rest.chars().next()).collect()
}

fn text(message: &Value) -> &str {
    message["message"].as_str().unwrap()
}

fn messages(language: &str) -> Map<String, Value> {
    let file = root().join("_locales").join(language).join("messages.json");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Everything in which a text can be named: the extension's files, the site's, the engine's code, the manifest.
fn sources() -> String {
    let mut found = fs::read_to_string(root().join("manifest.json")).unwrap();
    for folder in ["extension", "www", "src"] {
        gather(&root().join(folder), &mut found);
    }
    found
}

fn gather(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, into);
        } else if path.extension().is_some_and(|ending| ["js", "html", "rs"].iter().any(|wanted| ending == *wanted)) {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
