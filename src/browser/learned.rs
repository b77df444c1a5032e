//! What becomes of stories that were learned?
//!
//! Plain work on the bytes of packs, for `extension/background/learn.js`: where they lie and when they are merged is
//! lifecycle, and its affair.

use super::value;
use crate::detect::may_teach;
use crate::index::{Pack, PackError, PackOptions, merge_without};
use crate::protocol::{self, Value};
use crate::story::agency;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The pack of a story that was read at this address: public, with its headline, since it stays on this machine.
#[wasm_bindgen(js_name = packOf)]
pub fn pack_of(story: &JsValue, url: &str) -> Result<Vec<u8>, JsValue> {
    let story = protocol::read_story(value::read(story));
    let agency = agency::by_name(&story.agency).filter(|_| may_teach(url, &story));
    let agency = agency.ok_or_else(|| value::error("no page teaches the stories of another site"))?;
    let hosts = agency.hosts.iter().map(|host| (*host).to_owned()).collect();
    let options = PackOptions { agency: agency.name.to_owned(), hosts, headlines: true, text: false };
    options.pack_of(&story).map_err(value::error)
}

/// One pack of several of one agency, without the stories with these ids and without so many of the oldest of each; empty
/// where no story is left.
#[wasm_bindgen(js_name = mergePacks)]
pub fn merge_packs(packs: Vec<js_sys::Uint8Array>, ids: Vec<String>, oldest: usize) -> Result<Vec<u8>, JsValue> {
    merged(packs, &ids, oldest).map_err(value::error)
}

fn merged(packs: Vec<js_sys::Uint8Array>, ids: &[String], oldest: usize) -> Result<Vec<u8>, PackError> {
    let mut opened = Vec::new();
    for pack in packs {
        opened.push(Pack::open(pack.to_vec())?);
    }
    // A pack's stories stand by their days.
    let is_named = |story: crate::story::Story| ids.contains(&story.id);
    let is_left_out = |pack: usize, number: usize| {
        number < oldest || !ids.is_empty() && opened[pack].outline(number).is_ok_and(is_named)
    };
    let bytes = merge_without(&opened, &is_left_out)?;
    Ok(if Pack::open(bytes.clone())?.is_empty() { Vec::new() } else { bytes })
}

/// The stories of a pack, without their words; see [`protocol::write_learned`].
#[wasm_bindgen(js_name = storiesOf)]
pub fn stories_of(pack: Vec<u8>) -> Result<JsValue, JsValue> {
    let pack = Pack::open(pack).map_err(value::error)?;
    let mut stories = Vec::new();
    for number in 0..pack.len() {
        stories.push(protocol::write_learned(pack.outline(number).map_err(value::error)?));
    }
    value::write(&Value::List(stories))
}
