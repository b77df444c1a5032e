//! What can a reader do with it?

use crate::program;
use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use xtask::pages::Page;
use xtask::shown::{self, Overlay, Report, is_visible};
use xtask::webdriver::{Kind, Look, until};

const TAB: char = '\u{E004}';
const ESCAPE: char = '\u{E00C}';

pub(crate) fn nothing_is_shown_where_nothing_matches(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let article = Page::read("ordinary-article")?;
    session.visit(&article)?;
    let report = shown::settled(&mut session, &article.address)?;
    ensure!(report["chip"].is_null(), "a chip for a page that matches nothing: {report}");
    is_untouched(&mut session, &article)?;
    ensure!(shown::badge(&mut session, &article.address)?.is_empty());

    let page = Page::read("ordinary-page")?;
    session.visit(&page)?;
    let state = shown::state(&mut session, &page.address, false)?;
    ensure!(state["gate"] == "closed", "the gate let a page pass that is no article: {state}");
    is_untouched(&mut session, &page)?;
    ensure!(shown::badge(&mut session, &page.address)?.is_empty());
    session.finish()
}

/// The document has the elements and attributes that it came with, and none of ours.
fn is_untouched(session: &mut Session, page: &Page) -> Result<()> {
    let script = "
        const shape = (document) => [...document.querySelectorAll('*')]
          .map((element) => element.tagName + element.getAttributeNames().join()).join(' ');
        return shape(document) === shape(new DOMParser().parseFromString(arguments[0], 'text/html'));";
    ensure!(session.evaluate(script, json!([page.html]))? == true, "{} was changed", page.name);
    Ok(())
}

pub(crate) fn a_credited_copy_gets_the_badge_alone(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    for name in ["licensed-copy", "furnished-repost"] {
        let page = Page::read(name)?;
        session.visit(&page)?;
        shown::settled(&mut session, &page.address)?;
        is_untouched(&mut session, &page)?;
        ensure!(!shown::badge(&mut session, &page.address)?.is_empty(), "no badge on {name}");
    }
    session.finish()
}

/// The story has no address of its own, so the link leads to the agency's search for its headline, and says so.
pub(crate) fn the_link_leads_to_the_agencys_search(kind: Kind) -> Result<()> {
    let (mut session, overlay) = flagged(kind)?;
    overlay.open_panel(&mut session)?;
    let link = session.find_in(&overlay.root, "a.open-original")?;
    let text = session.text(&link)?;
    ensure!(text.to_lowercase().contains("search"), "“{text}” does not say that it is a search");
    let page = session.tab()?;
    let tabs = session.tabs()?;
    session.expect("www.reuters.com:443");
    session.click(&link)?;
    let new = until("the new tab", || Ok(session.tabs()?.into_iter().find(|tab| !tabs.contains(tab))))?;
    session.switch_to(&new)?;
    let address =
        until("the link's address", || Ok(Some(session.address()?).filter(|address| address.starts_with("https://"))))?;
    let headline = "Blinken%20to%20raise%20China%E2%80%99s%20support%20for%20Russia%E2%80%99s%20defense%20industrial%20base\
                    %20during%20visit";
    ensure!(address == format!("https://www.reuters.com/site-search/?query={headline}"), "the link led to {address}");
    session.close_tab(&page)?;
    session.finish()
}

pub(crate) fn escape_closes_the_panel_and_returns_the_focus(kind: Kind) -> Result<()> {
    let (mut session, overlay) = flagged(kind)?;
    let panel = overlay.open_panel(&mut session)?;
    let focused_in_panel = "return arguments[1].contains(arguments[0].activeElement)";
    let arguments = json!([overlay.root.argument(), panel.argument()]);
    ensure!(session.evaluate(focused_in_panel, arguments.clone())? == true, "the focus is not in the panel");
    // From first to last the keyboard reaches everything in the panel that can be used.
    let mut reached = Vec::new();
    for _ in 0..60 {
        let words = session.evaluate(
            "const active = arguments[0].activeElement; return active && (active.className || active.tagName)",
            arguments.clone(),
        )?;
        reached.push(words.as_str().unwrap_or_default().to_owned());
        if reached.iter().any(|class| class.contains("open-original")) {
            break;
        }
        session.press(TAB)?;
    }
    ensure!(reached.iter().any(|class| class.contains("open-original")), "Tab does not reach the link: {reached:?}");
    session.press(ESCAPE)?;
    until("the panel to close", || Ok((!is_visible(&mut session, &panel)?).then_some(())))?;
    let opener = overlay.opener(&mut session)?;
    let focused = session.evaluate(
        "return arguments[0].activeElement === arguments[1]",
        json!([overlay.root.argument(), opener.argument()]),
    )?;
    ensure!(focused == true, "the focus did not return to the chip");
    session.finish()
}

