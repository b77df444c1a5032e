//! What is quoted?
//!
//! A quotation begins at an opening mark and ends at the mark that closes it, at the end of its paragraph where that mark
//! was lost, or where the next quotation opens. Which straight mark opens and which closes follows from the spaces
//! around it. Marks inside a quotation belong to it.

use super::Span;

/// A stretch of text inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub span: Span,
    /// What stands between the marks.
    pub inner: Span,
    /// Whether it has a closing mark.
    pub closed: bool,
}

/// The quotations of a text, in order, without overlap.
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    // Whether the paragraph before ended inside a quotation.
    let mut runs_on = false;
    let mut reach = 0;
    while let Some((at, c)) = next_sign(text, reach) {
        reach = at + c.len_utf8();
        let before = text[..at].chars().next_back().unwrap_or('\n');
        let after = text[reach..].chars().next().unwrap_or('\n');
        let opens = match c {
            '"' | '\u{ff02}' => {
                // After a full stop without a space a mark opens where none is open: "he said.\"The plant".
                let is_run_on = || open.is_none() && matches!(before, '.' | ',' | '!' | '?') && after.is_alphanumeric();
                !after.is_whitespace() && (stands_open(before) || is_run_on())
            }
            '“' | '„' | '‟' => !matches!(open, Some((_, '„'))) && c != '”',
            '«' => !matches!(open, Some((_, '»'))),
            '»' => open.is_none() && stands_open(before) && !after.is_whitespace(),
            '‘' | '\'' | '‹' => {
                let goes_on = || before == '\n' && runs_on || next_paragraph_opens(&text[at..], c);
                open.is_none()
                    && stands_open(before)
                    && after.is_alphanumeric()
                    && (single_closes(&text[at..], c, true) || goes_on())
            }
            _ => false,
        };
        let ends_paragraph = c == '\n' && is_blank_line_next(&text[at..]);
        if ends_paragraph {
            runs_on = open.is_some();
        }
        if (ends_paragraph || opens)
            && let Some((start, mark)) = open.take()
        {
            push(&mut found, text, Span::new(start, text[..at].trim_end().len()), mark, None);
        }
        if opens {
            open = Some((at, c));
        } else if let Some((start, mark)) = open
            && (closes(mark, c, before, after) || c == '’' && mark == '‘' && is_last(&text[at..], before, after))
        {
            open = None;
            push(&mut found, text, Span::new(start, at), mark, Some(c));
        }
    }
    if let Some((start, mark)) = open {
        push(&mut found, text, Span::new(start, text.trim_end().len()), mark, None);
    }
    found
}

/// The first quotation mark or line break from `from` on, and where it stands.
fn next_sign(text: &str, from: usize) -> Option<(usize, char)> {
    let mut at = from;
    loop {
        // Of marks that are not ASCII the first byte, which other characters have as well.
        let may_be = |byte: &u8| matches!(byte, b'"' | b'\'' | b'\n' | 0xc2 | 0xe2 | 0xef);
        at += text.as_bytes()[at..].iter().position(may_be)?;
        let c = text[at..].chars().next()?;
        if matches!(c, '"' | '\'' | '\n' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‹' | '›' | '\u{ff02}')
        {
            return Some((at, c));
        }
        at += c.len_utf8();
    }
}

/// Whether a straight mark after `before` opens.
fn stands_open(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-' | '/' | ':' | '\u{200b}')
}

fn closes(open: char, c: char, before: char, after: char) -> bool {
    match open {
        // A straight mark inside a word is a misplaced apostrophe: "the dollar\"s fall".
        '"' | '“' | '‟' | '\u{ff02}' => {
            matches!(c, '"' | '”' | '\u{ff02}') && !(c == '"' && before.is_lowercase() && after.is_lowercase())
        }
        '„' => matches!(c, '“' | '”' | '"'),
        '«' => c == '»',
        '»' => c == '«',
        '‹' => c == '›',
        _ => matches!(c, '’' | '\'') && closes_single(before, after),
    }
}

/// Whether an apostrophe between these characters can close a quotation.
fn closes_single(before: char, after: char) -> bool {
    !before.is_whitespace() && !after.is_alphanumeric() && (before != 's' || !after.is_whitespace())
}

/// Whether a mark after an "s" is no apostrophe, since the quotation would not be closed before the next one opens.
fn is_last(text: &str, before: char, after: char) -> bool {
    let upto = text.find('‘').unwrap_or(text.len());
    before == 's' && after.is_whitespace() && !single_closes(&text[..upto], '‘', false)
}

/// Whether the quotation in single marks that begins `text` is closed within its paragraph; otherwise its mark is an
/// apostrophe. Where it has just `opened`, "days’" may close it as well.
fn single_closes(text: &str, open: char, opened: bool) -> bool {
    let mut before = '\n';
    let mut chars = text.chars().skip(1).take(400).peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or('\n');
        if (c, after) == ('\n', '\n') {
            return false;
        }
        if closes(open, c, before, after) || opened && open == '‘' && c == '’' && after.is_whitespace() {
            return true;
        }
        before = c;
    }
    false
}

