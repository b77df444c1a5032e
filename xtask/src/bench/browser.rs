//! How long does a reader wait for the verdict, and what does the gate cost a page that is no article?
//!
//! A copy of the extension gets three scripts more, right after `ext.js`, before and after the gate; the extension itself holds nothing
//! for measuring. The clock is `performance.now()` of the page, which browsers round (Chromium to .1 ms, Firefox to 1 ms): of
//! times as short as the gate's the mean says more than the median.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use xtask::dist::{Contents, copy, dist};
use xtask::loopback::Loopback;
use xtask::pages::Page;
use xtask::process::root;
use xtask::webdriver::{Browser, Kind, Look, Options, until};

/// How often each page is loaded.
const LOADS: usize = 20;

/// `document_idle`: the first script of ours begins. The verdict stands when the badge is set after a check.
const BEGIN: &str = r#""use strict";
copytaster.times = { begun: performance.now() };
copytaster.ext.ask = ((ask) => (message) => {
  if (message.kind === "badge" && copytaster.page?.state().state === "done") {
    copytaster.times.verdict = performance.now() - copytaster.times.begun;
    document.documentElement.dataset.times = JSON.stringify(copytaster.times);
  }
  return ask(message);
})(copytaster.ext.ask);
"#;

/// The gate begins.
const GATE: &str = r#""use strict";
copytaster.times.gate = -performance.now();
"#;

/// The gate has looked at the page once.
const END: &str = r#""use strict";
copytaster.times.gate += performance.now();
document.documentElement.dataset.gate = JSON.stringify(copytaster.times);
"#;

/// Prints a table.
pub(super) fn run() -> Result<()> {
    dist(Contents::Demo)?;
    let pages = [
        ("a page that repeats a story", Page::read("rewritten-repost")?, "times", "verdict"),
        ("an ordinary article", Page::read("ordinary-article")?, "times", "verdict"),
        ("the gate on a page that is no article", Page::read("ordinary-page")?, "gate", "gate"),
        ("the gate on such a page of 50,000 nodes", large()?, "gate", "gate"),
    ];
    println!("{LOADS} loads each, ms     median   mean  least  most");
    for kind in Kind::ALL {
        let extension = instrumented(kind)?;
        let server = Loopback::start()?;
        let look = Look::default();
        let options = Options { extension: extension.path(), proxy: server.port(), look, headless: true };
        let mut browser = Browser::start(kind, &options)?;
        for (what, page, attribute, time) in &pages {
            page.serve(&server);
            let mut times = Vec::new();
            for _ in 0..LOADS {
                browser.open(&page.address)?;
                let told = until("the times", || {
                    let script = "return document.documentElement.dataset[arguments[0]]";
                    let told = browser.evaluate(script, json!([attribute]))?;
                    told.as_str().map(|told| Ok(serde_json::from_str::<Value>(told)?)).transpose()
                })?;
                times.push(told[*time].as_f64().context("no time was told")?);
            }
            times.sort_by(f64::total_cmp);
            let mean = times.iter().sum::<f64>() / times.len() as f64;
            let (least, most) = (times[0], times[times.len() - 1]);
            println!("{kind:<9} {:>6.1} {mean:>6.2} {least:>6.1} {most:>6.1}  {what}", times[times.len() / 2]);
        }
    }
    Ok(())
}

/// The demo extension with the scripts that measure.
fn instrumented(kind: Kind) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("copytaster-bench-").tempdir()?;
    copy(&root().join("dist").join(kind.dist_folder()), folder.path())?;
    write(folder.path(), "begin.js", BEGIN)?;
    write(folder.path(), "gate.js", GATE)?;
    write(folder.path(), "end.js", END)?;
    let file = folder.path().join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let scripts =
        manifest["content_scripts"][0]["js"].as_array_mut().context("the manifest names no content script")?;
    scripts.insert(1, "begin.js".into());
    scripts.insert(scripts.len() - 1, "gate.js".into());
    scripts.push("end.js".into());
    fs::write(&file, manifest.to_string())?;
    Ok(folder)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    fs::write(folder.join(name), text).with_context(|| format!("{name} could not be written"))
}

/// The page that is no article, with a long list of links.
fn large() -> Result<Page> {
    const ROWS: usize = 8_200;
    let mut page = Page::read("ordinary-page")?;
    let rows: String =
        (0..ROWS).map(|row| format!("<div><a href=\"/{row}\">Item {row}</a> <small>{row}</small></div>\n")).collect();
    page.html = page.html.replacen("</body>", &format!("{rows}</body>"), 1);
    page.address = "http://large.example/".to_owned();
    Ok(page)
}
