//! Are the house's own rules kept? (ARCHITECTURE.md says what they are for.)
#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room under `src/` may know. A room that is missing here has no place in the house.
const KNOWS: &[(&str, &[&str])] = &[
    ("order", &[]),
    ("text", &["order"]),
    ("story", &["order", "text"]),
    ("page", &["order", "text", "story"]),
    ("index", &["order", "text", "story"]),
    ("compare", &["order", "text", "story"]),
    ("detect", &["order", "text", "story", "page", "index", "compare"]),
    ("report", &["text", "story", "page", "compare", "detect"]),
    ("protocol", &["text", "story", "page", "compare", "detect", "report", "index"]),
    ("browser", &["order", "text", "story", "page", "index", "compare", "detect", "report", "protocol"]),
];

/// Think at 400 lines, split at this many.
const LONGEST_FILE: usize = 600;

/// A script of the extension longer than this holds something of another room.
const LONGEST_SCRIPT: usize = 110;

/// Scripts that may be longer, each with its reason.
const LONGER_SCRIPTS: &[(&str, &str)] = &[
    ("extension/ext.js", "the one file that names the browser's API: a line or two for each thing that it gives"),
    ("extension/overlay.js", "one element with its keyboard, focus and life, that has to be taken away by one call"),
];

/// Modules of these names say nothing of what is in them.
const CATCH_ALLS: &[&str] = &["utils", "util", "common", "helpers", "helper", "misc"];

/// Crates that speak to a browser.
const BROWSER_CRATES: &[&str] = &["wasm-bindgen", "wasm-bindgen-futures", "js-sys", "web-sys", "serde-wasm-bindgen"];

