//! What if the browser has stopped the background?

use crate::session::Session;
use anyhow::{Result, ensure};
use xtask::pages::{Page, hostile};
use xtask::shown::Overlay;
use xtask::webdriver::Kind;

/// Between two pages everything that the background held is gone; the second page gets the same answer. The third may not
/// run the engine itself, so that the background has to judge it, again from nothing.
pub(crate) fn a_stopped_background_wakes_up(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    let before = Overlay::wait(&mut session)?.report(&mut session)?;
    ensure!(before.verdict == "rewritten");
    for copy in [hostile::nonces(&page), hostile::strict_policy(&page)] {
        session.stop_background()?;
        session.visit(&copy)?;
        let after = Overlay::wait(&mut session)?.report(&mut session)?;
        ensure!(after == before, "another report after the background was stopped: {after:?}");
    }
    session.finish()
}
