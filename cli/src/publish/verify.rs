//! What would a reader's browser say of a published folder?

use super::folder::Folder;
use super::manifest::Manifest;
use super::proof::Proof;
use super::{clock, segments};
use crate::pack::signature;
use copytaster::index::Pack;
use minisign::PublicKey;
use std::path::Path;

/// Whether a list is published in this folder.
pub(crate) fn is_published(path: &str) -> bool {
    Folder::at(Path::new(path)).is_published()
}

/// Checks everything that a browser checks before it switches to a list; gives what may be said of it.
pub(crate) fn verify(path: &str, key: Option<&PublicKey>) -> Result<String, String> {
    let folder = Folder::at(Path::new(path));
    let published = folder.read()?.ok_or("no list is published here; `copytaster publish` makes one")?;
    let by = published.signed_by()?;
    if let Some(key) = key.filter(|key| key.to_bytes() != by.to_bytes()) {
        let [by, expected] = [&by, key].map(|key| signature::number(key.keynum()));
        return Err(format!("it is signed with key {by}, not with {expected}; use the public key of its maker"));
    }
    let manifest = published.manifest;
    let now = clock::stamp(clock::now());
    if manifest.expires < now {
        return Err(format!("it expired at {}; publish it again", manifest.expires));
    }
    let mut proof = Proof::default();
    for segment in &manifest.segments {
        let pack = segments::open(&folder, segment)?;
        fits(&manifest, &pack).map_err(|problem| format!("its segments/{}.pack {problem}", segment.sha256))?;
        if (pack.info().bytes as u64, pack.len()) != (segment.bytes, segment.stories) {
            return Err(format!("its segments/{}.pack is not what the manifest says of it", segment.sha256));
        }
        proof.add(&pack).map_err(|error| error.to_string())?;
    }
    let id = |pack: usize, story: usize| {
        let pack = segments::open(&folder, manifest.segments.get(pack)?).ok()?;
        Some(pack.story(story).ok()?.id)
    };
    if let Some(failed) = manifest.tests.iter().find(|test| !proof.passes(test, id)) {
        return Err(format!("its packs do not find the story {}, which they should; publish it again", failed.story));
    }
    Ok(format!(
        "whole, {} stories of {}, list “{}” at sequence {}, fresh until {}, signed by {}",
        manifest.stories(),
        manifest.agency,
        manifest.name,
        manifest.sequence,
        manifest.expires,
        signature::number(by.keynum()),
    ))
}

/// Whether a pack is one of the list's.
pub(super) fn fits(manifest: &Manifest, pack: &Pack) -> Result<(), String> {
    let info = pack.info();
    if info.text {
        return Err("holds the stories' text, which is not to be passed on; build it without --with-text".to_owned());
    }
    if info.agency != manifest.agency {
        return Err(format!("holds stories of {}, and the list is of {}", info.agency, manifest.agency));
    }
    match info.hosts.iter().find(|host| !manifest.hosts.contains(host)) {
        Some(host) => Err(format!("links to {host}, which the list does not name")),
        None => Ok(()),
    }
}
