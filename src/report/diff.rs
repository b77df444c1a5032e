//! How is one change shown so that it is seen at once?
//!
//! Word by word, where most words stand on both sides; before and after, where a sentence was changed throughout.

/// A piece of a shown change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words of both sides.
    Same(String),
    /// Words of the original alone.
    Deleted(String),
    /// Words of the page alone.
    Inserted(String),
    /// Words of both sides that are left out, since nothing happens in them.
    Gap,
}

/// Above so many words a side no table is filled; both sides are shown whole.
const MOST_WORDS: usize = 400;
/// Less than this share of the longer side's words in common: before and after.
const LEAST_COMMON: f32 = 0.4;
/// So many words of a long common stretch are kept at each of its ends.
const KEPT_WORDS: usize = 5;
/// A common stretch of at most this many letters between two changes belongs to them: no confetti.
const FRAGMENT_LETTERS: usize = 3;

/// The pieces that lead from `original` to `page`, long common stretches left out.
pub(super) fn pieces(original: &str, page: &str) -> Vec<Piece> {
    shortened(all_pieces(original, page))
}

/// The pieces that lead from `original` to `page`.
pub(super) fn all_pieces(original: &str, page: &str) -> Vec<Piece> {
    let (a, b): (Vec<&str>, Vec<&str>) = (original.split_whitespace().collect(), page.split_whitespace().collect());
    let whole = || {
        let mut whole = Vec::new();
        extend(&mut whole, Piece::Deleted(a.join(" ")));
        extend(&mut whole, Piece::Inserted(b.join(" ")));
        whole
    };
    if a.len().max(b.len()) > MOST_WORDS {
        return whole();
    }
    let pieces = without_fragments(by_word(&a, &b));
    let same: usize = pieces.iter().map(|piece| if let Piece::Same(text) = piece { words(text) } else { 0 }).sum();
    if (same as f32) < LEAST_COMMON * a.len().max(b.len()) as f32 {
        return whole();
    }
    pieces
}

/// The longest common subsequence of words, as pieces.
fn by_word(a: &[&str], b: &[&str]) -> Vec<Piece> {
    let width = b.len() + 1;
    // common[i * width + j]: words in common of a[i..] and b[j..].
    let mut common = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let at = i * width + j;
            common[at] = match a[i] == b[j] {
                true => common[at + width + 1] + 1,
                false => common[at + width].max(common[at + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pieces = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            extend(&mut pieces, Piece::Same(a[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            extend(&mut pieces, Piece::Deleted(a[i].to_owned()));
            i += 1;
        } else {
            extend(&mut pieces, Piece::Inserted(b[j].to_owned()));
            j += 1;
        }
    }
    in_order(pieces)
}

/// Between two common stretches: first what was deleted, then what was inserted.
fn in_order(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut ordered = Vec::new();
    let mut inserted = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Inserted(_) => inserted.push(piece),
            Piece::Deleted(_) => extend(&mut ordered, piece),
            Piece::Same(_) | Piece::Gap => {
                inserted.drain(..).for_each(|piece| extend(&mut ordered, piece));
                extend(&mut ordered, piece);
            }
        }
    }
    inserted.into_iter().for_each(|piece| extend(&mut ordered, piece));
    ordered
}

/// Draws tiny common stretches between two changes into the change.
fn without_fragments(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let mut out = Vec::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Same(text)
                if place > 0
                    && place < last
                    && text.chars().filter(|c| c.is_alphanumeric()).count() <= FRAGMENT_LETTERS =>
            {
                out.push(Piece::Deleted(text.clone()));
                out.push(Piece::Inserted(text));
            }
            piece => out.push(piece),
        }
    }
    in_order(out)
}

/// Leaves out the middle of long common stretches, and all but the near end of the first and the last.
fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let mut out = Vec::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        let Piece::Same(text) = piece else {
            out.push(piece);
            continue;
        };
        let all: Vec<&str> = text.split(' ').collect();
        let (head, tail) = (if place == 0 { 0 } else { KEPT_WORDS }, if place == last { 0 } else { KEPT_WORDS });
        if all.len() <= head + tail + 2 {
            out.push(Piece::Same(text));
            continue;
        }
        if head > 0 {
            out.push(Piece::Same(all[..head].join(" ")));
        }
        out.push(Piece::Gap);
        if tail > 0 {
            out.push(Piece::Same(all[all.len() - tail..].join(" ")));
        }
    }
    out
}

/// Appends a piece, to the last one where it is of the same sort; pieces without words vanish.
fn extend(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (_, Piece::Same(text) | Piece::Deleted(text) | Piece::Inserted(text)) if text.is_empty() => {}
        (Some(Piece::Same(so_far)), Piece::Same(text))
        | (Some(Piece::Deleted(so_far)), Piece::Deleted(text))
        | (Some(Piece::Inserted(so_far)), Piece::Inserted(text)) => {
            so_far.push(' ');
            so_far.push_str(&text);
        }
        (_, piece) => pieces.push(piece),
    }
}

fn words(text: &str) -> usize {
    text.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as text: `[-deleted-]`, `{+inserted+}`, `…`.
    fn check(original: &str, page: &str, expected: &str) {
        let shown = pieces(original, page).into_iter().map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Deleted(text) => format!("[-{text}-]"),
            Piece::Inserted(text) => format!("{{+{text}+}}"),
            Piece::Gap => "…".to_owned(),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn a_small_change_is_shown_inside_its_words() {
        check("the bank held rates", "the bank cut rates", "the bank [-held-] {+cut+} rates");
    }

    #[test]
    fn one_side_alone_is_shown_whole() {
        check("gone it is", "", "[-gone it is-]");
        check("", "it came", "{+it came+}");
        check("", "", "");
    }

    #[test]
    fn words_changed_throughout_are_shown_before_and_after() {
        check("one two three four", "five one six seven", "[-one two three four-] {+five one six seven+}");
    }

    #[test]
    fn no_confetti() {
        check(
            "a very long walk of many miles it was",
            "a very short trip of few miles it was",
            "a very [-long walk of many-] {+short trip of few+} miles it was",
        );
    }

    #[test]
    fn what_is_common_at_the_ends_is_left_out() {
        check(
            "a b c d e f g h old i j k l m n o p",
            "a b c d e f g h new i j k l m n o p",
            "… d e f g h [-old-] {+new+} i j k l m …",
        );
    }

    #[test]
    fn a_long_common_middle_is_left_out() {
        let middle: Vec<String> = (0..40).map(|number| format!("w{number}")).collect();
        let middle = middle.join(" ");
        check(
            &format!("old {middle} old"),
            &format!("new {middle} new"),
            "[-old-] {+new+} w0 w1 w2 w3 w4 … w35 w36 w37 w38 w39 [-old-] {+new+}",
        );
    }

    #[test]
    fn a_text_beyond_measure_is_not_tabled() {
        let long = "word ".repeat(MOST_WORDS + 1);
        assert_eq!(pieces(&long, "word").len(), 2);
    }
}
