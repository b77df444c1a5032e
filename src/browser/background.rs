//! What does the background answer?
//!
//! The browser stops the background whenever it is idle. So nothing here is kept but what [`open`] reads back from the
//! store: the heads of the installed packs. Their stories stay there, and are read when a page may repeat them.

use super::installation::Step;
use super::store::{Source, Store, TOGETHER};
use super::value;
use crate::index::{self, Pack};
use crate::protocol::{self, Candidates, Request};
use crate::story::Story;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// How many candidates are compared with a page.
pub(super) const CANDIDATES: usize = 16;

/// What is installed, ready for look-ups.
#[derive(Default)]
struct Known {
    store: Option<Rc<Store>>,
    sources: Vec<Source>,
    /// The packs' numbers and heads, side by side.
    numbers: Vec<u32>,
    heads: Vec<Pack>,
    /// How often this was asked for, and the asking that it answers: what was found among other heads has other places.
    asked: u32,
    answers: u32,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Opens the installed packs.
#[wasm_bindgen]
pub fn open() -> Promise {
    promise(Task::Open)
}

/// What is installed, by source.
#[wasm_bindgen]
pub fn installed() -> Result<JsValue, JsValue> {
    KNOWN.with_borrow(|known| {
        let source = |source: &Source| {
            let packs = source.packs.iter().map(|pack| {
                let at = known.numbers.iter().position(|&number| number == pack.number);
                (pack.name.as_str(), at.map(|at| known.heads[at].info()))
            });
            protocol::write_source(&source.name, &source.mark, packs)
        };
        value::write(&protocol::Value::List(known.sources.iter().map(source).collect()))
    })
}

/// Answers a request of a page.
#[wasm_bindgen]
pub fn answer(request: &JsValue) -> Promise {
    promise(Task::Answer(Request::read(value::read(request))))
}

/// What is done in its own time. All in one future: each that a promise is made of costs a kilobyte of wasm.
pub(super) enum Task {
    Open,
    Answer(Result<Request, String>),
    Install(Step),
}

pub(super) fn promise(task: Task) -> Promise {
    js_sys::futures::future_to_promise(async {
        match task {
            Task::Open => refresh().await?,
            Task::Answer(request) => return value::write(&answer_to(request.map_err(value::error)?).await?),
            Task::Install(step) => return step.take().await,
        }
        Ok(JsValue::UNDEFINED)
    })
}

async fn answer_to(request: Request) -> Result<protocol::Value, JsValue> {
    Ok(match request {
        Request::LookUp(terms) => {
            let (stories, sources) = look_up(&index::QueryTerms(terms)).await?;
            Candidates { known: known(), stories }.write(sources)
        }
    })
}

/// Reads what is installed now; heads that are in memory stay there. What does not open is left out, and [`installed`]
/// shows it.
pub(super) async fn refresh() -> Result<(), JsValue> {
    let asked = KNOWN.with_borrow_mut(|known| {
        known.asked += 1;
        known.asked
    });
    let store = Store::open().await?;
    let sources = store.sources().await?;
    let numbers: Vec<u32> = sources.iter().flat_map(|source| &source.packs).map(|pack| pack.number).collect();
    let mut read = Vec::new();
    for number in &numbers {
        if !KNOWN.with_borrow(|known| known.numbers.contains(number))
            && let Some(head) = store.head(*number).await?
            && let Ok(head) = Pack::open(head)
        {
            read.push((*number, head));
        }
    }
    KNOWN.with_borrow_mut(|known| {
        // One that began later has seen more.
        if asked < known.answers {
            return;
        }
        read.extend(std::mem::take(&mut known.numbers).into_iter().zip(std::mem::take(&mut known.heads)));
        for number in numbers {
            if let Some(at) = read.iter().position(|one| one.0 == number) {
                known.numbers.push(number);
                known.heads.push(read.swap_remove(at).1);
            }
        }
        (known.store, known.sources, known.answers) = (Some(Rc::new(store)), sources, asked);
    });
    Ok(())
}

fn known() -> usize {
    KNOWN.with_borrow(|known| known.heads.iter().map(Pack::len).sum())
}

/// Stories, and the source of each.
type Found = (Vec<Story>, Vec<String>);

/// The stories that a page with these terms may repeat, likeliest first, then their later versions.
async fn look_up(terms: &index::QueryTerms) -> Result<Found, JsValue> {
    let mut is_open_anew = false;
    loop {
        match look_up_once(terms).await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(problem) if is_open_anew => return Err(problem),
            Err(_) => {
                // Where a disk fails the browser closes what is open, and says so whenever it is asked, though there be room again.
                refresh().await?;
                is_open_anew = true;
            }
        }
    }
}

/// The same; none where other packs have come meanwhile.
async fn look_up_once(terms: &index::QueryTerms) -> Result<Option<Found>, JsValue> {
    let (store, answers, found) =
        KNOWN.with_borrow(|known| (known.store.clone(), known.answers, index::search(&known.heads, terms, CANDIDATES)));
    let Some(store) = store else { return Ok(Some(Found::default())) };
    let mut sources = Vec::new();
    let Some(mut stories) = read(&store, answers, &found, &mut sources).await? else { return Ok(None) };
    let later = KNOWN.with_borrow(|known| index::later_versions(&known.heads, &found, &stories));
    let Some(later) = read(&store, answers, &later, &mut sources).await? else { return Ok(None) };
    stories.extend(later);
    Ok(Some((stories, sources)))
}

/// The stories that were found, from their parts; none where other packs have come meanwhile, and may have taken their
/// places. The name of each one's source is added to `sources`.
async fn read(
    store: &Store,
    answers: u32,
    found: &[index::Candidate],
    sources: &mut Vec<String>,
) -> Result<Option<Vec<Story>>, JsValue> {
    let wanted: Vec<_> =
        KNOWN.with_borrow(|known| found.iter().map(|found| (known.numbers[found.pack], found.story)).collect());
    let read = stories_of(store, &wanted).await?;
    KNOWN.with_borrow(|known| {
        if known.answers != answers {
            return Ok(None);
        }
        let mut stories = Vec::new();
        for (read, found) in read.into_iter().zip(found) {
            let missing = || value::error("stories of an installed pack are missing; install it again");
            let (part, story) = read.ok_or_else(missing)?;
            if !index::is_taken_back(&known.heads, &part, found.story % TOGETHER) {
                stories.push(story);
                let number = known.numbers[found.pack];
                let source = known.sources.iter().find(|source| source.packs.iter().any(|pack| pack.number == number));
                sources.push(source.map(|source| source.name.clone()).unwrap_or_default());
            }
        }
        Ok(Some(stories))
    })
}

/// Stories by their pack's number and their own, each with the part that it stands in; nothing for one that is not there.
pub(super) async fn stories_of(store: &Store, wanted: &[(u32, usize)]) -> Result<Vec<Option<(Pack, Story)>>, JsValue> {
    let parts: Vec<_> = wanted.iter().map(|&(number, story)| (number, story / TOGETHER)).collect();
    let mut stories = Vec::new();
    for (part, (_, story)) in store.parts(&parts).await?.into_iter().zip(wanted) {
        let Some(part) = part else {
            stories.push(None);
            continue;
        };
        let part = Pack::open(part).map_err(value::error)?;
        let story = part.story(story % TOGETHER).map_err(value::error)?;
        stories.push(Some((part, story)));
    }
    Ok(stories)
}
