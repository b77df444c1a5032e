//! What does bad input get? A message that names the file and the cure, the right exit status, the others still answered.

use crate::workshop::{REPOST, STORY, Workshop};

/// Checks a bad page between two good ones.
fn check_bad_page(workshop: &Workshop, bad: &str, cause_and_cure: &[&str]) {
    let ran = workshop.run(&["check", "--pack", "wire.pack", "--format", "json", "repost.txt", bad, "other.txt"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let pages: Vec<String> = ran.verdicts().into_iter().map(|(page, _)| page).collect();
    assert_eq!(pages, ["repost.txt", "other.txt"]);
    let line = ran.err.lines().find(|line| line.contains(bad)).unwrap_or_else(|| panic!("{bad} is not named: {ran:?}"));
    for words in cause_and_cure {
        assert!(line.contains(words), "“{words}” is not in: {line}");
    }
}

/// Checks that a page in another encoding gives what it gives in UTF-8.
fn check_encoded_page(name: &str, bytes: &[u8]) {
    let workshop = Workshop::new();
    workshop.write(name, bytes);
    let ran = workshop.run(&["check", "--pack", "wire.pack", "--format", "json", name, "repost.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let mut lines = ran.json();
    let (encoded, plain) = (lines.remove(0), lines.remove(0));
    for key in ["verdict", "certainty", "kept", "story"] {
        assert_eq!(encoded[key], plain[key], "{key}");
    }
    assert_ne!(plain["verdict"], "none");
    let kinds = |line: &serde_json::Value| -> Vec<String> {
        line["edits"].as_array().unwrap().iter().map(|edit| edit["kind"].to_string()).collect()
    };
    assert_eq!(kinds(&encoded), kinds(&plain));
}

#[test]
fn a_missing_page() {
    check_bad_page(&Workshop::new(), "missing.html", &["no such file", "check the name"]);
}

#[test]
fn a_folder_as_a_page() {
    let workshop = Workshop::new();
    std::fs::create_dir(workshop.path("saved-pages")).unwrap();
    check_bad_page(&workshop, "saved-pages", &["folder", "name the pages in it"]);
}

#[test]
fn a_picture_as_a_page() {
    let workshop = Workshop::new();
    workshop.write("page.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    check_bad_page(&workshop, "page.html", &["PNG picture", "save the page as HTML or text"]);
}

#[test]
fn noise_as_a_page() {
    let workshop = Workshop::new();
    let noise: Vec<u8> = (0..9000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    workshop.write("noise.txt", noise);
    check_bad_page(&workshop, "noise.txt", &["no text", "save the page as HTML or text"]);
}

#[test]
fn an_empty_page() {
    let workshop = Workshop::new();
    workshop.write("empty.txt", " \r\n\n");
    check_bad_page(&workshop, "empty.txt", &["holds no text", "save the page again"]);
    workshop.write("empty.html", "");
    check_bad_page(&workshop, "empty.html", &["holds no text", "save the page again"]);
}

#[test]
fn a_text_of_twenty_megabytes() {
    let workshop = Workshop::new();
    workshop.write("long.txt", "many words that say little \n".repeat(750_000));
    check_bad_page(&workshop, "long.txt", &["20.0 MB", "save the article alone"]);
}

#[test]
fn utf16_pages() {
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    check_encoded_page("little.txt", &[b"\xFF\xFE".to_vec(), le(REPOST)].concat());
    check_encoded_page("big.txt", &[b"\xFE\xFF".to_vec(), be(REPOST)].concat());
    check_encoded_page("no-mark.txt", &le(REPOST));
}

#[test]
fn a_latin1_page() {
    // Windows-1252 has the quotation marks that Latin-1 lacks; both are read as browsers do.
    let bytes: Vec<u8> = REPOST
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    check_encoded_page("latin1.txt", &bytes);
}

#[test]
fn a_page_with_a_byte_order_mark_and_windows_line_ends() {
    check_encoded_page("windows.txt", format!("\u{feff}{}", REPOST.replace('\n', "\r\n")).as_bytes());
}

#[test]
fn every_bad_side_of_a_pair_is_named() {
    let workshop = Workshop::new();
    let ran = workshop.run(&["compare", "missing-1.txt", "missing-2.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("missing-1.txt") && ran.err.contains("missing-2.txt"), "{}", ran.err);
}

#[test]
fn bad_pairs_among_good_ones() {
    let workshop = Workshop::new();
    let pairs = "story.txt\trepost.txt\nstory.txt\tmissing.txt\n\nno tab here\nstory.txt\tother.txt\r\n";
    workshop.write("pairs.tsv", pairs);
    let ran = workshop.run(&["compare", "--format", "json", "--pairs", "pairs.tsv"]);
    assert_eq!(ran.status, 1);
    let pages: Vec<String> = ran.verdicts().into_iter().map(|(page, _)| page).collect();
    assert_eq!(pages, ["repost.txt", "other.txt"]);
    assert!(ran.err.contains("missing.txt: there is no such file"), "{}", ran.err);
    assert!(ran.err.contains("line 4 of the pairs has no tab; write ORIGINAL<tab>PAGE"), "{}", ran.err);
}

#[test]
fn pairs_that_cannot_be_read_at_all() {
    let ran = Workshop::new().run(&["compare", "--format", "json", "--pairs", "missing.tsv"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("missing.tsv"), "{}", ran.err);
}

#[test]
fn wrong_use_is_told_apart_from_bad_input() {
    let workshop = Workshop::new();
    let wrong: [&[&str]; 8] = [
        &[],
        &["chekc"],
        &["check", "story.txt"],
        &["check", "--pack", "wire.pack"],
        &["check", "--pack", "wire.pack", "-", "-"],
        &["compare", "story.txt"],
        &["compare", "--pairs", "pairs.tsv"],
        &["pack", "build", "story.txt"],
    ];
    for arguments in wrong {
        let ran = workshop.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_page_cannot_command_the_terminal() {
    let workshop = Workshop::new();
    workshop.write("evil.txt", REPOST.replace("2.3 million", "2.3 \x1b]0;owned\x07 million"));
    let ran = workshop.run(&["check", "--pack", "wire.pack", "evil.txt"]);
    assert!(!ran.out.contains('\x1b') && !ran.out.contains('\x07'), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    use std::process::{Command, Stdio};
    let workshop = Workshop::new();
    workshop.write("pairs.tsv", "story.txt\trepost.txt\n".repeat(2000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_copytaster"))
        .args(["compare", "--format", "json", "--pairs", "pairs.tsv"])
        .current_dir(workshop.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn an_original_that_is_also_the_page_is_verbatim() {
    let ran = Workshop::new().run_with_input(&["compare", "--format", "json", "story.txt", "-"], STORY.as_bytes());
    assert_eq!(ran.verdicts(), [("-".to_owned(), "verbatim".to_owned())]);
}

#[test]
fn a_page_of_twenty_megabytes_around_a_short_article() {
    let workshop = Workshop::new();
    let paragraphs: String = REPOST.split("\n\n").skip(1).map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    let filler = "<script>/* a page may bring a lot */ start();</script>\n".repeat(400_000);
    workshop.write("heavy.html", format!("<html><body>{filler}<article>{paragraphs}</article></body></html>"));
    let ran = workshop.run(&["check", "--pack", "wire.pack", "--format", "json", "heavy.html"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_ne!(ran.json()[0]["verdict"], "none");
}
