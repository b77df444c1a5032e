//! What if the page changes under the overlay, or the browser around it?

use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;
use xtask::pages::Page;
use xtask::shown::{self, Overlay, POPUP, is_visible};
use xtask::webdriver::{Kind, until};

/// Back on a page, from the browser's cache or not, the reader finds one chip and the badge of that page.
pub(crate) fn back_and_forward(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let (repost, article) = (Page::read("rewritten-repost")?, Page::read("ordinary-article")?);
    session.visit(&repost)?;
    Overlay::wait(&mut session)?;
    let badge = shown::badge(&mut session, &repost.address)?;
    session.visit(&article)?;
    shown::settled(&mut session, &article.address)?;
    for _ in 0..2 {
        session.evaluate("history.back()", json!([]))?;
        until("the first page", || Ok((session.address()? == repost.address).then_some(())))?;
        let overlay = Overlay::wait(&mut session)?;
        let chip = overlay.chip(&mut session)?;
        until("the chip", || Ok(is_visible(&mut session, &chip)?.then_some(())))?;
        ensure!(Overlay::count(&mut session)? == 1, "more than one overlay after going back");
        let again =
            until("the badge", || Ok(Some(shown::badge(&mut session, &repost.address)?).filter(|it| !it.is_empty())))?;
        ensure!(again == badge, "the badge was {badge:?} and is {again:?}");

        session.evaluate("history.forward()", json!([]))?;
        until("the second page", || Ok((session.address()? == article.address).then_some(())))?;
        shown::settled(&mut session, &article.address)?;
        ensure!(!Overlay::is_there(&mut session)?, "the first page's overlay stands on the second");
        ensure!(
            shown::badge(&mut session, &article.address)?.is_empty(),
            "the first page's badge stands at the second"
        );
    }
    session.finish()
}

/// A page that the browser prepares before anybody wants it (speculation rules; Chromium alone does) is not read until it
/// is shown.
pub(crate) fn a_prerendered_page_waits(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let mut story = Page::read("rewritten-repost")?;
    let mut front = Page::read("ordinary-page")?;
    story.address = "http://prerendered.example/story".to_owned();
    front.address = "http://prerendered.example/".to_owned();
    let rules = json!({ "prerender": [{ "urls": [story.address], "eagerness": "immediate" }] });
    let head = format!("<script type=\"speculationrules\">{rules}</script></head>");
    front.html = front.html.replacen("</head>", &head, 1);
    front.html = front.html.replacen("</body>", "<p><a id=\"next\" href=\"/story\">The story</a></p></body>", 1);
    session.serve(&story);
    session.visit(&front)?;
    if kind == Kind::Chromium {
        until("the page to be prepared", || Ok(session.was_asked_for(&story.address).then_some(())))?;
    }
    let state = shown::state(&mut session, &front.address, false)?;
    ensure!(
        state["gate"] == "closed" && state["state"] == "idle",
        "something happened before the page was shown: {state}"
    );
    ensure!(shown::badge(&mut session, &front.address)?.is_empty(), "a badge for a page that nobody has seen");

    let link = session.find("#next")?;
    session.click(&link)?;
    until("the story", || Ok((session.address()? == story.address).then_some(())))?;
    Overlay::wait(&mut session)?.open_panel(&mut session)?;
    session.finish()
}