#[test]
fn rooms_know_only_what_they_may() {
    let mut broken = String::new();
    for file in files(&root().join("src"), &["rs"]) {
        let Some(room) = room(&file) else { continue };
        let Some((_, may)) = KNOWS.iter().find(|(name, _)| *name == room) else {
            writeln!(broken, "{}: the room `{room}` is not in the table of this test", shown(&file)).unwrap();
            continue;
        };
        for (number, line) in code_lines(&read(&file)) {
            for other in rooms_named(line) {
                if other != room && !may.contains(&other) {
                    writeln!(broken, "{}:{number}: `{room}` may not know `{other}`", shown(&file)).unwrap();
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

#[test]
fn the_table_of_rooms_has_no_circles() {
    for (place, (room, knows)) in KNOWS.iter().enumerate() {
        let later: Vec<&str> = KNOWS[place..].iter().map(|(name, _)| *name).collect();
        // `protocol` stands after `report`; every other room knows only rooms above it.
        assert!(!knows.iter().any(|other| later.contains(other)), "{room} knows a room that stands below it");
    }
}

#[test]
fn every_file_opens_with_the_question_it_answers() {
    let mut broken = String::new();
    // A module's own tests answer its question.
    for file in rust_files().iter().filter(|file| !file.ends_with("tests.rs")) {
        let text = read(file);
        let head: String = text.lines().take_while(|line| line.starts_with("//!") || line.is_empty()).collect();
        if !head.contains('?') {
            writeln!(broken, "{}", shown(file)).unwrap();
        }
    }
    assert!(broken.is_empty(), "no question at the head of\n{broken}");
}

#[test]
fn files_are_short_enough_to_be_read() {
    let mut broken = String::new();
    for file in rust_files() {
        let lines = read(&file).lines().count();
        if lines > LONGEST_FILE {
            writeln!(broken, "{}: {lines} lines", shown(&file)).unwrap();
        }
    }
    assert!(broken.is_empty(), "longer than {LONGEST_FILE} lines:\n{broken}");
}

#[test]
fn scripts_are_short() {
    let mut broken = String::new();
    for file in files(&root().join("extension"), &["js"]) {
        let lines = read(&file).lines().count();
        if lines > LONGEST_SCRIPT && !LONGER_SCRIPTS.iter().any(|(name, _)| *name == shown(&file)) {
            writeln!(broken, "{}: {lines} lines", shown(&file)).unwrap();
        }
    }
    assert!(broken.is_empty(), "longer than {LONGEST_SCRIPT} lines and no reason given:\n{broken}");
}

#[test]
fn no_module_is_a_catch_all() {
    for file in rust_files() {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!CATCH_ALLS.contains(&name.as_str()), "{} says nothing of what is in it", shown(&file));
    }
}

#[test]
fn browser_crates_are_there_for_wasm_alone() {
    let manifest = read(&root().join("Cargo.toml"));
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let name = line.split(['=', ' ', '.']).next().unwrap();
        let named = BROWSER_CRATES.iter().find(|browser_crate| name == **browser_crate);
        let here =
            named.or_else(|| BROWSER_CRATES.iter().find(|browser_crate| line.ends_with(&format!(".{browser_crate}]"))));
        if let Some(name) = here {
            assert!(section.contains("wasm32"), "{name} is a dependency under {section}");
        }
    }
    let lib = read(&root().join("src/lib.rs"));
    let (before, _) = lib.split_once("mod browser;").expect("src/lib.rs has no room `browser`");
    let gate = before.rsplit("\n\n").next().unwrap_or_default();
    assert!(gate.contains("#[cfg(target_arch = \"wasm32\")]"), "`browser` is not gated to wasm");
}

#[test]
fn the_manifest_is_valid_as_it_lies() {
    let manifest = read(&root().join("manifest.json"));
    let patch = read(&root().join("extension/firefox.patch.json"));
    // Built files, and names of messages, are no paths of the repository.
    let mut named = 0;
    for text in strings(&manifest).into_iter().chain(strings(&patch)) {
        let is_path = text.starts_with("extension/") && !text.ends_with(".wasm") && !text.ends_with("engine.js");
        if is_path && !text.contains('*') {
            named += 1;
            assert!(root().join(&text).is_file(), "the manifest names {text}, which is not there");
        }
    }
    assert!(named > 3, "the manifest names hardly any file");
    for (open, close) in [('{', '}'), ('[', ']')] {
        assert_eq!(manifest.matches(open).count(), manifest.matches(close).count(), "manifest.json is no JSON");
    }
}

/// Chromium loads the background's scripts by its own, Firefox by the manifest.
#[test]
fn both_browsers_load_the_same_background() {
    let script = read(&root().join("extension/background.js"));
    let (_, loads) = script.split_once("importScripts(").expect("background.js loads no scripts");
    let (loads, _) = loads.split_once(')').expect("background.js loads no scripts");
    let own = "extension/background.js".to_owned();
    let of_chromium: Vec<String> =
        strings(loads).into_iter().map(|name| format!("extension/{name}")).chain([own]).collect();
    let mut of_firefox = strings(&read(&root().join("extension/firefox.patch.json")));
    of_firefox.retain(|text| text.starts_with("extension/") && text.ends_with(".js"));
    assert_eq!(of_chromium, of_firefox);
}

#[test]
fn every_message_that_is_named_exists() {
    let messages = read(&root().join("_locales/en/messages.json"));
    let manifest = read(&root().join("manifest.json"));
    for name in manifest.split("__MSG_").skip(1).filter_map(|rest| rest.split("__").next()) {
        assert!(messages.contains(&format!("\"{name}\"")), "no message `{name}` in _locales/en/messages.json");
    }
}

#[test]
fn the_repository_speaks_of_the_product_alone() {
    // Written so that this file does not hold what it looks for.
    let refused = [["/ho", "me/"], ["/wo", "rk/"], ["/ro", "ot/"], ["/tm", "p/"], ["C:\\", "Users"]];
    let words = [["Cop", "ilot"], ["Chat", "GPT"], ["Open", "AI"], ["plagi", "aris"], ["sto", "len"]];
    let mut broken = String::new();
    let all = ["rs", "js", "css", "html", "json", "md", "toml", "txt", "yml", "sh"];
    for file in tracked(&all) {
        let is_page = shown(&file).starts_with("tests/pages/") || shown(&file).starts_with("tests/stories/");
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        for (number, line) in text.lines().enumerate() {
            let paths = refused.iter().map(|parts| parts.concat()).filter(|path| line.contains(path.as_str()));
            let words = words.iter().map(|parts| parts.concat());
            let words = words.filter(|word| !is_page && line.to_lowercase().contains(&word.to_lowercase()));
            for found in paths.chain(words) {
                if !ALLOWED.iter().any(|(name, word, _)| *name == shown(&file) && *word == found) {
                    writeln!(broken, "{}:{}: {found}", shown(&file), number + 1).unwrap();
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

/// Refused words that have their place: file, word, reason.
const ALLOWED: &[(&str, &str, &str)] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A file's path from the root, with slashes.
fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

/// Every file under a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every Rust file of the workspace.
fn rust_files() -> Vec<PathBuf> {
    ["src", "cli", "xtask", "tests"].iter().flat_map(|folder| files(&root().join(folder), &["rs"])).collect()
}

/// Every file of the repository with one of these endings: what stands at the top, and the folders that are ours.
fn tracked(endings: &[&str]) -> Vec<PathBuf> {
    let built = ["target", "dist", "screenshots", ".git"];
    let mut found = Vec::new();
    for entry in fs::read_dir(root()).unwrap().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() && !built.contains(&name.as_str()) {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
    found
}

/// The room that a file under `src/` belongs to; none for `lib.rs`.
fn room(file: &Path) -> Option<String> {
    let first = file.strip_prefix(root().join("src")).ok()?.components().next()?;
    let name = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
    (name != "lib").then_some(name)
}

/// Lines of code with their numbers: no comments, and nothing from the first test module on.
fn code_lines(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
    lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(number, line)| (number + 1, line)).collect()
}

/// The rooms that a line of code names through `crate::`.
fn rooms_named(line: &str) -> Vec<&'static str> {
    let mut named = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let list = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or(list));
        let words = if rest.starts_with('{') { list.split(',').collect::<Vec<_>>() } else { vec![list] };
        for word in words {
            let word: &str = word.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            named.extend(KNOWS.iter().map(|(room, _)| *room).filter(|room| *room == word));
        }
    }
    named
}

/// The strings of a JSON text.
fn strings(json: &str) -> Vec<String> {
    json.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn rooms_are_read_out_of_use_lines() {
    assert_eq!(rooms_named("use crate::story::Article;"), ["story"]);
    assert_eq!(rooms_named("use crate::{text::Span, page};"), ["text", "page"]);
    assert_eq!(rooms_named("let x = crate::detect::judge(crate::page::credit());"), ["detect", "page"]);
    assert!(rooms_named("use super::story;").is_empty());
}
