//! Which scripts does a page get as one?
//!
//! What an article gets beside what our own pages have too, from the reader to the page's own script. As one file it is
//! smaller, and a browser runs one file sooner than sixteen. Each part keeps its name, on a line of its own.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// How the list of those scripts begins and ends in `background.js`; the last is what they are joined to.
const FIRST: &str = "\"dom.js\", ";
const LAST: &str = "\"page.js\"]";

/// Joins them in an extension's folder of scripts, and names the whole where its parts were named.
pub(super) fn join(scripts: &Path) -> Result<()> {
    let background = scripts.join("background.js");
    let text = fs::read_to_string(&background)?;
    let (joined, names) =
        without_parts(&text).context("background.js does not list the scripts of a page as it did")?;
    let mut whole = String::new();
    for name in names.into_iter().chain(["page.js"]) {
        let part = scripts.join(name);
        let script = fs::read_to_string(&part).with_context(|| format!("{} could not be read", part.display()))?;
        whole.push_str(&mark(name));
        whole.push_str(&script);
        fs::remove_file(part)?;
    }
    fs::write(scripts.join("page.js"), whole)?;
    Ok(fs::write(background, joined)?)
}

/// The line before a part in the whole.
pub fn mark(name: &str) -> String {
    format!("// {name}\n")
}

/// A script that lists the parts, without them, and their names but for the last.
fn without_parts(text: &str) -> Option<(String, Vec<&str>)> {
    let start = text.find(FIRST)?;
    let length = text[start..].find(LAST)?;
    let names = text[start..start + length].split('"').skip(1).step_by(2).collect();
    Some(([&text[..start], &text[start + length..]].concat(), names))
}

#[cfg(test)]
mod tests {
    use super::without_parts;

    #[test]
    fn parts_are_named_as_one() {
        let list = r#"const PAGE = ["ext.js", "dom.js", "head.js", "page.js"];"#;
        let (joined, names) = without_parts(list).unwrap();
        assert_eq!(joined, r#"const PAGE = ["ext.js", "page.js"];"#);
        assert_eq!(names, ["dom.js", "head.js"]);
        assert_eq!(without_parts("const PAGE = [];"), None);
    }
}
