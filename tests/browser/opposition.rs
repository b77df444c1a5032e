//! What if the page grows late, or works against us?

use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use xtask::pages::Page;
use xtask::shown::{self, Overlay, is_visible};
use xtask::webdriver::{Kind, until};

/// A page whose text is fetched by a script, seconds after its head has said that it is an article.
pub(crate) fn text_that_comes_late(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let (start, end) = page.html.find("<body").zip(page.html.find("</body>")).context("the page has no body")?;
    let body = page.html.get(start..end).unwrap_or_default();
    let late = Page {
        html: format!("{}<body><p>Loading …</p></body></html>", page.html.get(..start).unwrap_or_default()),
        ..page.clone()
    };
    session.visit(&late)?;
    let report = shown::settled(&mut session, &late.address)?;
    ensure!(report["verdict"] == "none", "judged before its text was there: {report}");
    let come = "document.body.outerHTML = arguments[0]";
    session.evaluate(come, json!([body]))?;
    Overlay::wait(&mut session)?.open_panel(&mut session)?;
    session.finish()
}

/// Paragraphs that stand there empty until a script fills them.
pub(crate) fn paragraphs_that_are_filled_late(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let (start, end) = page.html.find("<body").zip(page.html.find("</body>")).context("the page has no body")?;
    let (head, body) = (page.html.get(..start).unwrap_or_default(), page.html.get(start..end).unwrap_or_default());
    let fill = "
        const { body } = new DOMParser().parseFromString(arguments[0], 'text/html');
        const empty = [...document.querySelectorAll('p')];
        [...body.querySelectorAll('.entry-content p')].forEach((paragraph, place) => { empty[place].textContent = paragraph.textContent; });";
    let late =
        Page { html: format!("{head}<body><article>{}</article></body></html>", "<p></p>".repeat(30)), ..page.clone() };
    session.visit(&late)?;
    let report = shown::settled(&mut session, &late.address)?;
    ensure!(report["verdict"] == "none", "judged before its text was there: {report}");
    session.evaluate(fill, json!([body]))?;
    Overlay::wait(&mut session)?.open_panel(&mut session)?;
    session.finish()
}

/// A page of a million nodes says nothing, and is not held up.
pub(crate) fn a_million_nodes(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let mut page = Page::read("rewritten-repost")?;
    page.address = "http://million.example/".to_owned();
    // Not drawn: that alone would take the browsers longer than all that is ours.
    let rows = format!("<div hidden>{}</div></body>", "<i></i>\n".repeat(500_000));
    page.html = page.html.replacen("</body>", &rows, 1);
    session.visit(&page)?;
    let nodes = session.evaluate("return document.getElementsByTagName('*').length", json!([]))?;
    ensure!(nodes.as_u64() > Some(500_000), "only {nodes} elements");
    let report = shown::settled(&mut session, &page.address)?;
    ensure!(report["verdict"] == "none" && report["chip"].is_null(), "a claim about a part of a page: {report}");
    ensure!(session.evaluate("return 1 + 1", json!([]))? == 2, "the page does not answer");
    session.finish()
}

/// A page that takes the overlay away, or hides it, finds it there again; one that insists has its way in the end.
pub(crate) fn a_page_that_takes_the_overlay_away(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    Overlay::wait(&mut session)?;
    session.evaluate("document.querySelector('copytaster-overlay').remove()", json!([]))?;
    let overlay = Overlay::wait(&mut session)?;
    session.evaluate("document.querySelector('copytaster-overlay').style.cssText = 'display: none'", json!([]))?;
    let chip = overlay.chip(&mut session)?;
    until("the chip to be seen again", || Ok(is_visible(&mut session, &chip)?.then_some(())))?;
    let bury = "
        const box = document.createElement('div');
        box.hidden = true;
        document.body.append(box);
        box.append(document.querySelector('copytaster-overlay'));";
    session.evaluate(bury, json!([]))?;
    until("the chip to be dug out", || Ok(is_visible(&mut session, &chip)?.then_some(())))?;
    overlay.open_panel(&mut session)?;

    let insist = "
        let times = 0;
        for (let rest = 0; rest < 5; rest++) {
          for (const host of document.querySelectorAll('copytaster-overlay')) { host.remove(); times++; rest = 0; }
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return times;";
    let times = session.evaluate_later(insist, json!([]))?;
    ensure!(times.as_u64().is_some_and(|times| (2..=8).contains(&times)), "it was put back {times} times");
    ensure!(!shown::badge(&mut session, &page.address)?.is_empty(), "the badge went with the overlay");
    session.finish()
}

/// Clicks and keys that a page makes up do nothing.
pub(crate) fn clicks_that_nobody_made(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    session.visit(&Page::read("rewritten-repost")?)?;
    let overlay = Overlay::wait(&mut session)?;
    let panel = overlay.panel(&mut session)?;
    let chip = overlay.chip(&mut session)?;
    until("the chip to be seen", || Ok(is_visible(&mut session, &chip)?.then_some(())))?;
    // As from the page, and as if the page had found a way into the closed root.
    let click = "
        const [opener] = arguments;
        const box = opener.getBoundingClientRect();
        const at = { bubbles: true, composed: true, clientX: box.left + 5, clientY: box.top + 5 };
        const host = document.querySelector('copytaster-overlay');
        for (const target of [host, document.elementFromPoint(at.clientX, at.clientY), opener]) {
          for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(type, at));
          for (const key of ['Enter', ' ']) target.dispatchEvent(new KeyboardEvent('keydown', { ...at, key }));
        }";
    let opener = overlay.opener(&mut session)?;
    session.evaluate(click, json!([opener.argument()]))?;
    ensure!(!is_visible(&mut session, &panel)?, "a click that nobody made opened the panel");
    overlay.open_panel(&mut session)?;
    let escape =
        "arguments[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))";
    session.evaluate(escape, json!([panel.argument()]))?;
    ensure!(is_visible(&mut session, &panel)?, "a key that nobody pressed closed the panel");
    session.finish()
}
