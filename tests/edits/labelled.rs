//! Are the labelled pairs judged as a reader would judge them?

use crate::cases::read_all;
use std::path::Path;

#[test]
fn every_case_is_right_or_known_to_fail() {
    let cases = read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/edits/cases"));
    assert!(cases.len() >= 150, "only {} cases were read", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let outcome = case.judge();
        match (&case.known_failure, outcome.is_right()) {
            (None, false) => wrong.push(format!("{}\n    {}", case.name, outcome.complaints.join("\n    "))),
            (Some(why), true) => wrong.push(format!("{}: passes now; drop the line \"! {why}\"", case.name)),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