/// A page that is opened in a tab behind the present one is not read until somebody looks at it.
pub(crate) fn a_tab_in_the_background_waits(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let (front, story) = (Page::read("ordinary-page")?, Page::read("rewritten-repost")?);
    session.serve(&story);
    session.visit(&front)?;
    let present = session.tab()?;
    let before = session.tabs()?;
    let open = "
        const { id } = await chrome.tabs.create({ url: arguments[0], active: false });
        const ask = (func) => chrome.scripting.executeScript({ target: { tabId: id }, func }).catch(() => []);
        const ready = () => document.readyState === 'complete' && globalThis.copytaster !== undefined;
        for (let tries = 0; tries < 400 && !(await ask(ready))[0]?.result; tries++) await new Promise((done) => setTimeout(done, 25));
        // Longer than the gate's first look takes.
        await new Promise((done) => setTimeout(done, 500));
        const [{ result }] = await ask(() => `${document.visibilityState} ${globalThis.copytaster.gate}`);
        return `${result} ${await chrome.action.getBadgeText({ tabId: id })}`;";
    let told = session.in_extension(POPUP, open, json!([story.address]))?;
    ensure!(told == "hidden looking ", "read though nobody looks at it: {told}");

    let tabs = session.tabs()?;
    let behind = tabs.iter().find(|tab| !before.contains(tab)).context("the tab behind is not there")?;
    session.switch_to(behind)?;
    Overlay::wait(&mut session)?.open_panel(&mut session)?;
    session.close_tab(&present)?;
    session.finish()
}