pub(crate) fn an_edit_leads_to_its_passage(kind: Kind) -> Result<()> {
    let (mut session, overlay) = flagged(kind)?;
    let answer = program::check(&Page::read("rewritten-repost")?)?;
    overlay.open_panel(&mut session)?;
    let edits = answer["edits"].as_array().context("no edits")?;
    let altered = edits.iter().find(|edit| edit["kind"] == "quote-altered").context("no altered quotation")?;
    let item = session.find_in(&overlay.root, "[data-kind=quote-altered] .show")?;
    session.click(&item)?;
    let highlighted = until("a highlight", || {
        let script = "
            const ranges = [...CSS.highlights.values()].flatMap((highlight) => [...highlight]);
            if (!ranges.length) return null;
            const box = ranges[0].getBoundingClientRect();
            // Smooth scrolling takes its time.
            if (box.bottom < 0 || box.top > innerHeight) return null;
            return ranges.map((range) => range.toString()).join(' ');";
        Ok(session.evaluate(script, json!([]))?.as_str().map(str::to_owned))
    })?;
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = folded(altered["page"]["text"].as_str().unwrap_or_default());
    ensure!(folded(&highlighted) == expected, "highlighted “{highlighted}”, the edit says “{expected}”");
    session.finish()
}

pub(crate) fn the_overlay_moves_nothing_on_the_page(kind: Kind) -> Result<()> {
    let (mut session, overlay) = flagged(kind)?;
    for width in [1280, 390] {
        session.set_look(Look { width, ..Look::default() })?;
        let places = "
            const [host] = arguments;
            const places = () => [document.documentElement.scrollWidth, document.documentElement.scrollHeight,
              ...[...document.body.querySelectorAll('*')].map((element) => {
                const box = element.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; })];
            const present = places();
            host.remove();
            const absent = places();
            document.documentElement.append(host);
            return { present, absent };";
        let places = session.evaluate(places, json!([overlay.host.argument()]))?;
        let (with, without) = (&places["present"], &places["absent"]);
        ensure!(with == without, "at {width} pixels the overlay moves the page");
    }
    session.finish()
}

pub(crate) fn a_site_can_be_switched_off_and_on(kind: Kind) -> Result<()> {
    let (mut session, overlay) = flagged(kind)?;
    let page = Page::read("rewritten-repost")?;
    overlay.open_panel(&mut session)?;
    let off = session.find_in(&overlay.root, ".bar-bottom button")?;
    session.click(&off)?;
    until("the overlay to go", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;

    // It stays away when the page is opened again, and only from this site.
    session.visit(&page)?;
    let state = shown::state(&mut session, &page.address, false)?;
    ensure!(state["gate"] == "off", "the site is off, the content script says {state}");
    let elsewhere = Page { address: "http://elsewhere.example/".to_owned(), ..page.clone() };
    session.visit(&elsewhere)?;
    Overlay::wait(&mut session)?;

    // The popup switches it on again, and the page is checked at once.
    session.visit(&page)?;
    let tab = shown::open_popup(&mut session)?;
    let switch = session.find("#switch")?;
    session.click(&switch)?;
    session.switch_to(&tab)?;
    Overlay::wait(&mut session)?;
    session.finish()
}

pub(crate) fn the_popup_says_the_same(kind: Kind) -> Result<()> {
    let (mut session, overlay) = flagged(kind)?;
    let panel = overlay.report(&mut session)?;
    let tab = shown::open_popup(&mut session)?;
    let popup = Report::of_popup(&mut session)?;
    ensure!(popup == panel, "popup: {popup:?}\npanel: {panel:?}");
    session.close_tab(&tab)?;

    // A page that the gate let pass can be checked when the reader asks.
    let article = Page::read("ordinary-page")?;
    session.visit(&article)?;
    shown::open_popup(&mut session)?;
    let now = session.find("#check:not([hidden])")?;
    session.click(&now)?;
    let report = Report::of_popup(&mut session)?;
    ensure!(report.verdict == "none");
    session.finish()
}

/// A session with the page that is flagged most.
fn flagged(kind: Kind) -> Result<(Session, Overlay)> {
    let mut session = Session::start(kind)?;
    session.visit(&Page::read("rewritten-repost")?)?;
    let overlay = Overlay::wait(&mut session)?;
    Ok((session, overlay))
}

/// A page that was let through, but whose reading never came about, is not said to be checked for ever.
pub(crate) fn a_page_that_never_answers(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("ordinary-page")?;
    session.visit(&page)?;
    shown::state(&mut session, &page.address, false)?;
    let let_through = "
        const tab = (await chrome.tabs.query({})).find((tab) => tab.url === arguments[0]);
        const func = () => void (globalThis.copytaster = { gate: 'passed' });
        await chrome.scripting.executeScript({ target: { tabId: tab.id }, func });";
    session.in_extension(shown::POPUP, let_through, json!([page.address]))?;
    shown::open_popup(&mut session)?;
    for told in ["Reading the page", "The page could not be checked"] {
        until(told, || {
            let said = session.find("#said")?;
            Ok(session.text(&said)?.contains(told).then_some(()))
        })?;
    }
    session.finish()
}
