//! Do the reader's settings hold?

use crate::session::Session;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use xtask::pages::Page;
use xtask::shown::{self, POPUP};
use xtask::webdriver::Kind;

/// Asks the settings something, in a page of the extension.
fn ask(session: &mut Session, script: &str) -> Result<Value> {
    session.in_extension(POPUP, &format!("const {{ settings }} = copytaster; {script}"), json!([]))
}

pub(crate) fn what_is_broken_counts_as_the_default(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let fresh = ask(&mut session, "return settings.read()")?;
    let expected = json!({
        "where": "everywhere", "mode": "chip", "edge": "bottom-end", "learning": true, "keepTexts": 0,
    });
    ensure!(fresh == expected, "a new reader finds {fresh}");
    let broken = "
        await chrome.storage.local.set(
          { where: 7, mode: 'loud', edge: null, learning: 'yes', keepTexts: 31, further: 1, 'off:host.example': 'no' });
        return [await settings.read(), await settings.siteIsOn('host.example'), await settings.sites()];";
    let broken = ask(&mut session, broken)?;
    ensure!(broken == json!([expected, true, { "on": [], "off": [] }]), "broken values are read as {broken}");
    session.finish()
}

pub(crate) fn a_change_is_heard_in_every_window(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let listening = session.open_tab()?;
    let page = session.extension_address(POPUP);
    session.open(&page)?;
    // The popup writes into its own elements when it is ready, so what is heard stands in another.
    let listen = "const heard = document.body.appendChild(document.createElement('p'));
        heard.id = 'heard';
        copytaster.settings.onChange((now, changed) => heard.append(`${now.mode} by ${changed}. `));";
    session.evaluate(listen, json!([]))?;
    let refused = "
        await settings.change({ mode: 'toolbar' });
        return settings.change({ learning: false, keepTexts: -1 }).then(() => null, (problem) => problem.message);";
    let refused = ask(&mut session, refused)?;
    ensure!(refused.as_str().is_some_and(|it| it.contains("keepTexts")), "a wrong value was taken: {refused}");
    let after = ask(&mut session, "return settings.read()")?;
    ensure!(after["mode"] == "toolbar" && after["learning"] == true, "half of a wrong change was taken: {after}");
    session.switch_to(&listening)?;
    let heard = session.find("#heard")?;
    let heard = session.text(&heard)?;
    ensure!(heard == "toolbar by mode. ", "the other window heard {heard}");
    session.finish()
}

/// Where only allowed sites are looked at, one is looked at once it is allowed; where none is, only when the reader asks.
pub(crate) fn pages_are_looked_at_where_the_reader_says(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let steps = [
        ("settings.change({ where: 'allowed' })", "off"),
        ("settings.switchSite(new URL(arguments[0]).host, true)", "passed"),
        ("settings.change({ where: 'asked' })", "off"),
        ("settings.change({ where: 'everywhere' })", "passed"),
        ("settings.switchSite(new URL(arguments[0]).host, false)", "off"),
        ("settings.forgetSite(new URL(arguments[0]).host)", "passed"),
    ];
    for (step, expected) in steps {
        let script = format!("const {{ settings }} = copytaster; await {step}");
        session.in_extension(POPUP, &script, json!([page.address]))?;
        session.visit(&page)?;
        let state = shown::state(&mut session, &page.address, false)?;
        ensure!(state["gate"] == expected, "after {step} the content script says {state}");
    }
    session.finish()
}
