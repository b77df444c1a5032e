//! Are these the same word, spelled differently?
//!
//! British and American spellings differ by a few endings; reducing both words to one key by rules finds far more pairs
//! than a list of words, and since only words that stand in for one another are ever compared, the rules may be coarse.
//! What no rule covers stands in [`PAIRS`].

use super::list::Shapes;
use super::{lexicon, stem};
use crate::order::Order;
use crate::text::case::starts_with_digit;
use std::sync::OnceLock;

/// Words of one meaning in two house styles, lower-case. Hand-made from general knowledge of British and American usage.
const PAIRS: &[(&str, &str)] = &[
    ("adviser", "advisor"),
    ("aeroplane", "airplane"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("amid", "amidst"),
    ("among", "amongst"),
    ("artefact", "artifact"),
    ("axe", "ax"),
    ("backward", "backwards"),
    ("chairman", "chairperson"),
    ("chairwoman", "chairperson"),
    ("chair", "chairperson"),
    ("cheque", "check"),
    ("cosy", "cozy"),
    ("councillor", "councilor"),
    ("counsellor", "counselor"),
    ("defence", "defense"),
    ("draught", "draft"),
    ("dependant", "dependent"),
    ("enquiry", "inquiry"),
    ("forward", "forwards"),
    ("fulfil", "fulfill"),
    ("gaol", "jail"),
    ("grey", "gray"),
    ("instalment", "installment"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("kerb", "curb"),
    ("learnt", "learned"),
    ("licence", "license"),
    ("manoeuvre", "maneuver"),
    ("mould", "mold"),
    ("moustache", "mustache"),
    ("ok", "okay"),
    ("offence", "offense"),
    ("pct", "percent"),
    ("pc", "percent"),
    ("plough", "plow"),
    ("practise", "practice"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("pyjamas", "pajamas"),
    ("sceptic", "skeptic"),
    ("sceptical", "skeptical"),
    ("scepticism", "skepticism"),
    ("skilful", "skillful"),
    ("spelt", "spelled"),
    ("burnt", "burned"),
    ("dreamt", "dreamed"),
    ("spokesman", "spokesperson"),
    ("spokeswoman", "spokesperson"),
    ("spokesmen", "spokespeople"),
    ("storey", "story"),
    ("sulphur", "sulfur"),
    ("toward", "towards"),
    ("tsar", "czar"),
    ("tyre", "tire"),
    ("whilst", "while"),
    ("whisky", "whiskey"),
    ("wilful", "willful"),
    ("woollen", "woolen"),
    ("yoghurt", "yogurt"),
    ("dlr", "dollar"),
    ("dlrs", "dollars"),
    ("ct", "cent"),
    ("cts", "cents"),
    ("mln", "million"),
    ("bln", "billion"),
    ("bn", "billion"),
    ("km", "kilometers"),
    ("kg", "kilograms"),
    ("mr", "mister"),
    ("gov", "governor"),
    ("sen", "senator"),
    ("rep", "representative"),
    ("gen", "general"),
    ("lt", "lieutenant"),
    ("sgt", "sergeant"),
    ("capt", "captain"),
    ("prof", "professor"),
    ("dr", "doctor"),
    ("corp", "corporation"),
    ("inc", "incorporated"),
    ("ltd", "limited"),
    ("co", "company"),
    ("dept", "department"),
    ("govt", "government"),
    ("vs", "versus"),
    ("jan", "january"),
    ("feb", "february"),
    ("apr", "april"),
    ("aug", "august"),
    ("sept", "september"),
    ("sep", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
    ("calif", "california"),
    ("fla", "florida"),
    ("conn", "connecticut"),
    ("tel", "telephone"),
];

/// Contracted forms and what they stand for.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("can't", "cannot"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("shan't", "shall not"),
    ("i'm", "i am"),
    ("let's", "let us"),
    ("'s", " is"),
    ("'s", " has"),
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
    ("'d", " had"),
];

/// Whether two folded, lower-case words are spellings of one word: "defence" and "defense", "realise" and "realize",
/// "spokesman" and "spokesperson".
pub fn is_same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let paired = |a: &str, b: &str| PAIRS.iter().any(|&(x, y)| (x == a && y == b) || (x == b && y == a));
    if paired(a, b) || paired_form(a).is_some_and(|form| paired_form(b) == Some(form)) {
        return true;
    }
    if let (Some(a), Some(b)) = (a.strip_suffix('s'), b.strip_suffix('s'))
        && paired(a, b)
    {
        return true;
    }
    let american = |word: &str| {
        let mut key = String::new();
        american(word, &mut key);
        key
    };
    a.len() > 3 && b.len() > 3 && a.as_bytes().first() == b.as_bytes().first() && american(a) == american(b)
}

/// Shorter words are misspellings of one another only where one of them is no word.
const LONG_WORD: usize = 10;

/// Whether one of two folded words is the other with a letter too many or too few, and both are not words of their own:
/// either they are long, or one is common and the other is not known at all. Letters exchanged for others mostly make
/// another real word ("casual", "causal") or another name.
pub fn is_misspelling(a: &str, b: &str) -> bool {
    let (a_stem, b_stem) = (stem::hash(a), stem::hash(b));
    let is_known = |stem| lexicon::level(stem).is_some();
    differ_by_a_letter(a, b)
        && a_stem != b_stem
        && (a.len().min(b.len()) >= LONG_WORD || is_known(a_stem) != is_known(b_stem))
}

/// Whether one of two words of four letters or more is the other with one letter left out, not the first.
pub fn differ_by_a_letter(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if short.len() < 4 || short.len() + 1 != long.len() || short[0] != long[0] {
        return false;
    }
    let at = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    short[at..] == long[at + 1..]
}

/// Writes the form under which spellings of one word are equal into `out`: coarser than [`is_same_word`] by nothing but
/// that words of several pairs share one form.
pub fn key(word: &str, out: &mut String) {
    out.clear();
    let (stem, plural) = match word.strip_suffix('s') {
        Some(stem) if word.len() > 3 => (stem, "s"),
        _ => (word, ""),
    };
    if let Some(form) = paired_form(word) {
        out.push_str(form);
    } else if let Some(form) = paired_form(stem).filter(|_| !plural.is_empty()) {
        out.push_str(form);
        out.push_str(plural);
    } else if word.len() > 3 && !starts_with_digit(word) {
        american(word, out);
    } else {
        out.push_str(word);
    }
}

/// The second word of the pair that a word stands in, followed to the end.
fn paired_form(word: &str) -> Option<&'static str> {
    const SHAPES: Shapes<16> = {
        let (mut shapes, mut at) = (Shapes::NONE, 0);
        while at < PAIRS.len() {
            shapes = shapes.with(PAIRS[at].0.as_bytes()).with(PAIRS[at].1.as_bytes());
            at += 1;
        }
        shapes
    };
    if !SHAPES.may_hold(word.as_bytes()) {
        return None;
    }
    static FORMS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let next = |word: &str| PAIRS.iter().find(|&&(british, _)| british == word).map(|&(_, american)| american);
        let last = |mut form: &'static str| {
            while let Some(further) = next(form) {
                form = further;
            }
            form
        };
        let mut forms: Vec<(&str, &str)> =
            PAIRS.iter().flat_map(|&(british, american)| [british, american].map(|word| (word, last(word)))).collect();
        forms.order();
        forms.dedup();
        forms
    });
    forms.binary_search_by(|(known, _)| (*known).cmp(word)).ok().and_then(|at| forms.get(at)).map(|&(_, form)| form)
}

