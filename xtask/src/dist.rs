//! How do the sources become two extensions and a site?
//!
//! `dist/chrome`, `dist/firefox` and `dist/www` are made anew each time: the static files as they lie (the extensions' scripts
//! without their comments, those that only pages get in one file, and those that only the background runs), the engine as wasm beside them, and one manifest for each browser.

mod arrange;
mod join;
mod manifest;
mod script;
mod wasm;

use crate::process::{cargo, root, run};
use crate::setup::{Needs, setup};
use crate::webdriver::Kind;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

pub use join::mark;
pub use wasm::{Sizes, build_measured, sizes};

/// What the site takes from the extension, and its name there.
const SHARED: [(&str, &str); 7] = [
    ("extension/words.js", "words.js"),
    ("extension/render.js", "render.js"),
    ("extension/welcome/sample.js", "sample.js"),
    ("extension/report.css", "report.css"),
    ("extension/sides.css", "sides.css"),
    ("extension/icons/logo.svg", "logo.svg"),
    ("_locales/en/messages.json", "messages.json"),
];

/// The name of the pack that knows the sample story.
pub const SAMPLE: &str = "sample.pack";

/// What is put into the extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// What is published: no stories.
    Release,
    /// To try it and to test it: with a pack that knows the sample story, and let into all pages at once.
    Demo,
}

/// Builds everything under `dist/` and returns the engine's size.
pub fn dist(contents: Contents) -> Result<Sizes> {
    setup(Needs::Build)?;
    let root = root();
    let dist = root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).context("dist/ could not be emptied")?;
    }
    let engine = dist.join("engine");
    let sizes = wasm::build(&engine)?;
    let packs = dist.join("packs");
    fill(&packs, contents)?;

    let manifest: Value = read_json(&root.join("manifest.json"))?;
    let firefox: Value = read_json(&root.join("extension/firefox.patch.json"))?;
    let demo: Value = read_json(&root.join("extension/demo.patch.json"))?;
    for (browser, patch) in [("chrome", json!({})), ("firefox", firefox)] {
        let folder = dist.join(browser);
        copy(&root.join("extension"), &folder.join("extension"))?;
        for patch in ["firefox", "demo"] {
            fs::remove_file(folder.join(format!("extension/{patch}.patch.json")))?;
        }
        copy_texts(&root.join("_locales"), &folder.join("_locales"))?;
        copy(&engine, &folder.join("extension"))?;
        copy(&packs, &folder.join("extension/packs"))?;
        script::strip(&folder)?;
        let mut manifest = manifest.clone();
        manifest::merge(&mut manifest, &patch);
        join::join(&folder.join("extension"), &mut manifest)?;
        if contents == Contents::Demo {
            manifest::merge(&mut manifest, &demo);
        }
        fs::write(folder.join("manifest.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    }
    if root.join("www").is_dir() {
        copy(&root.join("www"), &dist.join("www"))?;
        copy(&engine, &dist.join("www"))?;
        // The site draws the same report with the same words.
        for (file, name) in SHARED {
            fs::copy(root.join(file), dist.join("www").join(name)).with_context(|| file.to_owned())?;
        }
    }
    fs::remove_dir_all(&engine)?;
    fs::remove_dir_all(&packs)?;
    Ok(sizes)
}

/// Fills a folder with the packs that are installed with the extension, and the list of them.
fn fill(folder: &Path, contents: Contents) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut names: Vec<&str> = Vec::new();
    if contents == Contents::Demo {
        names.push(SAMPLE);
        build_sample(&folder.join(SAMPLE), &["--with-text"])?;
    }
    list(folder, &names)
}

/// Builds the pack of the sample story, as anybody would: with the project's own program, and these further options.
pub fn build_sample(file: &Path, options: &[&str]) -> Result<()> {
    let build = ["run", "--quiet", "--package", "copytaster-cli", "--", "pack", "build", "--agency", "Reuters"];
    run(cargo(&build).args(options).arg("--out").arg(file).arg("tests/stories"))
}

/// Writes the list of the packs in a folder.
fn list(folder: &Path, names: &[impl AsRef<str>]) -> Result<()> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    fs::write(folder.join("index.json"), serde_json::to_string_pretty(&json!({ "packs": names }))? + "\n")?;
    Ok(())
}

/// Has a built extension ask for the reader's leave, like what is published, where the demo is let into all pages.
pub fn ask_for_access(extension: &Path) -> Result<()> {
    let file = extension.join("manifest.json");
    let mut manifest = read_json(&file)?;
    let optional = read_json(&root().join("manifest.json"))?["optional_host_permissions"].take();
    manifest::merge(&mut manifest, &json!({ "host_permissions": null, "optional_host_permissions": optional }));
    Ok(fs::write(file, manifest.to_string())?)
}

/// A copy of a built extension, which is removed with the value.
pub fn copied(kind: Kind) -> Result<TempDir> {
    let copied = tempfile::Builder::new().prefix("copytaster-").tempdir()?;
    copy(&root().join("dist").join(kind.dist_folder()), copied.path())?;
    Ok(copied)
}

/// A copy of a built extension, which is removed with the value, with all the packs of a folder instead of its own.
pub fn with_packs(kind: Kind, packs: &Path) -> Result<TempDir> {
    let copied = copied(kind)?;
    let folder = copied.path().join("extension/packs");
    fs::remove_dir_all(&folder)?;
    copy(packs, &folder)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(packs)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    list(&folder, &names)?;
    Ok(copied)
}

fn read_json(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("{} could not be read", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))
}

/// Copies each language's texts, without what is there for translators and for the eye.
fn copy_texts(from: &Path, to: &Path) -> Result<()> {
    for language in fs::read_dir(from)? {
        let language = language?;
        let mut texts = read_json(&language.path().join("messages.json"))?;
        for text in texts.as_object_mut().into_iter().flat_map(|texts| texts.values_mut()) {
            text.as_object_mut().map(|text| text.remove("description"));
        }
        fs::create_dir_all(to.join(language.file_name()))?;
        fs::write(to.join(language.file_name()).join("messages.json"), texts.to_string())?;
    }
    Ok(())
}

/// Copies a folder with everything in it into another.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} could not be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
