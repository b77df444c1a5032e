//! Does the audit say what stands in a pack?

use crate::workshop::{Ran, Workshop};

fn audit(workshop: &Workshop, arguments: &[&str]) -> Ran {
    let ran = workshop.run(&[&["pack", "audit"], arguments].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    ran
}

/// A workshop with a public pack of its story, and one with headlines.
fn workshop() -> Workshop {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "build", "--out", "public.pack", "story.txt"]).status, 0);
    assert_eq!(workshop.run(&["pack", "build", "--headlines", "--out", "titled.pack", "story.txt"]).status, 0);
    workshop
}

#[test]
fn a_public_pack_holds_names_in_order_and_no_headline() {
    let ran = audit(&workshop(), &["--format", "json", "public.pack", "titled.pack", "wire.pack"]);
    let [public, titled, local] = &ran.json()[..] else { panic!("{ran:?}") };
    let longest = |audit: &serde_json::Value, kind: &str| audit["chains"][kind]["longest"].as_u64().unwrap();
    assert!((2..=4).contains(&longest(public, "facts")), "{public}");
    assert_eq!((longest(public, "headlines"), longest(titled, "headlines")), (0, 9));
    assert_eq!((&public["text"], &local["text"]), (&false.into(), &true.into()));
    assert!(public["words_in_clear"].as_f64() < public["words"].as_f64(), "{public}");
}

#[test]
fn who_knows_the_words_guesses_them() {
    let workshop = workshop();
    let guesses = |words: &str, text: &str| {
        workshop.write("words", words);
        let ran = audit(&workshop, &["--words", "words", "--text", text, "--format", "json", "public.pack"]);
        let of = |name: &str, share: &str| ran.json()[0][name][share].as_f64();
        [of("sketches", "guessed"), of("sketches", "right"), of("tier1", "guessed")]
    };
    let all = guesses(crate::workshop::STORY, "wire.pack");
    assert_eq!(all, [Some(1.0); 3]);
    let none = guesses("zqxj\n", "wire.pack");
    assert_eq!(none, [Some(0.0); 3]);
}

#[test]
fn a_person_is_told_the_same() {
    let ran = audit(&workshop(), &["public.pack", "wire.pack"]);
    assert!(ran.out.contains("public.pack: 1 stories of") && ran.out.contains("in order  facts: "), "{}", ran.out);
    assert!(ran.out.contains("by a dictionary of") && ran.out.contains("nothing needs to be rebuilt"), "{}", ran.out);
}

#[test]
fn what_cannot_be_used_is_named() {
    let workshop = workshop();
    workshop.write("empty", "  \n");
    for (arguments, cause) in [
        (["--words", "gone", "public.pack"], "gone: there is no such file"),
        (["--words", "empty", "public.pack"], "empty: there is no word in it"),
        (["--text", "public.pack", "public.pack"], "public.pack: this pack holds no text"),
    ] {
        let ran = workshop.run(&[&["pack", "audit"], &arguments[..]].concat());
        assert!(ran.status == 1 && ran.err.contains(cause), "{ran:?}");
    }
}