/// A page that was still loading when the extension came to the browser is read once it is whole.
pub(crate) fn a_page_that_is_still_loading(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let before = session.tabs()?;
    session.serve_half(&page);
    let come = "
        const { id } = await chrome.tabs.create({ url: arguments[0] });
        const length = () => document.body?.textContent.length ?? 0;
        const run = (func) => chrome.scripting.executeScript({ target: { tabId: id }, injectImmediately: true, func }).catch(() => []);
        for (let tries = 0; tries < 400; tries++) {
          const tab = await chrome.tabs.get(id);
          if (tab.url === arguments[0] && (await run(length))[0]?.result > 0) break;
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
        await copytaster.ext.reachAll();
        await new Promise((resolve) => setTimeout(resolve, 500));
        return (await run(() => `${document.readyState} ${globalThis.copytaster?.gate}`))[0]?.result;";
    let told = session.in_extension(POPUP, come, json!([page.address]));
    session.release(&page);
    let told = told?;
    ensure!(told == "loading looking", "the first half was taken for the page: {told}");
    let tab = session.tabs()?.into_iter().find(|tab| !before.contains(tab)).context("the page has no tab")?;
    session.switch_to(&tab)?;
    let report = shown::settled(&mut session, &page.address)?;
    ensure!(report["verdict"] == "rewritten", "not read whole: {}", report["verdict"]);
    session.finish()
}

/// A page that shows another article under another address: what was said of the first one goes, and comes back with it.
pub(crate) fn another_article_without_loading(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let other = Page::read("ordinary-article")?;
    session.visit(&page)?;
    Overlay::wait(&mut session)?;
    let swap = "
        const [html] = arguments;
        const next = new DOMParser().parseFromString(html, 'text/html');
        history.pushState(null, '', '/other');
        document.head.replaceWith(next.head);
        document.body.replaceWith(next.body);";
    session.evaluate(swap, json!([other.html]))?;
    until("the first article's overlay to go", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;
    let address = session.address()?;
    let report = until("the other article's report", || {
        let report = shown::settled(&mut session, &address)?;
        Ok((report["verdict"] == "none").then_some(report))
    })?;
    ensure!(report["chip"].is_null(), "a chip for the other article: {report}");
    ensure!(shown::badge(&mut session, &address)?.is_empty(), "the first article's badge stands at the other");

    session.evaluate(&swap.replace("history.pushState(null, '', '/other')", "history.back()"), json!([page.html]))?;
    Overlay::wait(&mut session)?.open_panel(&mut session)?;
    ensure!(Overlay::count(&mut session)? == 1, "more than one overlay");
    session.finish()
}

/// The extension is replaced under an open page: the new one takes the page over, and what the old one left works no more.
pub(crate) fn an_update_under_an_open_page(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    Overlay::wait(&mut session)?;
    session.evaluate("document.querySelector('copytaster-overlay').title = 'old'", json!([]))?;
    session.reload_extension(POPUP)?;
    until("the old overlay to go", || Ok(session.find_all("copytaster-overlay[title=old]")?.is_empty().then_some(())))?;
    let overlay = Overlay::wait(&mut session)?;
    ensure!(Overlay::count(&mut session)? == 1, "the old overlay stands beside the new one");
    overlay.open_panel(&mut session)?;
    let off = session.find_in(&overlay.root, ".bar-bottom button")?;
    session.click(&off)?;
    until("the new overlay to answer", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;

    let elsewhere = Page { address: "http://elsewhere.example/".to_owned(), ..page };
    session.visit(&elsewhere)?;
    Overlay::wait(&mut session)?;
    session.finish()
}

/// When the extension is switched off nothing of it is seen on open pages, though nobody of it is there to take it away.
pub(crate) fn switched_off_under_an_open_page(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    let overlay = Overlay::wait(&mut session)?;
    overlay.open_panel(&mut session)?;
    let frame = session.find_in(&overlay.root, ".frame")?;
    let seen = "return arguments[0].isConnected && getComputedStyle(arguments[0]).visibility === 'visible'";
    let seen = |session: &mut Session| session.evaluate(seen, json!([frame.argument()]));
    std::thread::sleep(Duration::from_secs(6));
    ensure!(seen(&mut session)? == true, "the panel hides itself while the extension is there");
    session.switch_extension_off()?;
    // What is no longer in the page cannot be asked either.
    until("the panel to go", || Ok((!seen(&mut session).is_ok_and(|seen| seen == true)).then_some(())))?;
    session.finish()
}

/// Enlarged to twice its size, the page has half the room: chip and panel stay in it.
pub(crate) fn zoomed_to_twice_the_size(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    let overlay = Overlay::wait(&mut session)?;
    let zoom = "
        const tab = (await chrome.tabs.query({})).find((tab) => tab.url === arguments[0]);
        await chrome.tabs.setZoom(tab.id, 2);";
    session.in_extension(POPUP, zoom, json!([page.address]))?;
    until("the page to grow", || {
        Ok((session.evaluate("return innerWidth", json!([]))?.as_f64() < Some(700.0)).then_some(()))
    })?;
    let outside = "
        const box = arguments[0].getBoundingClientRect();
        return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight ? box : null;";
    let chip = overlay.chip(&mut session)?;
    until("the chip to stand in the window", || {
        Ok(session.evaluate(outside, json!([chip.argument()]))?.is_null().then_some(()))
    })?;
    let panel = overlay.open_panel(&mut session)?;
    let out = session.evaluate(outside, json!([panel.argument()]))?;
    ensure!(out.is_null(), "the panel stands out of the window: {out}");
    session.finish()
}

/// On paper there is no overlay; without motion it does not fade in; with the reader's own colours it still tells what was
/// dropped from what was added.
pub(crate) fn on_paper_calm_and_in_few_colours(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    session.visit(&Page::read("rewritten-repost")?)?;
    let overlay = Overlay::wait(&mut session)?;
    overlay.open_panel(&mut session)?;
    let style = |session: &mut Session, selector: &str, property: &str| -> Result<Value> {
        let script = "return getComputedStyle(arguments[0].querySelector(arguments[1]))[arguments[2]]";
        session.evaluate(script, json!([overlay.root.argument(), selector, property]))
    };
    ensure!(style(&mut session, ".panel", "animationName")? != "none", "the panel does not fade in");

    session.set_media("prefers-reduced-motion", "reduce")?;
    ensure!(style(&mut session, ".panel", "animationName")? == "none", "the panel moves");

    session.set_media("forced-colors", "active")?;
    let lines = ["del", "ins"].map(|tag| style(&mut session, tag, "textDecorationLine"));
    let [Ok(deleted), Ok(inserted)] = lines else { anyhow::bail!("no marked words") };
    ensure!(deleted == "line-through" && inserted == "underline", "told apart by colour alone: {deleted}, {inserted}");

    session.set_media("media", "print")?;
    ensure!(style(&mut session, ".frame", "display")? == "none", "the overlay is printed");
    session.finish()
}
