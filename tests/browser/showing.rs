//! Does what is found show itself as the reader has chosen, and can it be gone through by keys?

use crate::session::Session;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use xtask::pages::Page;
use xtask::shown::{self, Overlay, POPUP, is_visible};
use xtask::webdriver::{Kind, until};

/// Tells the page what the background tells it when the reader presses one of the extension's keys.
fn tell(session: &mut Session, page: &Page, message: Value) -> Result<()> {
    let script = "
        const tab = (await chrome.tabs.query({})).find((tab) => tab.url === arguments[0]);
        await chrome.tabs.sendMessage(tab.id, arguments[1], { frameId: 0 });";
    session.in_extension(POPUP, script, json!([page.address, message])).map(drop)
}

fn choose(session: &mut Session, settings: Value) -> Result<()> {
    session.in_extension(POPUP, "await copytaster.settings.change(arguments[0])", json!([settings])).map(drop)
}

pub(crate) fn keys_go_from_edit_to_edit(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    let overlay = Overlay::wait(&mut session)?;
    overlay.open_panel(&mut session)?;
    let present = "
        const edits = [...arguments[0].querySelectorAll('.edit')];
        const at = edits.findIndex((edit) => edit.getAttribute('aria-current') === 'true');
        return [at, arguments[0].activeElement === edits[at], [...CSS.highlights.keys()].length];";
    for (key, expected) in [('n', 0), ('n', 1), ('p', 0)] {
        session.press(key)?;
        let at = session.evaluate(present, json!([overlay.root.argument()]))?;
        ensure!(at == json!([expected, true, 1]), "after {key}: {at}");
    }
    let next = session.find_in(&overlay.root, ".icon.next")?;
    session.click(&next)?;
    let at = session.evaluate(present, json!([overlay.root.argument()]))?;
    ensure!(at[0] == 1, "after the button: {at}");
    tell(&mut session, &page, json!({ "kind": "toggle" }))?;
    let panel = overlay.panel(&mut session)?;
    until("the panel to close", || Ok((!is_visible(&mut session, &panel)?).then_some(())))?;
    session.finish()
}

pub(crate) fn what_shows_itself_is_the_readers_choice(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    Overlay::wait(&mut session)?;
    choose(&mut session, json!({ "edge": "top-start" }))?;
    let place = "const box = arguments[0].getBoundingClientRect(); return box.top < 40 && box.left < 40";
    until("the note at the top", || {
        let chip = Overlay::wait(&mut session)?.chip(&mut session)?;
        Ok((session.evaluate(place, json!([chip.argument()]))? == true).then_some(()))
    })?;

    choose(&mut session, json!({ "mode": "toolbar" }))?;
    until("the note to go", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;
    ensure!(!shown::badge(&mut session, &page.address)?.is_empty(), "the sign is gone as well");
    // Asked for, the panel opens all the same, and leaves nothing behind.
    tell(&mut session, &page, json!({ "kind": "toggle" }))?;
    let overlay = Overlay::wait(&mut session)?;
    let panel = overlay.panel(&mut session)?;
    ensure!(is_visible(&mut session, &panel)?, "the panel did not open");
    let close = session.find_in(&overlay.root, ".bar-top .icon:last-child")?;
    session.click(&close)?;
    until("the panel to go", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;

    choose(&mut session, json!({ "mode": "off" }))?;
    until("the sign to go", || Ok(shown::badge(&mut session, &page.address)?.is_empty().then_some(())))?;
    session.visit(&page)?;
    shown::settled(&mut session, &page.address)?;
    ensure!(!Overlay::is_there(&mut session)? && shown::badge(&mut session, &page.address)?.is_empty());
    session.finish()
}
