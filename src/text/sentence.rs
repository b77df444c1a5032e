//! Where does a sentence end?
//!
//! Rules for English news as agencies write it and as spinners damage it. A period ends a sentence unless it belongs to
//! an abbreviation, an initial, a number or an enumeration, or unless the text goes on in lower case ("for its own use.
//! on the battlefield"). Blank lines always end one. A single line break does where the line was left short on purpose:
//! where the next line's first word would still have fitted, as after a headline or in a list; otherwise, or where the
//! next line goes on in lower case, the text is hard-wrapped.

use super::Span;
use super::fold::{is_apostrophe, is_dash, is_double_quote};
use crate::text::case::starts_with_digit;
use crate::text::list::List;

/// The sentences of a text, in order, without the white space around them. All that is no white space is in one.
///
/// ```
/// use copytaster::text::sentence::sentences;
/// let text = "The U.S. warned China. “We are concerned,” Mr. Miller said.";
/// let found: Vec<&str> = sentences(text).iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["The U.S. warned China.", "“We are concerned,” Mr. Miller said."]);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let width = text.lines().map(str::len).max().unwrap_or(0);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(mark) = next_mark(text, at) {
        let end = if text[mark..].starts_with('\n') {
            line_break(text, mark, width).then_some(mark)
        } else {
            sentence_end(text, start, mark)
        };
        if let Some(end) = end {
            push_trimmed(text, start, end, &mut sentences);
            start = end;
        }
        at = end.unwrap_or(0).max(mark + text[mark..].chars().next().map_or(1, char::len_utf8));
    }
    push_trimmed(text, start, text.len(), &mut sentences);
    sentences
}

/// The first mark from `from` on that may end a sentence.
fn next_mark(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // The first bytes of `…` and `。` are those of other characters as well.
        let may_end = |byte: &u8| matches!(byte, b'.' | b'?' | b'!' | b'\n' | 0xe2 | 0xe3);
        at += text.as_bytes()[at..].iter().position(may_end)?;
        if text[at..].starts_with(['.', '?', '!', '…', '。', '\n']) {
            return Some(at);
        }
        at += 3;
    }
}

fn push_trimmed(text: &str, start: usize, end: usize, sentences: &mut Vec<Span>) {
    let piece = &text[start..end];
    let from = start + (piece.len() - piece.trim_start().len());
    let to = start + piece.trim_end().len();
    if from < to {
        sentences.push(Span::new(from, to));
    }
}

/// Whether the line break at `mark` ends a sentence.
fn line_break(text: &str, mark: usize, width: usize) -> bool {
    let line = text[..mark].rsplit('\n').next().unwrap_or_default().trim_end();
    let rest = text[mark + 1..].trim_start_matches([' ', '\t', '\r', '\u{a0}']);
    if rest.starts_with('\n') || rest.is_empty() {
        return true;
    }
    let mut next = rest.chars();
    let is_bullet = next.next().is_some_and(|c| matches!(c, '•' | '*' | '·' | '▪' | '●' | '‣') || is_dash(c))
        && next.next().is_some_and(char::is_whitespace);
    let first_word = rest.split_whitespace().next().map_or(0, str::len);
    let goes_on = rest.starts_with(char::is_lowercase);
    is_bullet || !goes_on && line.len() + 1 + first_word <= width
}

/// Where the sentence ends that the mark at `mark` may end: after the marks, quotes and brackets that follow it.
fn sentence_end(text: &str, start: usize, mark: usize) -> Option<usize> {
    let rest = &text[mark..];
    let after_marks = rest.trim_start_matches(['.', '?', '!', '…', '。']);
    let is_closer = |c: char| is_double_quote(c) || is_apostrophe(c) || matches!(c, ')' | ']' | '}');
    let after = after_marks.trim_start_matches(is_closer);
    let marks = &rest[..rest.len() - after_marks.len()];
    let end = text.len() - after.len();
    if marks.starts_with('。') || after.is_empty() {
        return Some(end);
    }
    let before = last_word(&text[start..mark]);
    if !after.starts_with(char::is_whitespace) {
        // Two sentences run together, as scraping does: "…said.The bank", "…said.“The bank".
        let glued = before.len() > 1 && before.chars().all(char::is_lowercase) && starts_sentence(after);
        let at = if after_marks.starts_with(['“', '‘', '«', '(']) { text.len() - after_marks.len() } else { end };
        return glued.then_some(at);
    }
    let next = after.trim_start();
    let opened = next.trim_start_matches(|c: char| is_closer(c) || matches!(c, '(' | '[' | '‘' | '¿' | '¡'));
    let first = opened.chars().next()?;
    if first.is_lowercase() || !(first.is_alphanumeric() || matches!(first, '$' | '€' | '£' | '#' | '@' | '•')) {
        return None;
    }
    let only_period = marks == "." && after_marks.len() == after.len();
    (!only_period || !belongs_to_abbreviation(text, start, mark, before, opened)).then_some(end)
}

/// Whether the period at `mark` is part of `before`, given the text that follows.
fn belongs_to_abbreviation(text: &str, start: usize, mark: usize, before: &str, next: &str) -> bool {
    let next_word: &str = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let starter = STARTERS.has(next_word);
    let digit_next = starts_with_digit(next);
    let mut letters = before.chars();
    let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    // "U.S." and other initials: the word before ends in a period and a letter.
    let initials = before.contains('.')
        && before.rsplit('.').next().is_some_and(|last| {
            let mut letters = last.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        });
    if single || initials {
        return !starter;
    }
    if TITLES.has(before) {
        return true;
    }
    if before == "No" || before == "Nos" || MONTHS.has(before) {
        return digit_next;
    }
    if MAY_END.has(before) {
        return !starter;
    }
    // "1. First item"
    let begins_line = text[start..mark].trim_start().len() == before.len();
    begins_line && !before.is_empty() && before.len() <= 2 && before.bytes().all(|byte| byte.is_ascii_digit())
}

