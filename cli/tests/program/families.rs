//! Is a page compared with the version that it repeats, and is it said what became of the story?

use crate::workshop::{REPOST, Workshop};
use serde_json::{Value, json};

const HEADLINE: &str = "Lowhaven ferry is back after two years";

/// A version of the ferry's story in ninjs, with what the repost has as its body.
fn version(id: &str, note: &str, figure: &str) -> Value {
    let (_, body) = REPOST.split_once("\n\n").unwrap();
    json!({
        "uri": id, "headline": format!("{note}{HEADLINE}"), "versioncreated": "2024-05-03T08:00:00Z",
        "body_text": body.replace("2.3 million", figure), "url": format!("https://www.reuters.com/{id}/"),
    })
}

/// What `check` says of the repost, where these versions are known.
fn checked(versions: &[Value], options: &[&str]) -> Value {
    let workshop = Workshop::new();
    // Stories enough that a notice without words is not among the candidates anyway.
    let others = (0..40).map(|number| {
        let text = format!("The ferry board of Lowhaven gave notice {number} of its repairs and fares.");
        json!({"uri": format!("notice-{number}"), "headline": format!("Notice {number}"), "body_text": text})
    });
    let lines: Vec<String> = versions.iter().cloned().chain(others).map(|story| story.to_string()).collect();
    workshop.write("feed.jsonl", lines.join("\n"));
    let built = workshop.run(&[&["pack", "build", "--out", "feed.pack", "feed.jsonl"], options].concat());
    assert_eq!(built.status, 0, "{built:?}");
    workshop.run(&["check", "--pack", "feed.pack", "--format", "json", "repost.txt"]).json().remove(0)
}

#[test]
fn a_page_is_compared_with_the_closest_version() {
    for options in [&[][..], &["--with-text"]] {
        let versions = [version("a", "", "3.2 million"), version("b", "UPDATE 1-", "2.3 million")];
        let found = checked(&versions, options);
        assert_eq!((&found["story"]["id"], &found["since"]), (&json!("b"), &Value::Null), "{found}");
        let versions = [version("a", "", "2.3 million"), version("b", "CORRECTED-UPDATE 1-", "3.2 million")];
        let found = checked(&versions, options);
        assert_eq!(found["story"]["id"], "a");
        assert_eq!(found["since"]["status"], "corrected");
        assert_eq!(found["since"]["newest"]["url"], "https://www.reuters.com/b/");
    }
}

#[test]
fn a_withdrawn_story_is_recognised() {
    for options in [&[][..], &["--with-text"]] {
        let mut notice = version("c", "WITHDRAWN-", "");
        (notice["body_text"], notice["pubstatus"]) = ("".into(), "canceled".into());
        let found = checked(&[version("a", "", "2.3 million"), notice], options);
        assert_eq!(found["verdict"], "verbatim", "{found}");
        assert_eq!((&found["story"]["id"], &found["since"]["status"]), (&json!("a"), &json!("withdrawn")));
        assert_eq!(found["since"]["newest"]["id"], "c");
        let found = checked(&[version("a", "WITHDRAWN-", "2.3 million")], options);
        assert_eq!((&found["verdict"], &found["since"]["newest"]), (&json!("verbatim"), &Value::Null));
        assert_eq!(found["since"]["status"], "withdrawn");
    }
}

#[test]
fn what_became_of_the_story_is_told_in_words() {
    let workshop = Workshop::new();
    let lines = [version("a", "", "2.3 million"), version("b", "CORRECTED-UPDATE 1-", "3.2 million")];
    workshop.write("feed.jsonl", lines.map(|line| line.to_string()).join("\n"));
    assert_eq!(workshop.run(&["pack", "build", "--out", "feed.pack", "feed.jsonl"]).status, 0);
    let ran = workshop.run(&["check", "--pack", "feed.pack", "repost.txt"]);
    assert!(ran.out.contains("corrected by the agency (update 1, 2024-05-03)"), "{}", ran.out);
    assert!(ran.out.contains("https://www.reuters.com/b/"), "{}", ran.out);
}
