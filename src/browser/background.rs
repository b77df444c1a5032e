//! What does the background answer?
//!
//! The browser stops the background whenever it is idle. So nothing here is kept but what [`open`] reads back from the
//! store: the heads of the installed packs. Their stories stay there, and are read when a page may repeat them.

use super::page::PageCheck;
use super::store::{Installed, Store, TOGETHER};
use super::value;
use crate::index::{self, Candidate, Pack};
use crate::protocol::{Candidates, Request};
use crate::story::Story;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// How many candidates are compared with a page.
const CANDIDATES: usize = 16;

/// What is installed, ready for look-ups.
#[derive(Default)]
struct Known {
    store: Option<Rc<Store>>,
    /// The number of the installation.
    number: u32,
    /// The packs' names and heads, side by side.
    names: Vec<String>,
    heads: Vec<Pack>,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Opens the installed packs; the promise gives the mark that [`finish`] left, or nothing.
#[wasm_bindgen]
pub fn open() -> Promise {
    js_sys::futures::future_to_promise(async {
        let store = Store::open().await?;
        let Installed { number, mark } = store.installed().await?;
        let heads = store.heads(number).await?;
        hold(store, number, heads)?;
        Ok(mark.map_or(JsValue::UNDEFINED, JsValue::from))
    })
}

/// Begins an installation, which is to replace all installed packs; the promise gives its number.
#[wasm_bindgen]
pub fn begin() -> Promise {
    js_sys::futures::future_to_promise(async {
        let store = Store::open().await?;
        let before = store.installed().await?.number;
        // What a stopped installation left would be taken for a part of this one.
        store.sweep(before).await?;
        Ok(before.wrapping_add(1).max(1).into())
    })
}

/// Adds a pack to an installation, one at a time, so that no two need stand in memory.
///
/// Every checksum is verified first. After a damaged pack or on a full disk the installation is at its end, and everything
/// is as it was before.
#[wasm_bindgen]
pub fn add(number: u32, name: String, bytes: Vec<u8>) -> Promise {
    js_sys::futures::future_to_promise(async move {
        let store = Store::open().await?;
        let opened = Pack::open(bytes).and_then(|pack| pack.verify().map(|()| pack));
        let written = match opened {
            Ok(pack) => store.write(number, &name, &pack).await,
            Err(problem) => Err(value::error(format!("{name}: {problem}"))),
        };
        if written.is_err() {
            store.sweep(store.installed().await?.number).await?;
        }
        written.map(|()| JsValue::UNDEFINED)
    })
}

/// Ends an installation: what was added to it takes the place of what was there, in one switch. `mark` says what was
/// installed, and is given back by [`open`].
#[wasm_bindgen]
pub fn finish(number: u32, mark: String) -> Promise {
    js_sys::futures::future_to_promise(async move {
        let store = Store::open().await?;
        store.switch(number, &mark).await?;
        let heads = store.heads(number).await?;
        hold(store, number, heads)?;
        // Last, since look-ups go on meanwhile.
        Store::open().await?.sweep(number).await?;
        Ok(JsValue::UNDEFINED)
    })
}

/// Answers a request of a page; `look-up` and `check` are answered here.
#[wasm_bindgen]
pub fn answer(request: &JsValue) -> Promise {
    let request = Request::read(value::read(request));
    js_sys::futures::future_to_promise(async move {
        let answer = match request.map_err(value::error)? {
            Request::LookUp(terms) => {
                let stories = look_up(&index::QueryTerms(terms)).await?;
                Candidates { known: known(), stories }.write()
            }
            Request::Check(page) => {
                let check = PageCheck::of(*page);
                let candidates = look_up(&check.query()).await?;
                check.report(candidates, known())
            }
        };
        value::write(&answer)
    })
}

fn hold(store: Store, number: u32, heads: Vec<(String, Vec<u8>)>) -> Result<(), JsValue> {
    let mut known = Known { store: Some(Rc::new(store)), number, ..Known::default() };
    for (name, head) in heads {
        known.heads.push(Pack::open(head).map_err(value::error)?);
        known.names.push(name);
    }
    KNOWN.set(known);
    Ok(())
}

fn known() -> usize {
    KNOWN.with_borrow(|known| known.heads.iter().map(Pack::len).sum())
}

/// The stories that a page with these terms may repeat, likeliest first, then their later versions.
async fn look_up(terms: &index::QueryTerms) -> Result<Vec<Story>, JsValue> {
    loop {
        let (store, number, found) = KNOWN
            .with_borrow(|known| (known.store.clone(), known.number, index::search(&known.heads, terms, CANDIDATES)));
        let Some(store) = store else { return Ok(Vec::new()) };
        let Some(mut stories) = read(&store, number, &found).await? else { continue };
        let later = KNOWN.with_borrow(|known| index::later_versions(&known.heads, &found, &stories));
        let Some(later) = read(&store, number, &later).await? else { continue };
        stories.extend(later);
        return Ok(stories);
    }
}

/// The stories that were found, from their parts; none where another installation has taken the place of this one
/// meanwhile, and may have swept its parts away.
async fn read(store: &Store, number: u32, found: &[Candidate]) -> Result<Option<Vec<Story>>, JsValue> {
    let names: Vec<String> = KNOWN.with_borrow(|known| {
        found.iter().map(|found| known.names.get(found.pack).cloned().unwrap_or_default()).collect()
    });
    let wanted: Vec<_> = names.iter().zip(found).map(|(name, found)| (name.as_str(), found.story / TOGETHER)).collect();
    let parts = if wanted.is_empty() { Vec::new() } else { store.parts(number, &wanted).await? };
    if KNOWN.with_borrow(|known| known.number != number) {
        return Ok(None);
    }
    let mut stories = Vec::new();
    for ((part, name), found) in parts.into_iter().zip(names).zip(found) {
        let part = part.ok_or_else(|| value::error(format!("{name}: stories are missing; install it again")))?;
        let (part, story) = (Pack::open(part).map_err(value::error)?, found.story % TOGETHER);
        if !KNOWN.with_borrow(|known| index::is_taken_back(&known.heads, &part, story)) {
            stories.push(part.story(story).map_err(value::error)?);
        }
    }
    Ok(Some(stories))
}
