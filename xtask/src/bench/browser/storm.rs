//! What does a page that never rests make us take from it? (`cargo xtask bench storm`)
//!
//! Sixty times a second a script adds a paragraph to the article, so that each look at the page finds it grown, and a box
//! to the root, which our observer watches, and takes the last box away again. What is ours is summed as for any page.

use super::{EXACT_TIMES, Load, instrumented, told};
use anyhow::{Context, Result};
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;
use xtask::dist::{Contents, dist};
use xtask::loopback::Loopback;
use xtask::pages::Page;
use xtask::shown::Overlay;
use xtask::webdriver::{Browser, Kind, Look, Options};

/// Seconds for which the page changes.
const SECONDS: u64 = 60;

const STORM: &str = "
    let changes = 0, box = null;
    const change = () => {
      const paragraph = document.createElement('p');
      paragraph.textContent = `Line ${++changes} tells what the harbour board decided in that hour, and why it was never carried out.`;
      document.querySelector('.entry-content').append(paragraph);
      box?.remove();
      document.documentElement.append((box = document.createElement('div')));
      document.body.dataset.changes = changes;
    };
    setInterval(change, 1000 / 60);";

/// Prints what a minute of it took.
pub(in crate::bench) fn run() -> Result<()> {
    dist(Contents::Demo)?;
    for kind in Kind::ALL {
        let extension = instrumented(kind)?;
        let server = Loopback::start()?;
        let look = Look::default();
        let options = Options { look, ..Options::new(extension.path(), server.port()) };
        let mut browser = Browser::start(kind, &options)?;
        if kind == Kind::Firefox {
            browser.privileged(EXACT_TIMES, json!([]))?;
        }
        println!("\n{kind}");
        minute(&mut browser, &server)?;
    }
    Ok(())
}

fn minute(browser: &mut Browser, server: &Loopback) -> Result<()> {
    let mut page = Page::read("rewritten-repost")?;
    page.html = page.html.replacen("</body>", &format!("<script>{STORM}</script></body>"), 1);
    page.serve(server);
    browser.open(&page.address)?;
    sleep(Duration::from_secs(SECONDS));
    let is_shown = Overlay::is_there(browser)?;
    let ask = "
        document.documentElement.dispatchEvent(new Event('copytaster-tell'));
        return Number(document.body.dataset.changes);";
    let changes = browser.evaluate(ask, json!([]))?.as_u64().unwrap_or_default();
    let Load { slices, often, .. } = told(browser)?.context("the page tells nothing")?;
    let times = slices.iter().map(|(_, time)| *time);
    let all = often + times.clone().sum::<f64>();
    println!("  {changes} changes in {SECONDS} s, overlay: {is_shown}");
    println!(
        "  ours, in all {all:.1} ms, {:.2} % of a core; observers and clocks {often:.1}",
        all / (SECONDS as f64 * 10.0)
    );
    println!("  longest stretch {:.1}", times.fold(0.0, f64::max));
    for (name, time) in slices.iter().filter(|(_, time)| *time >= 1.0) {
        println!("    {name} {time:.1}");
    }
    Ok(())
}
