//! Does one word say the opposite of another, or another number of times?
//!
//! "Rose" for "fell" is a word for a word, as any rewording is, and turns the news round. Only pairs that exclude each other
//! are listed, in the forms in which news copy has them.

use crate::text::list::{List, Shapes};

/// Words of one sense, and those of the opposite one.
const OPPOSITES: &[(&str, &str)] = &[
    (
        "advanced advances augmenté aumentaron aumentou aumentó climb climbed climbing climbs creció cresceu gained gains gestiegen \
            grew grow growing grows grown higher increase increased increases increasing jump jumped jumps monté progressé raise \
            raised raises raising rise risen rises rising rose soar soared soars steigen steigt stieg stiegen strengthened subieron \
            subiu subió surged surges up",
        "baissé bajaron bajó caiu cayeron cayó chuté cut cuts cutting declined declines declining decrease decreased decreases \
            decreasing diminué diminuiu disminuyó down drop dropped dropping drops fall fallen falling falls fell fiel fielen \
            gefallen gesunken lost lower lowered lowers plunged plunges recuou reculé reduce reduced reduces reducing sank sanken \
            shrank shrink shrinks shrunk sinken sinkt slid slipped slips slumped tumbled weakened",
    ),
    (
        "gagne gagné ganar ganaron ganha ganhou ganó gewann gewannen gewinnt gewonnen remporté venceu win winning wins won",
        "lose loses losing lost perd perde perdeu perdido perdieron perdió perdu verlor verloren verliert",
    ),
    ("guilty", "innocent"),
    (
        "accept accepted accepts approve approved approves back backed backs support supported supports",
        "oppose opposed opposes refuse refused refuses reject rejected rejects",
    ),
    ("admit admits admitted confirm confirmed confirms", "denied denies deny"),
    ("bought buy buying buys", "sell selling sells sold"),
    ("import imported imports", "export exported exports"),
    ("open opened opens", "close closed closes shut"),
    ("above over", "below under"),
    ("more", "fewer less"),
    (
        "dead died fatal killed killing kills muertas muertos mortas mortos tote toten tués tuées",
        "alive heridas heridos hurt injured injuring injures blessés blessées feridas feridos survived unharmed unhurt verletzt verletzte \
            verletzten wounded wounding",
    ),
    ("all both many most", "few hardly none"),
    ("first", "last"),
    ("before", "after"),
    ("success", "failure"),
    ("succeeded", "failed"),
    ("acquitted cleared", "convicted"),
    ("profit profits", "loss losses"),
    ("victory win", "defeat loss"),
    ("lawful legal", "illegal unlawful"),
    ("allow allowed allows permit permitted permits", "ban banned bans forbade forbid forbidden prohibited"),
];

/// Of all of them.
const SHAPES: Shapes<16> = {
    let (mut shapes, mut at) = (Shapes::NONE, 0);
    while at < OPPOSITES.len() {
        shapes = List::words(OPPOSITES[at].1).shapes(List::words(OPPOSITES[at].0).shapes(shapes));
        at += 1;
    }
    shapes
};

/// Words for how many times as much, those of one number together.
const MULTIPLES: List = List::phrases(
    "halbierte halbiert halve halved halves halving|dobrado dobrou double doubled doubles doubling doublé duplicado duplicó \
    twice twofold verdoppelt verdoppelte|threefold treble trebled trebling triple tripled triples tripling triplicado triplicou \
    triplicó triplé verdreifacht verdreifachte|cuadruplicó fourfold quadruple quadrupled quadruples quadruplicou quadruplé vervierfacht \
    vervierfachte|fivefold quintupled|tenfold",
);

/// Whether two words, in small letters, say how many times as much, and not the same.
pub(super) fn are_other_multiples(one: &str, other: &str) -> bool {
    let number = |word: &str| MULTIPLES.iter().position(|words| words.split(' ').any(|one| one == word));
    matches!((number(one), number(other)), (Some(a), Some(b)) if a != b)
}

/// Whether two words, in small letters, say opposite things.
pub(super) fn are_opposite(one: &str, other: &str) -> bool {
    let of = |words: &str, word: &str| words.split(' ').any(|one| one == word);
    [one, other].iter().all(|word| SHAPES.may_hold(word.as_bytes()))
        && OPPOSITES
            .iter()
            .any(|(these, those)| of(these, one) && of(those, other) || of(those, one) && of(these, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs() {
        for (one, other, expected) in [
            ("rose", "fell", true),
            ("fell", "rose", true),
            ("won", "lost", true),
            ("stieg", "sank", true),
            ("rose", "climbed", false),
            ("rose", "rose", false),
            ("won", "fell", false),
            ("said", "fell", false),
        ] {
            assert_eq!(are_opposite(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn multiples() {
        for (one, other, expected) in [
            ("doubled", "tripled", true),
            ("verdoppelt", "verdreifacht", true),
            ("doubled", "doubling", false),
            ("doubled", "rose", false),
        ] {
            assert_eq!(are_other_multiples(one, other), expected, "{one} {other}");
        }
    }
}
