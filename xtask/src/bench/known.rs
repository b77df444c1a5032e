//! What does it take a browser to know many stories? (`cargo xtask bench browser --stories N`)
//!
//! A copy of the extension gets packs of made stories. The same engine that runs in the background is then run in a page of
//! the extension, where its memory can be read; the time to an answer is that of a message to the real background.

use super::scale;
use super::synthetic::Synthetic;
use anyhow::{Context, Result, bail};
use copytaster::index::QueryTerms;
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, Instant};
use xtask::dist::{Contents, dist, with_packs};
use xtask::loopback::Loopback;
use xtask::webdriver::{Browser, Kind, Options, until};

/// A page of the extension in which its engine can run.
const PAGE: &str = "extension/popup.html";

/// How long the packs may take to be installed.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Times that the background is stopped and asked.
const STARTS: usize = 5;

/// Look-ups one after the other.
const LOOK_UPS: u64 = 40;

/// A page of the copy in which the engine runs as it does in the background.
const KNOWN: [(&str, &str); 2] = [
    ("known.html", "<!doctype html><script src=\"engine.js\"></script><script src=\"known.js\"></script>"),
    ("known.js", include_str!("browser/known.js")),
];

/// Asks the background; gives the milliseconds to its answer, and how many stories it knows.
const ASK: &str = "
    const start = performance.now();
    const { known } = await chrome.runtime.sendMessage({ kind: 'look-up', terms: arguments[0] });
    return [performance.now() - start, known];";

/// Installs packs of so many stories in both browsers and prints what that takes.
pub(crate) fn run(stories: u64) -> Result<()> {
    dist(Contents::Release)?;
    let synthetic = Synthetic::new();
    let packs = tempfile::Builder::new().prefix("copytaster-bench-").tempdir()?;
    let (mut count, mut size) = (0, 0);
    for start in (0..stories).step_by(scale::PACK as usize) {
        let pack = scale::pack(&synthetic, start, (start + scale::PACK).min(stories))?.0;
        fs::write(packs.path().join(format!("{count:04}.pack")), &pack)?;
        count += 1;
        size += pack.len();
    }
    println!("{stories} made stories in {count} packs of {:.0} MB in all", size as f64 / 1e6);
    let terms = |number: u64| QueryTerms::of(&synthetic.story(number * (stories / LOOK_UPS)).document).0;
    let asked: Vec<Vec<u32>> = (0..LOOK_UPS).map(terms).collect();
    for kind in Kind::ALL {
        let extension = with_packs(kind, packs.path())?;
        for (name, text) in KNOWN {
            fs::write(extension.path().join("extension").join(name), text)?;
        }
        let server = Loopback::start()?;
        let options = Options::new(extension.path(), server.port());
        let mut browser = Browser::start(kind, &options)?;
        let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
        let begun = Instant::now();
        let installing = loop {
            let answer = browser.in_extension(PAGE, ASK, json!([asked[0]]));
            match answer {
                Ok(answer) if answer[1] == json!(stories) => break begun.elapsed(),
                // The driver gives up on an answer long before that; the background goes on installing.
                _ if begun.elapsed() < PATIENCE => {}
                Ok(answer) => bail!("only {} stories are installed", answer[1]),
                Err(error) => return Err(error).context("the packs are not installed"),
            }
        };
        let mut starts = Vec::new();
        for _ in 0..STARTS {
            browser.stop_background()?;
            starts.push(number(&browser.in_extension(PAGE, ASK, json!([asked[0]]))?[0]));
        }
        starts.sort_by(f64::total_cmp);
        browser.open(&browser.extension_address("extension/known.html"))?;
        let told =
            "document.documentElement.dataset.asked = JSON.stringify(arguments[0]); dispatchEvent(new Event('asked'));";
        browser.evaluate(told, json!([asked]))?;
        let memory = until("the look-ups", || {
            let told = browser.evaluate("return document.documentElement.dataset.told", json!([]))?;
            Ok(told.as_str().map(serde_json::from_str::<Value>).transpose()?)
        })?;
        let megabytes = |value: &Value| number(value) / 1e6;
        println!("\n{kind}");
        println!("  installed and answered in        {:8.0} ms", installing.as_secs_f64() * 1e3);
        println!("  answer of a stopped background   {:8.0} ms (median of {STARTS})", starts[STARTS / 2]);
        println!(
            "  look-up with reading the stories {:8.1} ms (median; at most {:.1})",
            number(&memory[2]),
            number(&memory[3])
        );
        println!(
            "  the engine's memory              {:8.1} MB opened, {:.1} after {} look-ups",
            megabytes(&memory[0]),
            megabytes(&memory[1]),
            2 * LOOK_UPS
        );
    }
    Ok(())
}
