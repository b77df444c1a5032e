//! Which scripts are published as one?
//!
//! What an article gets beside what our own pages have too, from the reader to the page's own script; and what nobody but the
//! background runs. As one file they are smaller, and a browser runs one file sooner than sixteen. Each part keeps its name, on
//! a line of its own.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// How the list of a page's own scripts begins in `background.js`, and what follows it: what they are joined to.
const OF_PAGES: (&str, &str) = ("\"dom.js\", ", "\"page.js\"]");

/// The same for the background's own.
const OF_BACKGROUND: (&str, &str) = (", \"background/", ");");

/// With what the background's main script begins, behind the list.
const MAIN: &str = "\n(() => {\n";

/// Where the manifest names the background's own scripts.
const BACKGROUND: &str = "extension/background/";

/// Joins them in an extension's folder of scripts, and names each whole where its parts were named.
pub(super) fn join(scripts: &Path, manifest: &mut Value) -> Result<()> {
    let background = scripts.join("background.js");
    let text = fs::read_to_string(&background)?;
    let listed = "background.js does not list its scripts and those of a page as it did";

    let (text, names) = without_parts(&text, OF_PAGES).context(listed)?;
    let page = taken(scripts, names.iter().map(String::as_str).chain(["page.js"]))?;
    fs::write(scripts.join("page.js"), page)?;

    let (text, names) = without_parts(&text, OF_BACKGROUND).context(listed)?;
    let (loads, main) = text.split_once(MAIN).context(listed)?;
    let parts = taken(scripts, names.iter().map(String::as_str))?;
    fs::write(&background, [loads, "\n", &parts, &mark("background.js"), &MAIN[1..], main].concat())?;
    fs::remove_dir(scripts.join("background"))?;
    if let Some(listed) = manifest.pointer_mut("/background/scripts").and_then(Value::as_array_mut) {
        listed.retain(|script| !script.as_str().is_some_and(|script| script.starts_with(BACKGROUND)));
    }
    Ok(())
}

/// The line before a part in the whole.
pub fn mark(name: &str) -> String {
    format!("// {name}\n")
}

/// Scripts one behind the other; their files are removed.
fn taken<'a>(scripts: &Path, names: impl Iterator<Item = &'a str>) -> Result<String> {
    let mut whole = String::new();
    for name in names {
        let part = scripts.join(name);
        let script = fs::read_to_string(&part).with_context(|| format!("{} could not be read", part.display()))?;
        whole.push_str(&mark(name));
        whole.push_str(&script);
        fs::remove_file(part)?;
    }
    Ok(whole)
}

/// A script that lists the parts, without them, and their names.
fn without_parts(text: &str, (first, after): (&str, &str)) -> Option<(String, Vec<String>)> {
    let start = text.find(first)?;
    let length = text[start..].find(after)?;
    let names = text[start..start + length].split('"').skip(1).step_by(2).map(str::to_owned).collect();
    Some(([&text[..start], &text[start + length..]].concat(), names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parts_are_named_as_one() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        fs::create_dir(folder.path().join("background")).unwrap();
        let main = "(() => {\n  const PAGE = [\"ext.js\", \"dom.js\", \"page.js\"];\n})();\n";
        write(
            "background.js",
            &format!("if (x) {{\n  importScripts(\"ext.js\", \"background/a.js\", \"background/b.js\");\n}}\n\n{main}"),
        );
        for name in ["dom.js", "page.js", "background/a.js", "background/b.js"] {
            write(name, &format!("run(\"{name}\");\n"));
        }
        let mut manifest = json!({"background": {"scripts": ["extension/ext.js", "extension/background/a.js", "extension/background.js"]}});
        join(folder.path(), &mut manifest).unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(
            read("background.js"),
            "if (x) {\n  importScripts(\"ext.js\");\n}\n\n// background/a.js\nrun(\"background/a.js\");\n// background/b.js\nrun(\"background/b.js\");\n// background.js\n\
             (() => {\n  const PAGE = [\"ext.js\", \"page.js\"];\n})();\n"
        );
        assert_eq!(read("page.js"), "// dom.js\nrun(\"dom.js\");\n// page.js\nrun(\"page.js\");\n");
        assert_eq!(manifest["background"]["scripts"], json!(["extension/ext.js", "extension/background.js"]));
        assert!(!folder.path().join("dom.js").exists() && !folder.path().join("background").exists());
    }

    #[test]
    fn a_list_that_is_not_there_is_missed() {
        assert_eq!(without_parts("const PAGE = [];", OF_PAGES), None);
    }
}