/// The run of letters, digits, periods and apostrophes that `text` ends with.
fn last_word(text: &str) -> &str {
    let start =
        text.char_indices().rev().take(40).take_while(|(_, c)| c.is_alphanumeric() || *c == '.' || is_apostrophe(*c));
    start.last().map_or("", |(at, _)| &text[at..])
}

/// Whether `text` begins with a capitalised word.
fn starts_sentence(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(|c| c.is_lowercase() || c == ' ')
}

/// Titles and the like, which a name follows.
const TITLES: List = List::words(
    "Adm Amb Atty Brig Capt Cmdr Col Cpl Det Dr Fr Ft Gen Gov Govs Hon Insp Lt Maj Messrs Mgr Mlle Mme Mr Mrs Ms \
    Msgr Mt Pfc Pres Prof Pvt Rep Reps Rev Sec Sen Sens Sgt Spc Sr Sra St Ste Supt Vice-Adm approx ca cf v vs",
);

/// Abbreviations that can end a sentence as well.
const MAY_END: List = List::words(
    "Ala Ariz Ark Art Assn Ave Bldg Blvd Bros Calif Co Colo Conn Corp Cos Del Dept Dist Eq Esq Fig Figs Fla Ga Ill \
    Inc Ind Intl Jr Kan Ky LLC La Ltd Mass Md Mfg Mich Minn Miss Mo Mont Natl Neb Nev Okla Ore Pa Plc Pty Rd Sq \
    Tenn Tex Univ Va Vol Vt Wash Wis Wyo al ed eds est etc ft km lbs max min mph oz plc pp",
);

/// Abbreviated months and days, before a number.
const MONTHS: List =
    List::words("Apr Aug Dec Feb Fri Jan Jul Jun Mar Mon Nov Oct Sat Sep Sept Sun Thu Thur Thurs Tue Tues Wed");

/// Words that begin a sentence far more often than they follow an abbreviation inside one.
const STARTERS: List = List::words(
    "A According After Also Although An And Another As At Because Before Both But By Despite Dr During Earlier For \
    From He Her His How However I If In It Its Last Many Meanwhile Most Mr Mrs Ms My No Not Now On One Other Our \
    She Since So Some Such That The Their Then There These They This Those Though To Two Under We What When Where \
    While Who Why With Yet You",
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments a text without its bars and expects the ends where the bars stood.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text).iter().map(|span| span.of(&text)).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn knows_abbreviations() {
        check("The U.S. Secretary of State met Mr. Wang.| He left.");
        check("Officials in the U.S. The visit follows.".replace("U.S. ", "U.S.| ").as_str());
        check("Sen. John F. Kennedy and Gov. Smith spoke.| Rep. Jones did not.");
        check("Apple Inc. Chief Executive Tim Cook spoke.| Shares of Acme Corp.| The rest fell.");
        check("It begins at 9 a.m. Tuesday in St. Louis.| It ends at 5 p.m.| They said so.");
        check("He is No. 2 in the party.| Asked twice, he said No.| Others agreed.");
        check("It was filed on Jan. 12 in Cook vs. Acme Ltd. court.| So it goes.");
    }

    #[test]
    fn knows_numbers() {
        check("Prices rose 2.5 percent.| In 2014 it was 3.1.| Nobody knew.");
        check("1. The first item stands.| 2. The second does not.");
        check("It cost $3.2 million.| $4 million came back.");
    }

    #[test]
    fn knows_quotations() {
        check("“We are concerned.”| He left.");
        check("“Is it?” he asked.| “It is!”| “Good.”");
        check("\"We won.\"| \"They lost.\"| (He smiled.)| Then he went.");
        check("“What we have seen,” Miller said. “and we are concerned.”");
    }

    #[test]
    fn lives_with_damage() {
        check("produce weapons for its own use. on the battlefield in Ukraine.| We are concerned.");
        check("Ministry Spokesperson.| Diplomat Matthew Miller said.");
        check("the visit was over.|The bank said so.|“No,” it said.");
        check("See example.com for more.| Write to a.b@example.com today.");
        check("Well...| Nobody knows… or does he?| Yes.");
    }

    #[test]
    fn knows_lines() {
        check("Rates held\n\n|The bank held rates.\n|It gave no reason.");
        check(
            "Menu\n|  • Investing\n|  • World News\n|And this is a much longer line of text that runs on\nover the end of it to here.",
        );
        check(
            "The committee that had been asked to look into the matter\nsaid on Tuesday that it would not be able to do so\nthis year.",
        );
    }

    #[test]
    fn nothing_is_lost() {
        assert!(sentences(" \n\n ").is_empty());
        check("no end");
        check("中国。|美国。");
    }

    proptest::proptest! {
        #[test]
        fn covers_everything_in_order(text in "(\\PC|[.?!\"' \nA-Za-z0-9])*") {
            let mut reach = 0;
            for span in sentences(&text) {
                proptest::prop_assert!(text[reach..span.start].trim().is_empty());
                proptest::prop_assert!(!span.is_empty());
                reach = span.end;
            }
            proptest::prop_assert!(text[reach..].trim().is_empty());
        }
    }
}
