//! How does a source get new packs?
//!
//! An [`Installation`] writes them beside the packs that the source has, may look into them, and then switches. Before the
//! switch nothing of it counts, and after a failure nothing is left of it.

use super::background::{self, Task, promise, stories_of};
use super::store::{Installed, Source, Store, TOGETHER};
use super::value;
use crate::index::{self, Pack, QueryTerms};
use crate::protocol::{self, Candidates};
use js_sys::{Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// New packs for a source, in the making.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Installation {
    packs: Rc<Packs>,
}

#[wasm_bindgen]
impl Installation {
    /// Begins an installation that is to replace all packs of a source. Several sources may be installed at the same time,
    /// one source only once.
    #[wasm_bindgen(constructor)]
    pub fn new(source: String) -> Installation {
        Self { packs: Rc::new(Packs { source, added: RefCell::default() }) }
    }

    /// Adds a pack under a name of its own.
    ///
    /// Every checksum is verified first. The promise gives what the pack says of itself, for who trusts it with less. A damaged
    /// pack or a full disk ends the installation, and everything is as it was before.
    pub fn add(&self, name: String, bytes: Vec<u8>) -> Promise {
        self.promise(Act::Add(name, bytes))
    }

    /// Takes over a pack that the source has already; the promise gives true where there is one of this name.
    pub fn keep(&self, name: String) -> Promise {
        self.promise(Act::Keep(name))
    }

    /// The bytes of a pack that the source has already, put together from its pieces; nothing where there is none of this
    /// name.
    pub fn read(&self, name: String) -> Promise {
        self.promise(Act::Read(name))
    }

    /// What a page with these terms would find in these packs alone: the answer to a look-up.
    pub fn find(&self, terms: Vec<u32>) -> Promise {
        self.promise(Act::Find(QueryTerms(terms)))
    }

    /// Ends the installation: its packs take the place of those that the source had, in one switch. `mark` says what was
    /// installed, and [`installed`](background::installed) gives it back.
    pub fn finish(&self, mark: String) -> Promise {
        self.promise(Act::Finish(mark))
    }

    /// Gives the installation up: nothing is left of it.
    pub fn cancel(&self) -> Promise {
        self.promise(Act::Cancel)
    }

    fn promise(&self, act: Act) -> Promise {
        promise(Task::Install(Step { packs: self.packs.clone(), act }))
    }
}

/// Removes a source with all its packs.
#[wasm_bindgen]
pub fn remove(source: String) -> Promise {
    Installation::new(source).promise(Act::Remove)
}

/// One step of an installation.
pub(super) struct Step {
    packs: Rc<Packs>,
    act: Act,
}

enum Act {
    Add(String, Vec<u8>),
    Keep(String),
    Read(String),
    Find(QueryTerms),
    Finish(String),
    Cancel,
    Remove,
}

impl Step {
    pub(super) async fn take(self) -> Result<JsValue, JsValue> {
        let Self { packs, act } = self;
        let store = Store::open().await?;
        match act {
            Act::Add(name, bytes) => {
                let opened = Pack::open(bytes).and_then(|pack| pack.verify().map(|()| pack));
                let mut info = None;
                let written = match opened {
                    Ok(pack) => {
                        info = Some(pack.info());
                        store.write(&pack).await
                    }
                    Err(problem) => Err(value::error([&name, ": ", &problem.to_string()].concat())),
                };
                match written {
                    Ok(number) => {
                        let said = value::write(&protocol::write_pack(&name, info));
                        packs.added.borrow_mut().push(Installed { number, name });
                        return said;
                    }
                    Err(problem) => {
                        packs.end();
                        store.sweep().await?;
                        return Err(problem);
                    }
                }
            }
            Act::Keep(ref name) | Act::Read(ref name) => {
                let mut sources = store.sources().await?.into_iter();
                let before = sources.find(|one| one.name == packs.source);
                let pack = before.and_then(|before| before.packs.into_iter().find(|pack| pack.name == *name));
                let Some(pack) = pack else { return Ok(JsValue::UNDEFINED) };
                if let Act::Read(_) = act {
                    return whole(&store, pack.number).await;
                }
                Store::hold(pack.number);
                packs.added.borrow_mut().push(pack);
                return Ok(JsValue::TRUE);
            }
            Act::Find(terms) => return find(&store, &packs, &terms).await,
            Act::Finish(mark) => {
                let added = packs.added.borrow().clone();
                store.switch(&Source { name: packs.source.clone(), mark, packs: added }).await?;
                packs.end();
                background::refresh().await?;
                // Last, since look-ups go on meanwhile.
                store.sweep().await?;
            }
            Act::Cancel => {
                packs.end();
                store.sweep().await?;
            }
            Act::Remove => {
                store.forget(&packs.source).await?;
                background::refresh().await?;
                store.sweep().await?;
            }
        }
        Ok(JsValue::UNDEFINED)
    }
}

/// A pack's bytes, from its head and its parts.
async fn whole(store: &Store, number: u32) -> Result<JsValue, JsValue> {
    let head = Pack::open(store.head(number).await?.unwrap_or_default()).map_err(value::error)?;
    let wanted: Vec<_> = (0..head.len().div_ceil(TOGETHER)).map(|part| (number, part)).collect();
    let mut parts = Vec::new();
    for part in store.parts(&wanted).await?.into_iter().flatten() {
        parts.push(Pack::open(part).map_err(value::error)?);
    }
    let bytes = head.joined(&parts).map_err(value::error)?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

async fn find(store: &Store, packs: &Packs, terms: &QueryTerms) -> Result<JsValue, JsValue> {
    let numbers: Vec<u32> = packs.added.borrow().iter().map(|pack| pack.number).collect();
    let mut heads = Vec::new();
    for &number in &numbers {
        let head = store.head(number).await?.unwrap_or_default();
        heads.push(Pack::open(head).map_err(value::error)?);
    }
    let found = index::search(&heads, terms, background::CANDIDATES);
    let wanted: Vec<_> = found.iter().map(|found| (numbers[found.pack], found.story)).collect();
    let stories = stories_of(store, &wanted).await?.into_iter().flatten().map(|(_, story)| story).collect();
    let known = heads.iter().map(Pack::len).sum();
    value::write(&Candidates { known, stories }.write(Vec::new()))
}

/// The packs of an installation, kept from being swept as long as it lasts.
#[derive(Debug)]
struct Packs {
    source: String,
    added: RefCell<Vec<Installed>>,
}

impl Packs {
    fn end(&self) {
        let numbers: Vec<u32> = self.added.borrow_mut().drain(..).map(|pack| pack.number).collect();
        Store::release(&numbers);
    }
}

impl Drop for Packs {
    fn drop(&mut self) {
        self.end();
    }
}
