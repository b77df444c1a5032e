//! Do the options tell, keep and erase what they say?

use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use xtask::pages::Page;
use xtask::shown::{self, Overlay, POPUP, Report, visible_text};
use xtask::webdriver::{Kind, WELCOME, until};

/// The options' page.
const OPTIONS: &str = "extension/options/options.html";

/// What one browser exports another takes, and what is wrong with a file is said, and nothing of it taken.
pub(crate) fn settings_go_from_one_browser_to_another(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let there_and_back = "
        const { settings, feedback, transfer } = copytaster;
        const file = (text) => ({ size: text.length, text: async () => text });
        await settings.change({ where: 'allowed', mode: 'toolbar', keepTexts: 7 });
        await settings.switchSite('news.example', true);
        await settings.switchSite('blog.example:8080', false);
        await feedback.refuse('https://blog.example/a#part', { id: 'x:1', agency: 'Reuters', headline: 'A story' });
        const exported = JSON.stringify(await transfer.gather());
        await chrome.storage.local.clear();
        await transfer.take(file(exported));
        const again = JSON.stringify(await transfer.gather());
        const wrong = {};
        for (const [name, text] of Object.entries({
          cut: exported.slice(0, -9),
          other: '{}',
          newer: exported.replace('\"copytaster\":1', '\"copytaster\":2'),
          days: exported.replace('\"keepTexts\":7', '\"keepTexts\":700'),
          host: exported.replace('news.example', 'news example'),
          key: exported.replace('not:', 'off:'),
          script: exported.replace('\"subscriptions\":[]', '\"subscriptions\":[\"javascript:1\"]'),
        })) wrong[name] = await transfer.take(file(text)).then(() => null, (problem) => problem.said?.message);
        const left = async (page) => (await feedback.without(page, [{ id: 'x:1' }, { id: 'x:2' }])).map(({ id }) => id);
        return [exported === again, wrong, JSON.stringify(await transfer.gather()) === exported,
          exported.includes('x:1'), await left('https://blog.example/a'), await left('https://blog.example/b')];";
    let found = session.in_extension(OPTIONS, there_and_back, json!([]))?;
    let wrong = json!({
        "cut": "importNoJson", "other": "importNotOurs", "newer": "importNewer", "days": "importWrong",
        "host": "importWrong", "key": "importWrong", "script": "importWrong",
    });
    ensure!(found == json!([true, wrong, true, false, ["x:2"], ["x:1", "x:2"]]), "export and import: {found}");
    session.finish()
}

/// Where the browser answers with no text whatever is asked, as Chromium now and then does, our pages speak all the same.
pub(crate) fn pages_speak_without_the_browsers_texts(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let silent = "
        const keys = Object.keys(await (await fetch('/_locales/en/messages.json')).json());
        const values = ['1', 'two', '<b>', '$1'];
        const shown = () => [...document.querySelectorAll('[data-say]')].map((element) => element.textContent);
        // Where it is silent already there is nothing to compare with.
        const speaks = chrome.i18n.getMessage('name') !== '';
        const same = (key) => chrome.i18n.getMessage(key, values) === copytaster.packaged.text(key, values);
        const different = keys.filter((key) => speaks && !same(key));
        const spoken = shown();
        chrome.i18n.getMessage = () => '';
        copytaster.fill();
        return { keys: keys.length, different, said: spoken.length, same: String(shown()) === String(spoken),
          none: copytaster.packaged.text('noSuchKey'), silent: chrome.i18n.getMessage('name') };";
    let found = session.in_extension(OPTIONS, silent, json!([]))?;
    ensure!(found["keys"].as_u64() > Some(100) && found["said"].as_u64() > Some(20), "too little was asked: {found}");
    ensure!(found["different"] == json!([]), "the browser says these otherwise: {found}");
    ensure!(
        found["same"] == true && found["silent"] == "" && found["none"] == "",
        "without the browser's texts: {found}"
    );
    session.finish()
}