/// Whether two phrases of folded, lower-case words differ by contracting: "is not" and "isn't", "cannot" and "can't".
pub fn is_contraction(a: &str, b: &str) -> bool {
    let (short, long) = if a.contains('\'') == b.contains('\'') {
        if a.len() <= b.len() { (a, b) } else { (b, a) }
    } else if a.contains('\'') {
        (a, b)
    } else {
        (b, a)
    };
    CONTRACTIONS.iter().any(|(ending, full)| {
        short
            .strip_suffix(ending)
            .is_some_and(|stem| long.strip_suffix(full).is_some_and(|full_stem| full_stem == stem))
    })
}

/// Writes the word with British endings turned into American ones, and double letters made single: a key, not a spelling.
fn american(word: &str, out: &mut String) {
    // Two letters of everything that is changed below.
    let may_change = |pair: &[u8]| {
        matches!(pair, b"ae" | b"oe" | b"ph" | b"is" | b"ys" | b"ur" | b"tr" | b"br" | b"gu" | b"nc" | b"ll")
    };
    if !word.as_bytes().windows(2).any(may_change) {
        out.push_str(word);
        return;
    }
    let mut key = word.to_owned();
    for (british, american) in [("ae", "e"), ("oe", "e"), ("ph", "f")] {
        if key.contains(british) {
            key = key.replace(british, american);
        }
    }
    for ending in [
        "", "s", "d", "r", "rs", "ed", "ing", "ings", "er", "ers", "able", "ation", "ations", "ly", "ful", "ite",
        "ites", "hood", "al", "less",
    ] {
        let Some(stem) = key.strip_suffix(ending) else { continue };
        let changed = [
            ("ise", "ize"),
            ("yse", "yze"),
            ("our", "or"),
            ("tre", "ter"),
            ("bre", "ber"),
            ("ogue", "og"),
            ("ence", "ense"),
            ("is", "iz"),
            ("ys", "yz"),
            ("tr", "ter"),
        ]
        .iter()
        .filter(|(british, _)| {
            british.len() > 2 || matches!(ending, "ed" | "ing" | "ings" | "er" | "ers" | "ation" | "ations" | "able")
        })
        .filter(|(british, _)| *british != "tr" || ending == "ed" || ending == "ing")
        .find_map(|(british, american)| {
            stem.strip_suffix(british).filter(|root| root.len() > 1).map(|root| format!("{root}{american}{ending}"))
        });
        if let Some(changed) = changed {
            key = changed;
            break;
        }
    }
    let start = out.len();
    for c in key.chars() {
        if !(c == 'l' && out[start..].ends_with('l')) {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_british_and_american_spellings() {
        for (british, american) in [
            ("defence", "defense"),
            ("realise", "realize"),
            ("realised", "realized"),
            ("organisation", "organization"),
            ("analysed", "analyzed"),
            ("colour", "color"),
            ("neighbours", "neighbors"),
            ("favourite", "favorite"),
            ("centre", "center"),
            ("theatres", "theaters"),
            ("catalogue", "catalog"),
            ("travelled", "traveled"),
            ("labelling", "labeling"),
            ("enrol", "enroll"),
            ("anaemia", "anemia"),
            ("programmes", "programs"),
            ("spokesman", "spokesperson"),
            ("advisers", "advisors"),
            ("towards", "toward"),
        ] {
            assert!(is_same_word(british, american), "{british} {american}");
            assert!(is_same_word(american, british), "{british} {american}");
        }
    }

    #[test]
    fn keeps_other_words_apart() {
        for (a, b) in [
            ("raised", "razed"),
            ("hour", "horde"),
            ("four", "for"),
            ("tour", "tor"),
            ("promise", "premise"),
            ("billion", "million"),
            ("may", "might"),
            ("iran", "iraq"),
            ("advice", "device"),
            ("rise", "raise"),
            ("control", "contra"),
        ] {
            assert!(!is_same_word(a, b), "{a} {b}");
        }
    }

    #[test]
    fn spellings_of_one_word_have_one_key() {
        let key = |word: &str| {
            let mut out = String::new();
            super::key(word, &mut out);
            out
        };
        for (a, b) in [
            ("spokesman", "spokeswoman"),
            ("defence", "defense"),
            ("realising", "realizing"),
            ("programmes", "programs"),
            ("pct", "percent"),
        ] {
            assert_eq!(key(a), key(b));
        }
        for (a, b) in [("defence", "offence"), ("raise", "rise"), ("2000", "200")] {
            assert_ne!(key(a), key(b));
        }
        for (british, american) in PAIRS {
            assert_eq!(key(british), key(american), "{british} {american}");
        }
    }

    #[test]
    fn knows_contractions() {
        for (short, long) in [
            ("isn't", "is not"),
            ("can't", "cannot"),
            ("won't", "will not"),
            ("they're", "they are"),
            ("it's", "it is"),
        ] {
            assert!(is_contraction(short, long) && is_contraction(long, short), "{short}");
        }
        assert!(!is_contraction("is", "is not"));
        assert!(!is_contraction("can", "cannot"));
    }

    #[test]
    fn misspellings_have_a_letter_too_many_or_too_few() {
        for (a, b, expected) in [
            ("aquisition", "acquisition", true),
            ("mine", "miune", true),
            ("massachussetts", "masschussetts", true),
            ("causal", "casual", false),
            ("plan", "plans", false),
            ("johnson", "johnston", false),
            ("prosecutor", "prosecutors", false),
            ("", "a", false),
        ] {
            assert_eq!((is_misspelling(a, b), is_misspelling(b, a)), (expected, expected), "{a} {b}");
        }
    }
}
