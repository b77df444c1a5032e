//! How does a folder change under its readers' eyes?
//!
//! ```text
//! copytaster-list.txt      the list: the signature of its manifest, which names the manifest by its hash
//! manifests/HASH.json      what the list says of itself
//! segments/HASH.pack       its packs
//! index.html               for people
//! ```
//!
//! A signature that stood beside its manifest would fit it only where a reader gets both in one moment. So the signature
//! leads to the manifest: its comment, which is signed too, holds the manifest's hash. All other files are named by their hash and never
//! change, the list is replaced last and at once, and whoever reads sees the list before or the list after.

use super::manifest::{Manifest, is_hash};
use crate::input;
use crate::outcome::Failure;
use crate::pack::signature;
use crate::pack::write;
use minisign::SecretKey;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The list's file, whose address readers subscribe to.
pub(super) const LIST: &str = "copytaster-list.txt";
const PAGE: &str = "index.html";
const MANIFESTS: &str = "manifests";
const SEGMENTS: &str = "segments";
/// Held by who writes.
const LOCK: &str = ".publishing";

/// The first line of a list, for people who look at it.
const HINT: &str = "a list of known stories; paste this file's address into Copytaster's options to subscribe";

/// A folder that is published, or is to be.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

/// What a folder publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) manifest: Manifest,
    /// The signature.
    list: String,
    /// The manifest's bytes.
    json: Vec<u8>,
}

impl Published {
    /// Checks the signature by the key that the manifest names, which is given back.
    pub(super) fn signed_by(&self) -> Result<minisign::PublicKey, String> {
        let key = signature::public_key(&self.manifest.key).map_err(|_| "its manifest names no key".to_owned())?;
        signature::verify_unhashed(&self.list, &self.json, &key)?;
        Ok(key)
    }
}

impl Folder {
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Whether a list is published here.
    pub(super) fn is_published(&self) -> bool {
        self.path.join(LIST).is_file()
    }

    /// Makes the folder where there is none, and keeps others from publishing in it as long as the file is open.
    pub(super) fn prepare(&self) -> Result<File, Failure> {
        let refused = |cause: &dyn std::fmt::Display| Failure::Work(format!("{}: {cause}", self.path.display()));
        if !self.is_published() && self.path.join(PAGE).exists() {
            return Err(Failure::Usage(format!(
                "{}: this folder has an {PAGE} that is not a list's, and it was left alone; name another folder",
                self.path.display()
            )));
        }
        for folder in [MANIFESTS, SEGMENTS] {
            fs::create_dir_all(self.path.join(folder))
                .map_err(|error| refused(&format_args!("it cannot be written to ({error}); name another folder")))?;
        }
        let lock = File::create(self.path.join(LOCK)).map_err(|error| refused(&error))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(_) => Err(refused(&"another `copytaster publish` is at work in it; wait until it has ended")),
        }
    }

    /// What is published here, if anything is; its hashes fit.
    pub(super) fn read(&self) -> Result<Option<Published>, String> {
        if !self.is_published() {
            return Ok(None);
        }
        let list = self.file(LIST)?;
        let list = String::from_utf8(list).map_err(|_| format!("its {LIST} is no list"))?;
        let named = named_manifest(&list).ok_or_else(|| format!("its {LIST} names no manifest"))?;
        let json = self.file(&format!("{MANIFESTS}/{named}.json"))?;
        if hash(&json) != named {
            return Err(format!("its {MANIFESTS}/{named}.json is not what the list names; upload the folder again"));
        }
        let manifest = Manifest::read(&json)?;
        Ok(Some(Published { manifest, list, json }))
    }

    /// The bytes of a segment, which are what its name says.
    pub(super) fn segment(&self, sha256: &str) -> Result<Vec<u8>, String> {
        let name = format!("{SEGMENTS}/{sha256}.pack");
        let bytes = self.file(&name)?;
        if hash(&bytes) == sha256 { Ok(bytes) } else { Err(format!("its {name} was changed; upload the folder again")) }
    }

    /// Writes a segment, of which nobody knows before the list is [switched](Self::switch); gives its name.
    pub(super) fn write_segment(&self, bytes: &[u8]) -> Result<String, Failure> {
        let sha256 = hash(bytes);
        let path = self.path.join(SEGMENTS).join(format!("{sha256}.pack"));
        if !fs::read(&path).is_ok_and(|there| hash(&there) == sha256) {
            write::bytes_at_once(&path, bytes)?;
        }
        Ok(sha256)
    }

    /// Publishes a manifest: its file, the page, and last the list.
    pub(super) fn switch(&self, manifest: &Manifest, page: &str, key: &SecretKey, time: u64) -> Result<(), Failure> {
        let json = manifest.write().map_err(|problem| Failure::Work(format!("{}: {problem}", self.path.display())))?;
        let sha256 = hash(&json);
        let comment = format!("timestamp:{time}\tfile:{sha256}.json");
        let list = signature::sign_unhashed(&json, key, HINT, &comment).map_err(Failure::Work)?;
        write::bytes_at_once(&self.path.join(MANIFESTS).join(format!("{sha256}.json")), &json)?;
        write::bytes_at_once(&self.path.join(PAGE), page.as_bytes())?;
        write::bytes_at_once(&self.path.join(LIST), list.as_bytes())
    }

    /// Removes what no reader wants any more: manifests that were replaced before a time, and segments that no other manifest
    /// names. What has another name is none of ours.
    pub(super) fn sweep(&self, before: &str) {
        let mut manifests: Vec<(Manifest, PathBuf)> = Vec::new();
        for path in files(&self.path.join(MANIFESTS), "json") {
            match fs::read(&path).ok().and_then(|json| Manifest::read(&json).ok()) {
                Some(manifest) => manifests.push((manifest, path)),
                None => return,
            }
        }
        manifests.sort_by_key(|(manifest, _)| manifest.sequence);
        let gone = manifests.windows(2).take_while(|pair| pair[1].0.published.as_str() < before).count();
        let wanted: BTreeSet<String> =
            manifests.drain(gone..).flat_map(|(manifest, _)| manifest.segments).map(|segment| segment.sha256).collect();
        let unwanted = files(&self.path.join(SEGMENTS), "pack")
            .into_iter()
            .filter(|path| path.file_stem().is_some_and(|name| !wanted.contains(&*name.to_string_lossy())));
        // What cannot be removed is in nobody's way, and is tried again the next time.
        unwanted.chain(manifests.into_iter().map(|(_, path)| path)).for_each(|path| drop(fs::remove_file(path)));
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.path.join(name);
        input::whole_file(&path.to_string_lossy()).map_err(|error| format!("its {name} cannot be read: {error}"))
    }
}

/// The hash of the manifest that a list names.
fn named_manifest(list: &str) -> Option<&str> {
    let comment = list.lines().nth(2)?.strip_prefix("trusted comment: ")?;
    let file = comment.split('\t').find_map(|field| field.strip_prefix("file:"))?;
    file.strip_suffix(".json").filter(|name| is_hash(name))
}

/// The files in a folder that are named by a hash.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_ours = |path: &PathBuf| {
        let name = path.file_stem().is_some_and(|name| is_hash(&name.to_string_lossy()));
        name && path.extension().is_some_and(|other| other == ending)
    };
    entries.filter(is_ours).collect()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
