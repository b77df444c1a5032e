//! Does the site do what it shows?

use crate::session::Session;
use anyhow::{Result, ensure};
use serde_json::json;
use xtask::process::root;
use xtask::shown::{Report, ShownEdit, visible_text};
use xtask::webdriver::{Kind, until};

/// Where the site stands.
const BASE: &str = "http://site.example/copytaster/";

/// Two pasted texts are compared on the page, by the engine that the site brings along, and nobody else is asked for anything.
pub(crate) fn pasted_texts_are_compared(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let files = session.server().answer_folder(BASE, &root().join("dist/www"))?;
    for file in files.iter().filter(|file| !file.ends_with(".html")) {
        session.expect(file);
    }
    session.expect(&[BASE, "index.html"].concat());
    session.expect(&[BASE, "compare.html"].concat());

    session.open(&[BASE, "index.html"].concat())?;
    let link = session.find("a[href='compare.html']")?;
    session.click(&link)?;
    until("the other page", || Ok((session.address()? == [BASE, "compare.html"].concat()).then_some(())))?;
    let sample = session.find("#sample")?;
    session.click(&sample)?;
    let compare = session.find("#texts button[type=submit]")?;
    session.click(&compare)?;
    let report = Report::of_popup(&mut session)?;
    ensure!(report.verdict == "rewritten", "the sample is {}", report.verdict);
    let told = |edit: &ShownEdit| edit.kind == "figure-changed" && edit.inserted == ["350"];
    ensure!(report.edits.iter().any(told), "the changed figure is not told: {:?}", report.edits);

    let rows = session
        .evaluate("return document.querySelectorAll('#rows li[data-kind~=figure-changed] ins').length", json!([]))?;
    ensure!(rows.as_u64() > Some(0), "the texts do not stand side by side");

    let same = "
        const [original, page] = ['original', 'page'].map((side) => document.getElementById(side));
        page.value = original.value;";
    session.evaluate(same, json!([]))?;
    session.click(&compare)?;
    until("the same text", || Ok((Report::of_popup(&mut session)?.verdict == "verbatim").then_some(())))?;
    let result = session.find("#result")?;
    let said = visible_text(&mut session, &result)?;
    ensure!(!said.trim().is_empty(), "the report says nothing");
    session.finish()
}
