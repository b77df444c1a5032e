//! How is text made readable in a terminal?
//!
//! Colour only where a person reads: never into a pipe, and not where `NO_COLOR` is set (<https://no-color.org>).

use std::io::IsTerminal;

/// Widest line that reads well, in characters.
const WIDEST: usize = 100;

/// Narrowest line that is still wrapped; a narrower terminal wraps by itself.
const NARROWEST: usize = 40;

/// How to write for whoever reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    /// Whether to colour.
    color: bool,
    /// The longest line, in characters.
    pub(crate) width: usize,
}

impl Paint {
    /// For standard output as it is now.
    pub(crate) fn for_stdout() -> Self {
        let terminal = std::io::stdout().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let width = if terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
        Self { color: terminal && !refused, width: width.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST) }
    }

    /// A heading or a verdict.
    pub(crate) fn strong(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// What matters less.
    pub(crate) fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// What the page dropped or replaced: red and struck through; in plain text between `[-` and `-]`.
    pub(crate) fn deleted(self, text: &str) -> String {
        if self.color { self.wrap("31;9", text) } else { format!("[-{text}-]") }
    }

    /// What the page put there: green; in plain text between `{+` and `+}`.
    pub(crate) fn inserted(self, text: &str) -> String {
        if self.color { self.wrap("32", text) } else { format!("{{+{text}+}}") }
    }

    /// A verdict or a kind that ought to be noticed.
    pub(crate) fn warning(self, text: &str) -> String {
        self.wrap("1;33", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// A stranger's text on one line: white space folded, and nothing in it that a terminal would obey.
pub(crate) fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks a text of one line into lines of at most `width` characters, at spaces; a longer word stands alone.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + length;
            }
            _ => {
                lines.push(word.to_owned());
                used = length;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_command_the_terminal() {
        assert_eq!(one_line("red \x1b[31mink\x07\r\n next"), "red [31mink next");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable word", 4), ["unbreakable", "word"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn plain_text_marks_what_was_changed_without_colour() {
        let plain = Paint { color: false, width: 80 };
        assert_eq!(plain.deleted("old") + &plain.inserted("new"), "[-old-]{+new+}");
    }
}
