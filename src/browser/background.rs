//! What does the background answer?
//!
//! The browser stops the background whenever it is idle. So nothing here is kept but what [`open`] reads back from the
//! store: the heads of the installed packs. Their stories stay there, and are read when a page may repeat them.

use super::page::PageCheck;
use super::store::{Installed, Store, TOGETHER};
use super::value;
use crate::index::{self, Pack};
use crate::protocol::{Candidates, Request};
use crate::story::Story;
use js_sys::{Array, Promise, Uint8Array};
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

/// Opens the installed packs; the promise gives the mark that [`install`] left, or nothing.
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

/// Replaces all installed packs by these, in one switch: `names` and `packs` side by side. Every checksum is verified
/// first; a damaged pack or a full disk leaves everything as it was. `mark` says what was installed, and is given back by
/// [`open`].
#[wasm_bindgen]
pub fn install(mark: String, names: Vec<String>, packs: Array) -> Promise {
    js_sys::futures::future_to_promise(async move {
        let store = Store::open().await?;
        let before = store.installed().await?.number;
        // What a stopped installation left would take the place of this one.
        store.sweep(before).await?;
        let number = before.wrapping_add(1).max(1);
        let heads = match write(&store, number, names, &packs).await {
            Ok(heads) => heads,
            Err(problem) => {
                store.sweep(before).await?;
                return Err(problem);
            }
        };
        store.switch(number, &mark).await?;
        store.sweep(number).await?;
        hold(store, number, heads)?;
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

async fn write(
    store: &Store,
    number: u32,
    names: Vec<String>,
    packs: &Array,
) -> Result<Vec<(String, Vec<u8>)>, JsValue> {
    let mut heads = Vec::new();
    for (name, bytes) in names.into_iter().zip(packs.iter()) {
        let opened = Pack::open(Uint8Array::new(&bytes).to_vec()).and_then(|pack| pack.verify().map(|()| pack));
        let pack = opened.map_err(|problem| value::error(format!("{name}: {problem}")))?;
        let head = store.write(number, &name, &pack).await?;
        heads.push((name, head));
    }
    Ok(heads)
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

/// The stories that a page with these terms may repeat, likeliest first.
async fn look_up(terms: &index::QueryTerms) -> Result<Vec<Story>, JsValue> {
    let (store, number, found) = KNOWN.with_borrow(|known| {
        let found = index::search(&known.heads, terms, CANDIDATES);
        let name = |pack: usize| known.names.get(pack).cloned().unwrap_or_default();
        let found: Vec<_> = found.iter().map(|found| (name(found.pack), found.story)).collect();
        (known.store.clone(), known.number, found)
    });
    let Some(store) = store.filter(|_| !found.is_empty()) else { return Ok(Vec::new()) };
    let wanted: Vec<_> = found.iter().map(|(name, story)| (name.as_str(), story / TOGETHER)).collect();
    let parts = store.parts(number, &wanted).await?;
    let mut stories = Vec::new();
    // A part is missing where another installation has taken the place of this one meanwhile.
    for (part, (_, story)) in parts.into_iter().zip(&found).filter_map(|(part, found)| Some((part?, found))) {
        let part = Pack::open(part).map_err(value::error)?;
        if !KNOWN.with_borrow(|known| index::is_taken_back(&known.heads, &part, story % TOGETHER)) {
            stories.push(part.story(story % TOGETHER).map_err(value::error)?);
        }
    }
    Ok(stories)
}