pub(crate) fn a_problem_is_told_until_it_is_seen(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let tell = "
        const full = new DOMException('the disk is full', 'QuotaExceededError');
        for (const problem of [full, new Error('cut short'), full]) await copytaster.problems.tellOfInstalling('day.pack', problem);
        return (await copytaster.problems.list()).length;";
    let told = session.in_extension(OPTIONS, tell, json!([]))?;
    ensure!(told == 2, "what was told twice is told {told} times");
    let options = session.extension_address(OPTIONS);
    session.open(&options)?;
    let section = session.find("#problems:not([hidden])")?;
    let said = visible_text(&mut session, &section)?;
    ensure!(
        said.contains("no room") && said.contains("Free space") && said.contains("day.pack"),
        "the options say {said}"
    );
    for left in [1, 0] {
        let seen = session.find("#problems button")?;
        session.click(&seen)?;
        until("the problem to go", || Ok((session.find_all("#problems li")?.len() == left).then_some(())))?;
    }
    session.finish()
}

/// A choice that could not be kept is not shown as if it were, and why is said.
pub(crate) fn a_choice_that_is_not_kept_is_told(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let break_disk = "copytaster.ext.store = () => Promise.reject(new Error('the disk is full'))";
    for (page, choice, held, told) in [
        (OPTIONS, "input[name=mode][value=toolbar]", "input[name=mode][value=chip]:checked", "#told"),
        (WELCOME, "input[value=asked]", "input[value=everywhere]:checked", "#access"),
    ] {
        let address = session.extension_address(page);
        session.open(&address)?;
        session.find(held)?;
        session.evaluate(break_disk, json!([]))?;
        let input = session.find(choice)?;
        session.click(&input)?;
        until("what went wrong to be said", || {
            let told = session.find(told)?;
            let said = session.text(&told)?;
            Ok((said.contains("the disk is full") && said.contains("Free space")).then_some(()))
        })?;
        session.find(held)?;
    }
    session.finish()
}

/// Settings, databases and what the reader said are gone; then it works as if newly installed.
pub(crate) fn everything_can_be_erased(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let leave = "
        await copytaster.settings.change({ where: 'asked' });
        const request = indexedDB.open('kept', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('words').put('a text', 1);
        await new Promise((resolve) => { request.onsuccess = resolve; });
        request.result.close();";
    session.in_extension(OPTIONS, leave, json!([]))?;
    let present = session.tab()?;
    let tab = session.open_tab()?;
    let options = session.extension_address(OPTIONS);
    session.open(&options)?;
    let erase = session.find("#erase")?;
    session.click(&erase)?;
    let sure = session.find("#erase-sure[open] [value=erase]")?;
    session.click(&sure)?;
    until("the options to close", || Ok((!session.tabs()?.contains(&tab)).then_some(())))?;
    session.switch_to(&present)?;
    let left = "
        const request = indexedDB.open('kept');
        await new Promise((resolve) => { request.onsuccess = resolve; });
        const stores = [...request.result.objectStoreNames];
        const count = stores.length && request.result.transaction(stores).objectStore(stores[0]).count();
        if (count) await new Promise((resolve) => { count.onsuccess = resolve; });
        return [Object.keys(await chrome.storage.local.get(null)), count ? count.result : 0];";
    let left = until("the extension to start anew", || Ok(session.in_extension(POPUP, left, json!([])).ok()))?;
    ensure!(left == json!([[], 0]), "left after everything was erased: {left}");
    // Firefox took the permission to read sites with it.
    if kind == Kind::Firefox {
        return session.finish();
    }
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    let report = shown::settled(&mut session, &page.address)?;
    ensure!(report["verdict"] == "rewritten", "what came with the extension is not known again: {report}");
    Overlay::wait(&mut session).context("the overlay")?;
    session.finish()
}

/// Installing opens the page for new readers, and updating does not; its sample is judged there, without any request.
pub(crate) fn a_new_reader_is_greeted(kind: Kind) -> Result<()> {
    // Every session waits for the page that installing opens, and closes it.
    let mut session = Session::start(kind)?;
    let welcome = session.extension_address(WELCOME);
    session.open(&welcome)?;
    let report = Report::of_popup(&mut session)?;
    ensure!(report.verdict == "rewritten" || report.verdict == "edited", "the sample is said to be {}", report.verdict);
    ensure!(report.edits.iter().any(|edit| edit.kind == "figure-changed"), "the sample's figure is not found");
    let asked = session.find("input[value=asked]")?;
    session.click(&asked)?;
    let where_now = "return (await copytaster.settings.read()).where";
    until("the choice to be kept", || {
        Ok((session.in_extension(POPUP, where_now, json!([]))? == "asked").then_some(()))
    })?;
    session.finish()
}
