//! What may the extension read before the reader lets it, and after?

use crate::session::Session;
use anyhow::{Result, ensure};
use serde_json::json;
use xtask::pages::Page;
use xtask::shown::{Overlay, POPUP, is_visible, open_popup};
use xtask::webdriver::{Kind, WELCOME};

/// What a click on the extension's button gives it, of the page that is shown.
const CLICK: &str = "
    const window = Services.wm.getMostRecentWindow('navigator:browser');
    WebExtensionPolicy.getByID(arguments[0]).extension.tabManager.addActiveTabPermission(window.gBrowser.selectedTab);";

/// As installed it runs in no page, and says so where the reader looks; once it is let, pages that are open are read as well;
/// and no page is read any more when the leave was taken back.
pub(crate) fn pages_are_read_once_the_reader_lets_us(kind: Kind) -> Result<()> {
    let mut session = Session::without_access(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    ensure!(!runs(&mut session)?, "a page was read without leave");

    // What a click on the toolbar gives for one page, a driver cannot give in Chromium.
    if kind == Kind::Firefox {
        session.privileged(CLICK, json!(["copytaster@copytaster.org"]))?;
        let first = open_popup(&mut session)?;
        let notice = session.find("#no-access")?;
        ensure!(is_visible(&mut session, &notice)?, "the popup does not say that nothing is read unasked");
        session.close_tab(&first)?;
        ensure!(Overlay::wait(&mut session)?.report(&mut session)?.verdict == "rewritten", "the page was not read");
        session.visit(&page)?;
        ensure!(!runs(&mut session)?, "a page was read after the one that was asked about");
    }

    let first = session.tab()?;
    session.open_tab()?;
    let address = session.extension_address(WELCOME);
    session.open(&address)?;
    let give = session.find("#give:not([hidden])")?;
    ensure!(is_visible(&mut session, &give)?, "a new reader is not asked");
    if kind == Kind::Chromium {
        // What Chromium asks then, a driver cannot answer.
        return session.finish();
    }
    session.click(&give)?;
    session.find("#give[hidden]")?;
    session.close_tab(&first)?;
    ensure!(Overlay::wait(&mut session)?.report(&mut session)?.verdict == "rewritten", "the open page was not read");

    let back = "return chrome.permissions.remove({ origins: ['http://*/*', 'https://*/*'] })";
    ensure!(session.in_extension(POPUP, back, json!([]))? == true, "the leave could not be given back");
    session.visit(&page)?;
    ensure!(!runs(&mut session)?, "a page was read after the leave was taken back");
    session.finish()
}

/// Whether our script answers from any page, after it has had the time to come.
fn runs(session: &mut Session) -> Result<bool> {
    let ask = "
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const tabs = await chrome.tabs.query({});
        const answers = tabs.map(({ id }) => chrome.tabs.sendMessage(id, { kind: 'state' }).then(() => true, () => false));
        return (await Promise.all(answers)).includes(true);";
    Ok(session.in_extension(POPUP, ask, json!([]))? == true)
}
