//! What of a script is published?
//!
//! All of it but comments on lines of their own: a quarter of the bytes, deflated. Lines stay as they are otherwise, so
//! that a published script reads, and can be compared with its source, line by line.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Takes the comments out of all scripts in a folder and in those within it.
pub(super) fn strip(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))? {
        let file = entry?.path();
        if file.is_dir() {
            strip(&file)?;
        } else if file.extension().is_some_and(|extension| extension == "js") {
            fs::write(&file, without_comments(&fs::read_to_string(&file)?))?;
        }
    }
    Ok(())
}

/// A script without the lines that hold nothing but a comment. Lines of a text between backticks stay, whatever they hold.
fn without_comments(script: &str) -> String {
    let (mut kept, mut in_comment, mut in_text) = (String::with_capacity(script.len()), false, false);
    for line in script.split_inclusive('\n') {
        let text = line.trim();
        if !in_text {
            // Code behind a comment's end keeps the comment.
            in_comment |= text.starts_with("/*") && text.find("*/").is_none_or(|end| end + 2 == text.len());
            if in_comment {
                let Some(end) = text.find("*/") else { continue };
                in_comment = false;
                // What stands behind a comment's last line is code.
                if text.len() > end + 2 {
                    kept.push_str(text[end + 2..].trim_start());
                    kept.push('\n');
                }
                continue;
            }
            if text.starts_with("//") {
                continue;
            }
        }
        // An escaped one neither begins nor ends a text.
        in_text ^= line.replace("\\`", "").matches('`').count() % 2 == 1;
        kept.push_str(line);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_on_their_own_lines_are_left_out() {
        for (script, kept) in [
            ("// Why.\nlet a;\n  // More.\n", "let a;\n"),
            ("/** What. */\nlet a;\n", "let a;\n"),
            ("/**\n * What,\n * and more.\n */\nlet a;\n", "let a;\n"),
            ("let a; // one\nlet b = \"//\";\n", "let a; // one\nlet b = \"//\";\n"),
            ("/* one */ let a;\n", "/* one */ let a;\n"),
            ("/* one\n two */ let a;\nlet b;\n", "let a;\nlet b;\n"),
            ("let a = 1 /* one\n*/ + 2;\n", "let a = 1 /* one\n*/ + 2;\n"),
            ("let a = `one\n// two\n/* three\n`;\n// four\n", "let a = `one\n// two\n/* three\n`;\n"),
            ("let a = /[\\`*]/;\n// four\n", "let a = /[\\`*]/;\n"),
            ("\"use strict\";\n\nlet a", "\"use strict\";\n\nlet a"),
        ] {
            assert_eq!(without_comments(script), kept);
        }
    }
}
