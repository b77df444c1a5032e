//! How does a scenario begin and end?

use crate::requests;
use anyhow::{Result, bail};
use std::fs::OpenOptions;
use std::io::Write;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use xtask::dist::{self, SAMPLE};
use xtask::loopback::Loopback;
use xtask::pages::Page;
use xtask::process::root;
use xtask::webdriver::{Browser, Kind, Options};

/// A browser with the extension and the server behind it.
pub(crate) struct Session {
    browser: Browser,
    server: Loopback,
    served: Vec<Page>,
    expected: Vec<String>,
    /// The copy of the extension that the browser runs, where it is not the one under `dist/`.
    _extension: Option<TempDir>,
}

impl Session {
    /// Starts both.
    pub(crate) fn start(kind: Kind) -> Result<Self> {
        Self::run(kind, &built(kind)?, None, None)
    }

    /// Starts both; the extension has the packs of a folder instead of its own.
    pub(crate) fn with_packs(kind: Kind, packs: &Path) -> Result<Self> {
        built(kind)?;
        let extension = dist::with_packs(kind, packs)?;
        let path = extension.path().to_owned();
        Self::run(kind, &path, Some(extension), None)
    }

    /// Starts both; the extension has the packs of a folder, and as much room in its background's storage as it is told.
    pub(crate) fn with_little_room(kind: Kind, packs: &Path) -> Result<Self> {
        built(kind)?;
        let copy = dist::with_packs(kind, packs)?;
        let mut script = OpenOptions::new().append(true).open(copy.path().join("extension/background.js"))?;
        script.write_all(include_bytes!("full_disk.js"))?;
        let path = copy.path().to_owned();
        Self::run(kind, &path, Some(copy), None)
    }

    /// Starts both; the browser's profile lies on a disk, and the extension has the packs of a folder instead of its own.
    pub(crate) fn on_disk(kind: Kind, packs: &Path, disk: &Path) -> Result<Self> {
        built(kind)?;
        let extension = dist::with_packs(kind, packs)?;
        let path = extension.path().to_owned();
        Self::run(kind, &path, Some(extension), Some(disk))
    }

    /// Starts both; the extension may read no page before the reader lets it.
    pub(crate) fn without_access(kind: Kind) -> Result<Self> {
        built(kind)?;
        let copy = dist::copied(kind)?;
        dist::ask_for_access(copy.path())?;
        let path = copy.path().to_owned();
        Self::run(kind, &path, Some(copy), None)
    }

    fn run(kind: Kind, extension: &Path, copy: Option<TempDir>, disk: Option<&Path>) -> Result<Self> {
        let server = Loopback::start()?;
        let options = Options { disk, ..Options::new(extension, server.port()) };
        let browser = Browser::start(kind, &options)?;
        Ok(Self { browser, server, served: Vec::new(), expected: Vec::new(), _extension: copy })
    }

    /// Serves a page and opens it.
    pub(crate) fn visit(&mut self, page: &Page) -> Result<()> {
        self.serve(page);
        self.browser.open(&page.address)
    }

    /// Serves a page that is going to be asked for.
    pub(crate) fn serve(&mut self, page: &Page) {
        page.serve(&self.server);
        self.served.push(page.clone());
    }

    /// Serves a page, but only its first half until it is released.
    pub(crate) fn serve_half(&mut self, page: &Page) {
        self.server.hold(&page.address);
        self.serve(page);
    }

    /// Serves the other half.
    pub(crate) fn release(&self, page: &Page) {
        self.server.release(&page.address);
    }

    /// The server.
    pub(crate) fn server(&self) -> &Loopback {
        &self.server
    }

    /// Whether the browser has asked for an address.
    pub(crate) fn was_asked_for(&self, address: &str) -> bool {
        self.server.requests().iter().any(|request| request.address == address)
    }

    /// Says beforehand what the reader is going to ask for: an address, or `host:port` for what is encrypted.
    pub(crate) fn expect(&mut self, address: &str) {
        self.expected.push(address.to_owned());
    }

    /// Ends the browser and accounts for every request that it made.
    pub(crate) fn finish(self) -> Result<()> {
        drop(self.browser);
        requests::account(&self.server.requests(), &self.served, &self.expected)
    }
}

/// Where the extension was built.
fn built(kind: Kind) -> Result<PathBuf> {
    let extension = root().join("dist").join(kind.dist_folder());
    if !extension.join("extension/packs").join(SAMPLE).is_file() {
        bail!("{} is not there: run `cargo xtask dist --demo` first", extension.display());
    }
    Ok(extension)
}

impl Deref for Session {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Browser {
        &mut self.browser
    }
}