/// Whether the paragraph after the one that `text` begins in opens with the same mark: then a quotation runs over both.
fn next_paragraph_opens(text: &str, open: char) -> bool {
    text.split_once("\n\n").is_some_and(|(_, next)| next.trim_start().starts_with(open))
}

fn is_blank_line_next(text: &str) -> bool {
    let mut rest = text.chars().skip(1);
    loop {
        match rest.next() {
            Some('\n') => return true,
            Some(c) if c.is_whitespace() => {}
            _ => return false,
        }
    }
}

fn push(found: &mut Vec<Quotation>, text: &str, upto: Span, open: char, close: Option<char>) {
    let end = upto.end + close.map_or(0, char::len_utf8);
    let inner = Span::new(upto.start + open.len_utf8(), upto.end.max(upto.start + open.len_utf8()));
    if inner.of(text).chars().any(char::is_alphanumeric) {
        found.push(Quotation { span: Span::new(upto.start, end.max(inner.end)), inner, closed: close.is_some() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        quotations(text).iter().map(|quotation| quotation.inner.of(text)).collect()
    }

    #[test]
    fn finds_what_is_quoted() {
        let cases: &[(&str, &[&str])] = &[
            ("“Yes,” he said. “And no.”", &["Yes,", "And no."]),
            ("He said: \"We go. We stay.\" Then left.", &["We go. We stay."]),
            ("helping «on a scale» of its own", &["on a scale"]),
            ("„Ja“, sagte er.", &["Ja"]),
            ("He called it ‘a disaster’ today.", &["a disaster"]),
            ("it's the dogs' day, 'tis said", &[]),
            ("“He said ‘no’ to me,” she said.", &["He said ‘no’ to me,"]),
            ("“It goes on.\n\n“It ends here,” he said.", &["It goes on.", "It ends here,"]),
            ("“It never ends, he said.\n\nNext.", &["It never ends, he said."]),
            ("are growing.” They stay.”", &[]),
            ("a 5\" pipe", &[]),
            ("He said.\"We go.\"Then he left.", &["We go."]),
            ("\"The dollar\"s fall is over,\" he said.", &["The dollar\"s fall is over,"]),
            ("‘It goes on.\n\n‘It ends here,’ he said.", &["It goes on.", "It ends here,"]),
            ("‘It goes on.\n\n‘And on, he said.\n\nNext.", &["It goes on.", "And on, he said."]),
            ("He said: ‘It goes on.\n\n‘It ends here,’ he said.", &["It goes on.", "It ends here,"]),
            ("a hoax of ‘three dark days’ is told", &["three dark days"]),
            ("‘It is the boys’ turn,’ he said.", &["It is the boys’ turn,"]),
            ("‘Tis the season.\n\nNext.", &[]),
            ("the \"no limits\" deal—\"so called\"", &["no limits", "so called"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), *expected, "{text}");
        }
    }

    #[test]
    fn knows_which_are_closed() {
        assert!(quotations("“Yes.”").iter().all(|quotation| quotation.closed));
        assert!(quotations("“Yes.\n\nNo").iter().all(|quotation| !quotation.closed));
    }

    proptest::proptest! {
        #[test]
        fn stand_in_order_without_overlap(text in "[a-z “”\"'‘’«»„\n.]*") {
            let mut reach = 0;
            for quotation in quotations(&text) {
                proptest::prop_assert!(quotation.span.start >= reach);
                proptest::prop_assert!(quotation.inner.end <= quotation.span.end);
                proptest::prop_assert!(text.get(quotation.inner.range()).is_some());
                reach = quotation.span.end;
            }
        }
    }
}
